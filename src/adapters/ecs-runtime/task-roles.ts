import { writtenSecretKeys } from '@panka/plugin-common';
import * as pulumi from '@pulumi/pulumi';
import type { DeclaredRole, PolicyStatement, SecretReference } from '../../sdk/index.js';
import { secretResources } from '../aws-shared/secrets.js';
import type { ConfigFiles } from './config-files.js';
import type { Declaring, EcsHost } from './ecs-host.js';
import { TRACE_STATEMENTS } from './trace-collector.js';

const SERVICE = 'ecs-tasks.amazonaws.com';

export interface TaskRoles {
  /** Pulls the image, writes logs, reads the secrets of this task: used by ECS, not by the containers. */
  readonly execution: DeclaredRole;
  /** What the containers are. */
  readonly task: DeclaredRole;
}

export function declareTaskRoles(host: EcsHost, declaring: Declaring, configs: ConfigFiles | undefined): TaskRoles {
  const { component, context, workload } = declaring;
  const { roles, identity } = host.services;
  const boundary =
    workload.permissionsBoundary === undefined ? {} : { permissionsBoundary: workload.permissionsBoundary };
  return {
    execution: roles.declare(component, context, {
      part: 'execution-role',
      service: SERVICE,
      managedPolicyArns: [`arn:${identity.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`],
      statements: secretStatements(workload.secrets, identity.region),
      ...boundary,
    }),
    task: roles.declare(component, context, {
      part: 'task-role',
      service: SERVICE,
      managedPolicyArns: workload.managedPolicyArns,
      statements: [
        ...roles.bindingStatements(context),
        ...workload.statements,
        ...(configs?.statements ?? []),
        ...(workload.exec ? execStatements(host) : []),
        ...(host.tracing === undefined ? [] : TRACE_STATEMENTS),
      ],
      ...boundary,
    }),
  };
}

/** Reading the task's own secrets, and using the keys that they are encrypted with through Secrets Manager alone. */
function secretStatements(secrets: readonly SecretReference[], region: string): readonly PolicyStatement[] {
  if (secrets.length === 0) return [];
  const read: PolicyStatement = {
    Effect: 'Allow',
    Action: ['secretsmanager:GetSecretValue'],
    Resource: [...new Set(secrets.flatMap((secret) => secretResources(secret)))],
  };
  const keys = [...new Set(secrets.flatMap(({ kmsKeyArn }) => (kmsKeyArn === undefined ? [] : [kmsKeyArn])))];
  const unknown = writtenSecretKeys(secrets);
  if (keys.length === 0) return [read, ...unknown];
  const viaService = { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } };
  return [read, { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: keys, Condition: viaService }, ...unknown];
}

/** ECS Exec: the session's channels, its record, and the key that encrypts both. */
function execStatements({ cluster, services }: EcsHost): readonly PolicyStatement[] {
  const { keyArn } = services.encryption;
  const channels = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'];
  return [
    { Effect: 'Allow', Action: channels.map((action) => `ssmmessages:${action}`), Resource: '*' },
    { Effect: 'Allow', Action: ['logs:DescribeLogGroups'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: pulumi.interpolate`${cluster.execLogGroupArn}:*`,
    },
    ...(keyArn === undefined ? [] : [{ Effect: 'Allow' as const, Action: ['kms:Decrypt'], Resource: keyArn }]),
  ];
}
