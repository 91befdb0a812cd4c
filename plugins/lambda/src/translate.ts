import { NAME_RULES, toldEnvironment } from '@panka/plugin-common';
import type * as aws from '@pulumi/aws';
import {
  type Alarms,
  type Artifacts,
  type ComponentOf,
  type DeclaredRole,
  type Identity,
  type LogGroups,
  type Names,
  type Network,
  type Provision,
  type Roles,
  type ScheduleGroup,
  type Secrets,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { functionStatements } from './access.js';
import { alarms } from './alarms.js';
import { functionCode } from './code.js';
import { matchEvents, route, subscribe, watchBucket } from './declare-callers.js';
import { type DeclaredFunction, declareFunction, type FunctionNetwork } from './declare-function.js';
import { declareMapping } from './declare-mapping.js';
import { declareRoutes } from './declare-routes.js';
import { declareSchedule, declareScheduleRole } from './declare-schedule.js';
import { declareAsync, declareProvisionedConcurrency, declareUrl } from './declare-settings.js';
import type { LambdaSpec } from './schema.js';
import type { Trigger } from './schema-trigger.js';
import { ownStatements, triggerStatements } from './statements.js';

type Component = ComponentOf<LambdaSpec>;

export default class LambdaTranslator implements Translator<LambdaSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.network,
    tokens.logs,
    tokens.roles,
    tokens.securityGroups,
    tokens.alarms,
    tokens.artifacts,
    tokens.secrets,
    tokens.scheduleGroup,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly network: Network,
    private readonly logs: LogGroups,
    private readonly roles: Roles,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
    private readonly artifacts: Artifacts,
    private readonly secrets: Secrets,
    private readonly scheduleGroup: ScheduleGroup,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec } = component;
    const at = this.declare(component, context);
    spec.triggers.forEach((trigger, index) => {
      if (trigger.type !== 'schedule') this.trigger(component, context, { ...at, trigger, index });
    });
    this.schedules(component, context, at);
    declareRoutes(component, context, { ...at, names: this.names });
    declareAsync(component, context, at);
    declareProvisionedConcurrency(spec, context, at);
    const url = declareUrl(component, context, { ...at, names: this.names });
    this.alarms.declare(component, context, alarms(component, at.name));
    return {
      outputs: {
        functionName: at.function.name,
        functionArn: at.function.arn,
        aliasArn: at.alias.arn,
        invokeArn: at.alias.invokeArn,
        version: at.function.version,
        roleArn: at.roleArn,
        logGroupName: at.logGroupName,
        ...(url === undefined ? {} : { functionUrl: url.functionUrl }),
        ...(at.vpc === undefined ? {} : { securityGroupId: at.vpc.securityGroupId }),
      },
      provides: provision(spec, at, url),
    };
  }

  /** The log group comes first, so that its retention and key hold from the first line on. */
  private declare(component: Component, context: TranslateContext): DeclaredFunction {
    const name = this.names.physical(component, NAME_RULES.lambdaFunction);
    const logGroup = this.logs.declare(component, context, `/aws/lambda/${name}`);
    const environment = toldEnvironment(component, context, this.secrets);
    const vpc = this.vpc(component, context);
    const role = this.role(component, context, {
      inVpc: vpc !== undefined,
      statements: [...ownStatements(component.spec, logGroup.arn), ...environment.statements],
    });
    return declareFunction(component, context, {
      name,
      tagsOf: (part) => this.tags.of(component, context.logicalName(part)),
      roleArn: role?.arn ?? component.spec.roleArn ?? '',
      ready: role?.ready ?? [],
      code: functionCode(component, context, this.artifacts),
      variables: environment.variables,
      logGroupName: logGroup.name,
      ...(vpc === undefined ? {} : { vpc }),
    });
  }

  private role(
    component: Component,
    context: TranslateContext,
    needs: { inVpc: boolean; statements: readonly ReturnType<typeof ownStatements>[number][] },
  ): DeclaredRole | undefined {
    if (component.spec.roleArn !== undefined) return undefined;
    const managed = `arn:${this.identity.partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole`;
    return this.roles.declare(component, context, {
      part: 'role',
      service: 'lambda.amazonaws.com',
      managedPolicyArns: needs.inVpc ? [managed] : [],
      statements: [
        ...needs.statements,
        ...triggerStatements(component, context, this.identity.region),
        ...this.roles.bindingStatements(context),
      ],
    });
  }

  /** In the VPC when the manifest says so, else when something that it uses is reached there. */
  private vpc(component: Component, context: TranslateContext): FunctionNetwork | undefined {
    const reached = context.consumed.some(({ provider }) => provider.provides.network !== undefined);
    if (!(component.spec.vpc.enabled ?? reached)) return undefined;
    const group = this.securityGroups.declare(component, context, { description: `Function ${component.address}` });
    const opened = this.securityGroups.openConsumed(context, group.id);
    const sharedGroupId = this.network.sharedSecurityGroupId;
    return {
      subnetIds: this.network.subnets('private'),
      securityGroupId: group.id,
      opened,
      ...(sharedGroupId === undefined ? {} : { sharedGroupId }),
    };
  }

  private trigger(
    component: Component,
    context: TranslateContext,
    at: DeclaredFunction & { trigger: Trigger; index: number },
  ): void {
    const called = { ...at, names: this.names, identity: this.identity };
    const declare = CALLERS[at.trigger.type] ?? declareMapping;
    declare(component, context, called);
  }

  private schedules(component: Component, context: TranslateContext, at: DeclaredFunction): void {
    const { triggers } = component.spec;
    if (!triggers.some((trigger) => trigger.type === 'schedule')) return;
    const role = declareScheduleRole(component, context, { ...at, roles: this.roles });
    triggers.forEach((trigger, index) => {
      if (trigger.type !== 'schedule') return;
      const { names, scheduleGroup: group } = this;
      declareSchedule(component, context, { ...at, trigger, index, names, group, role });
    });
  }
}

/** Sources that call by themselves; Lambda polls the others. */
const CALLERS: Readonly<Partial<Record<Trigger['type'], typeof subscribe>>> = {
  sns: subscribe,
  s3: watchBucket,
  eventbridge: matchEvents,
  apigateway: route,
};

function provision(spec: LambdaSpec, at: DeclaredFunction, url: aws.lambda.FunctionUrl | undefined): Provision {
  return {
    variables: () => ({
      FUNCTION_NAME: at.function.name,
      FUNCTION_ARN: at.alias.arn,
      ...(url === undefined ? {} : { URL: url.functionUrl }),
    }),
    statements: (level) => functionStatements(level, spec, { functionArn: at.function.arn, aliasArn: at.alias.arn }),
  };
}
