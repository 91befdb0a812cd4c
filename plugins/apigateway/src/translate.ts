import { NAME_RULES, permitCaller } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type DeclaredRole,
  type LogGroups,
  type Names,
  type Network,
  type ProvidedComponent,
  type Provision,
  type Roles,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { httpAlarms, webSocketAlarms } from './alarms.js';
import { declareAuthorizers } from './authorizers.js';
import { declareDomain } from './domain.js';
import { declareIntegration, serviceStatements, textOf } from './integrations.js';
import { BALANCER_KINDS, SERVICE_KINDS } from './kinds.js';
import type { Route } from './route-schema.js';
import { authOf, partOf } from './routes.js';
import type { ApiSpec } from './schema.js';
import { hasDefaultEndpoint, stageOf } from './settings.js';
import { declareLogs, declareStage } from './stage.js';
import { declareVpcLink } from './vpc-link.js';

type Component = ComponentOf<ApiSpec>;
type Api = aws.apigatewayv2.Api;
interface Targeted {
  readonly route: Route;
  readonly target: ProvidedComponent;
}
const AUTHORIZATION = { none: 'NONE', iam: 'AWS_IAM', jwt: 'JWT', lambda: 'CUSTOM' } as const;

export default class ApiGatewayTranslator implements Translator<ApiSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.network,
    tokens.securityGroups,
    tokens.roles,
    tokens.logs,
    tokens.alarms,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly network: Network,
    private readonly securityGroups: SecurityGroups,
    private readonly roles: Roles,
    private readonly logs: LogGroups,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec } = component;
    const api = this.api(component, context);
    const routes = this.routes(component, context, api);
    const logGroup = declareLogs(component, context, this.logs);
    const stage = declareStage(component, context, { api, routes, logGroup, tags: this.tags });
    declareDomain(component, context, { api, stage, tags: this.tags });
    const alarms = spec.type === 'http' ? httpAlarms : webSocketAlarms;
    this.alarms.declare(component, context, alarms(component.address, api.id));
    const url = urlOf(spec, api);
    return {
      outputs: {
        apiId: api.id,
        apiEndpoint: api.apiEndpoint,
        executionArn: api.executionArn,
        url,
        ...(logGroup === undefined ? {} : { logGroupName: logGroup.name }),
      },
      provides: provision(spec, api, url),
    };
  }

  private api(component: Component, context: TranslateContext): Api {
    const { spec, address } = component;
    const name = context.logicalName();
    return new aws.apigatewayv2.Api(
      name,
      {
        name: this.names.physical(component, NAME_RULES.api),
        description: `${spec.type === 'http' ? 'HTTP' : 'WebSocket'} API ${address}`,
        protocolType: spec.type === 'http' ? 'HTTP' : 'WEBSOCKET',
        ...(spec.type === 'http' ? {} : { routeSelectionExpression: '$request.body.action' }),
        ...corsArgs(spec),
        disableExecuteApiEndpoint: !hasDefaultEndpoint(spec),
        tags: this.tags.of(component, name),
      },
      context.options(),
    );
  }

  private routes(component: Component, context: TranslateContext, api: Api): aws.apigatewayv2.Route[] {
    const targeted = component.spec.routes.map((route, index) => ({
      route,
      target: targetOf(component, context, index),
    }));
    const authorizers = declareAuthorizers(component, context, { api, names: this.names });
    const vpcLink = this.vpcLink(component, context, targeted);
    const role = this.role(component, context, targeted);
    this.permitFunctions(component, context, { api, targeted });
    return targeted.map(({ route, target }) => {
      const called = {
        api,
        route,
        target,
        vpcLink,
        role: SERVICE_KINDS.includes(target.component.kind) ? role : undefined,
      };
      const integration = declareIntegration(component, context, called);
      const { type, authorizer } = authOf(route);
      const decides = authorizer === undefined ? undefined : authorizers.get(authorizer);
      return new aws.apigatewayv2.Route(
        context.logicalName(`route/${partOf(route)}`),
        {
          apiId: api.id,
          routeKey: route.route,
          target: pulumi.interpolate`integrations/${integration.id}`,
          authorizationType: AUTHORIZATION[type],
          ...(decides === undefined ? {} : { authorizerId: decides.id }),
          ...(route.scopes.length === 0 ? {} : { authorizationScopes: route.scopes }),
        },
        // An API takes a route once: the old one goes before the new one comes.
        context.options({ deleteBeforeReplace: true }),
      );
    });
  }

  private vpcLink(component: Component, context: TranslateContext, targeted: readonly Targeted[]) {
    const routes = targeted.filter(({ target }) => BALANCER_KINDS.includes(target.component.kind));
    if (routes.length === 0) return undefined;
    const { names, tags, network, securityGroups } = this;
    return declareVpcLink(component, context, { names, tags, network, securityGroups, routes });
  }

  /** One permission for each function that routes call: a function's policy is short, and routes may be many. */
  private permitFunctions(
    component: Component,
    context: TranslateContext,
    { api, targeted }: { api: Api; targeted: readonly Targeted[] },
  ): void {
    for (const target of distinct(targeted, ['Lambda']))
      permitCaller(component, context, {
        ...{ aws, names: this.names },
        part: `permission/${target.component.address}`,
        allow: {
          function: textOf(target, 'functionName'),
          qualifier: 'live',
          principal: 'apigateway.amazonaws.com',
          sourceArn: pulumi.interpolate`${api.executionArn}/*/*`,
        },
      });
  }

  private role(
    component: Component,
    context: TranslateContext,
    targeted: readonly Targeted[],
  ): DeclaredRole | undefined {
    const called = distinct(targeted, SERVICE_KINDS);
    if (called.length === 0) return undefined;
    return this.roles.declare(component, context, {
      part: 'integration-role',
      service: 'apigateway.amazonaws.com',
      statements: serviceStatements(component, called),
    });
  }
}

