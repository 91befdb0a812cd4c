import { Type } from '@sinclair/typebox';
import { oneOf, section, strict } from './schema-fields.js';

/** Days that CloudWatch Logs accepts. Source: cfn-lint's schema of AWS::Logs::LogGroup. */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const configsField = Type.Optional(
  Type.Array(
    strict(
      {
        mountPath: Type.String({ pattern: '^/', description: 'Folder in the container' }),
        files: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description: 'Files beside the manifest' }),
      },
      { description: 'One folder of configuration files' },
    ),
    { description: 'Configuration files, mounted read-only; a change of a file rolls the service' },
  ),
);

export const loggingField = section(
  {
    retentionDays: Type.Optional(
      Type.Union(
        LOG_RETENTION_DAYS.map((days) => Type.Literal(days)),
        { description: 'Days that logs are kept; default: Observability.logs.retentionDays' },
      ),
    ),
    mode: oneOf(['non-blocking', 'blocking'], {
      default: 'non-blocking',
      description: 'What happens when logs cannot be sent: drop them, or stop the container',
    }),
    bufferSize: Type.String({ default: '25m', pattern: '^\\d+[kmg]?$', description: 'Buffer of non-blocking mode' }),
  },
  { description: 'Logs of the container, in CloudWatch' },
);

export const networkingField = section(
  {
    subnets: oneOf(['private', 'public'], { default: 'private', description: 'Tier of subnets that the tasks run in' }),
    assignPublicIp: Type.Boolean({
      default: false,
      description: 'Give each task a public IPv4 address; needs public subnets',
    }),
    securityGroupIds: Type.Array(Type.String({ pattern: '^sg-' }), {
      default: [],
      description: 'Groups that the tasks join beside their own',
    }),
  },
  { description: 'Where the tasks run' },
);

export const iamField = section(
  {
    policies: Type.Array(
      strict(
        {
          sid: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9]+$', description: 'Id of the statement' })),
          effect: oneOf(['Allow', 'Deny'], { default: 'Allow', description: 'Allow or deny' }),
          actions: Type.Array(Type.String(), { minItems: 1, description: 'IAM actions' }),
          resources: Type.Array(Type.String(), { minItems: 1, description: 'ARNs' }),
          conditions: Type.Optional(
            Type.Record(
              Type.String(),
              Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())])),
              { description: 'Conditions in IAM words' },
            ),
          ),
        },
        { description: 'One statement' },
      ),
      { default: [], description: 'Statements of the role of the containers, beyond what bindings grant' },
    ),
    managedPolicyArns: Type.Array(Type.String({ pattern: '^arn:' }), {
      default: [],
      description: 'Managed policies of the role of the containers',
    }),
    permissionsBoundary: Type.Optional(
      Type.String({ pattern: '^arn:', description: 'ARN of the boundary; default: Security.iam.permissionsBoundary' }),
    ),
  },
  { description: 'What the containers may do in AWS beyond their bindings' },
);

export const execField = section(
  {
    enabled: Type.Boolean({
      default: false,
      description: 'Allow a shell in a running container; default true outside production',
    }),
  },
  { description: 'ECS Exec' },
);
