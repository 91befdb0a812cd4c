import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, DeclaredRole, PolicyStatement, ProvidedComponent, TranslateContext } from 'panka/sdk';
import { balancerListener } from './load-balancer-target.js';
import type { Route } from './route-schema.js';
import { partOf } from './routes.js';
import type { ApiSpec } from './schema.js';
import { stageOf } from './settings.js';

type Component = ComponentOf<ApiSpec>;
type IntegrationArgs = Omit<aws.apigatewayv2.IntegrationArgs, 'apiId'>;

export interface IntegrationRequest {
  readonly api: aws.apigatewayv2.Api;
  readonly route: Route;
  readonly target: ProvidedComponent;
  /** Needed for ALB and NLB. */
  readonly vpcLink: aws.apigatewayv2.VpcLink | undefined;
  /** Needed for SQS and EventBridge: API Gateway calls them with it. */
  readonly role: DeclaredRole | undefined;
}

/** How API Gateway reaches the target of a route. */
export function declareIntegration(
  component: Component,
  context: TranslateContext,
  request: IntegrationRequest,
): aws.apigatewayv2.Integration {
  const { kind } = request.target.component;
  const args = INTEGRATIONS[kind]?.(component.spec, request);
  if (args === undefined) throw new Error(`an API cannot call a component of kind ${kind}`);
  const name = context.logicalName(`integration/${partOf(request.route)}`);
  return new aws.apigatewayv2.Integration(
    name,
    // The description tells it from others of the API: it has no name.
    { apiId: request.api.id, description: name, timeoutMilliseconds: request.route.target.timeoutMs, ...args },
    context.options({ dependsOn: request.role === undefined ? [] : [...request.role.ready] }),
  );
}

const INTEGRATIONS: Readonly<Record<string, (spec: ApiSpec, request: IntegrationRequest) => IntegrationArgs>> = {
  Lambda: lambda,
  ALB: balancer,
  NLB: balancer,
  SQS: (_, request) =>
    action(request, 'SQS-SendMessage', {
      QueueUrl: textOf(request.target, 'queueUrl'),
      MessageBody: '$request.body',
    }),
  EventBridge: (_, request) =>
    action(request, 'EventBridge-PutEvents', {
      EventBusName: textOf(request.target, 'busName'),
      Detail: '$request.body',
    }),
};

function lambda({ type }: ApiSpec, { target }: IntegrationRequest): IntegrationArgs {
  return {
    integrationType: 'AWS_PROXY',
    integrationUri: textOf(target, 'invokeArn'),
    // Lambda is called by POST whatever the request's method is.
    integrationMethod: 'POST',
    payloadFormatVersion: type === 'http' ? '2.0' : '1.0',
  };
}

function balancer(spec: ApiSpec, { route, target, vpcLink }: IntegrationRequest): IntegrationArgs {
  const listener = balancerListener(route, target.component);
  if (listener === undefined || vpcLink === undefined)
    throw new Error(`${target.component.address} has no listener that ${route.route} could go to`);
  return {
    integrationType: 'HTTP_PROXY',
    integrationMethod: 'ANY',
    integrationUri: listenerArn(target, listener.port),
    connectionType: 'VPC_LINK',
    connectionId: vpcLink.id,
    payloadFormatVersion: '1.0',
    ...(listener.tls && listener.host !== undefined ? { tlsConfig: { serverNameToVerify: listener.host } } : {}),
    // Otherwise the name of the stage, or the base path, would be the start of the path.
    ...(stageOf(spec) === '$default' && spec.domain?.basePath === undefined
      ? {}
      : { requestParameters: { 'overwrite:path': '$request.path' } }),
  };
}

function listenerArn(target: ProvidedComponent, port: number): pulumi.Output<string> {
  if (target.component.kind === 'ALB') return textOf(target, 'listenerArn');
  const arns = target.outputs.listenerArns as pulumi.Output<Readonly<Record<string, string>>>;
  return arns.apply((byPort) => byPort[port] ?? '');
}

function action(
  { route, role }: IntegrationRequest,
  integrationSubtype: string,
  parameters: Readonly<Record<string, pulumi.Input<string>>>,
): IntegrationArgs {
  return {
    integrationType: 'AWS_PROXY',
    integrationSubtype,
    payloadFormatVersion: '1.0',
    ...(role === undefined ? {} : { credentialsArn: role.arn }),
    requestParameters: { ...parameters, ...route.target.parameters },
  };
}

/** What the role needs to call these components. */
export function serviceStatements(
  component: Component,
  targets: readonly ProvidedComponent[],
): readonly PolicyStatement[] {
  return targets.flatMap(({ component: target, provides }) => {
    const reference = component.references.find(({ to }) => to === target.address);
    return reference === undefined ? [] : (provides.statements?.('write', reference) ?? []);
  });
}

/** An output of the target as text. */
export function textOf({ component, outputs }: ProvidedComponent, name: string): pulumi.Output<string> {
  const value = outputs[name];
  if (value === undefined) throw new Error(`${component.address} has no output ${name}`);
  return value.apply(String);
}