function corsArgs({ cors }: ApiSpec): Pick<aws.apigatewayv2.ApiArgs, 'corsConfiguration'> {
  if (cors === undefined) return {};
  const { maxAgeSeconds, exposeHeaders, ...rest } = cors;
  const exposed = exposeHeaders.length === 0 ? {} : { exposeHeaders };
  return { corsConfiguration: { ...rest, ...exposed, maxAge: maxAgeSeconds } };
}

function distinct(targeted: readonly Targeted[], kinds: readonly string[]): readonly ProvidedComponent[] {
  const found = targeted.map(({ target }) => target).filter(({ component }) => kinds.includes(component.kind));
  return [...new Map(found.map((target) => [target.component.address, target])).values()];
}

function targetOf(component: Component, context: TranslateContext, index: number): ProvidedComponent {
  const path = `/routes/${index}/target/component`;
  const reference = component.references.find((r) => r.path === path);
  if (reference === undefined) throw new Error(`no reference was resolved for ${path}`);
  return context.provided(reference.to);
}

/** Its own name, else the one that AWS gives, with the stage as AWS wants it. */
function urlOf(spec: ApiSpec, api: Api): pulumi.Output<string> {
  const { domain } = spec;
  if (domain !== undefined) {
    const path = domain.basePath === undefined ? '' : `/${domain.basePath}`;
    return pulumi.output(`${spec.type === 'http' ? 'https' : 'wss'}://${domain.name}${path}`);
  }
  const stage = stageOf(spec);
  return stage === '$default' ? api.apiEndpoint : pulumi.interpolate`${api.apiEndpoint}/${stage}`;
}

function provision(spec: ApiSpec, api: Api, url: pulumi.Output<string>): Provision {
  const all = pulumi.interpolate`${api.executionArn}/${stageOf(spec)}/*`;
  const Action = ['execute-api:Invoke', ...(spec.type === 'http' ? [] : ['execute-api:ManageConnections'])];
  return {
    variables: () => ({ URL: url }),
    statements: (level) => (level === 'connect' ? [] : [{ Effect: 'Allow', Action, Resource: all }]),
  };
}
