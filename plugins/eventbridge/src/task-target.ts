import { NAME_RULES } from '@panka/plugin-common';
import * as pulumi from '@pulumi/pulumi';
import type {
  Cluster,
  ComponentOf,
  Identity,
  Names,
  Network,
  PolicyStatement,
  ResolvedReference,
  TranslateContext,
} from 'panka/sdk';

export interface TaskServices {
  readonly names: Names;
  readonly identity: Identity;
  readonly network: Network;
  readonly cluster: Cluster;
}

/** What a rule and a schedule both say of the task that they run. */
export interface TaskSettings {
  readonly taskDefinitionArn: pulumi.Output<string>;
  readonly capacityProviderStrategies: { capacityProvider: string; weight: number }[];
  readonly subnets: pulumi.Input<string>[];
  readonly securityGroups: pulumi.Input<string>[];
  readonly assignPublicIp: boolean;
}

interface TaskSpec {
  readonly runtime?: { readonly spot?: boolean };
  readonly networking?: {
    readonly subnets?: 'private' | 'public';
    readonly assignPublicIp?: boolean;
    readonly securityGroupIds?: readonly string[];
  };
}

/** One task of a CronJob or MicroService, as its own manifest places it. */
export function taskSettings(
  reference: ResolvedReference,
  context: TranslateContext,
  { network }: TaskServices,
): TaskSettings {
  const { runtime, networking } = context.component(reference.to).spec as TaskSpec;
  const output = (name: string) => context.output(reference.to, name) as pulumi.Output<string>;
  const shared = network.sharedSecurityGroupId;
  return {
    taskDefinitionArn: output('taskDefinitionArn'),
    capacityProviderStrategies: [{ capacityProvider: runtime?.spot === true ? 'FARGATE_SPOT' : 'FARGATE', weight: 1 }],
    subnets: network.subnets(networking?.subnets ?? 'private'),
    securityGroups: [
      output('securityGroupId'),
      ...(networking?.securityGroupIds ?? []),
      ...(shared === undefined ? [] : [shared]),
    ],
    assignPublicIp: networking?.assignPublicIp === true,
  };
}

/** Start any revision of the task in this cluster, and hand its two roles on. Source: EventBridge user guide, "ECS targets". */
export function taskStatements(
  reference: ResolvedReference,
  context: TranslateContext,
  { names, identity, cluster }: TaskServices,
): readonly PolicyStatement[] {
  const output = (name: string) => context.output(reference.to, name) as pulumi.Output<string>;
  const { partition, region, accountId } = identity;
  return [
    {
      Effect: 'Allow',
      Action: ['ecs:RunTask'],
      Resource: output('taskDefinitionArn').apply((arn) => arn.replace(/:\d+$/, ':*')),
      Condition: { ArnEquals: { 'ecs:cluster': cluster.arn } },
    },
    {
      Effect: 'Allow',
      Action: ['ecs:TagResource'],
      Resource: pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:task/${cluster.name}/*`,
      Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
    },
    {
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: [output('taskRoleArn'), executionRole(context.component(reference.to), names, identity)],
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
  ];
}

/** No output tells it; its name is Panka's own, so that it is known, whatever path Security puts roles under. */
function executionRole(task: ComponentOf, names: Names, identity: Identity): pulumi.Output<string> {
  const name = names.physical(task, NAME_RULES.iamRole, 'execution-role');
  return pulumi.interpolate`arn:${identity.partition}:iam::${identity.accountId}:role/*${name}`;
}
