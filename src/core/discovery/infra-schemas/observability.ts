import { Type } from '@sinclair/typebox';

const strict = { additionalProperties: false } as const;

/** What CloudWatch Logs accepts, in days. Source: its API reference, PutRetentionPolicy. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** `spec` of infra.panka.io/v1 Observability. */
export const observabilitySchema = Type.Object(
  {
    logs: Type.Optional(
      Type.Object(
        {
          retentionDays: Type.Optional(
            Type.Unsafe<number>({
              enum: RETENTION_DAYS,
              description: 'Days that logs are kept. Default 30, 90 in production',
            }),
          ),
          kmsEncrypted: Type.Optional(
            Type.Boolean({ default: true, description: 'Encrypt log groups with the key of the stack' }),
          ),
        },
        { ...strict, description: 'Log groups' },
      ),
    ),
    metrics: Type.Optional(
      Type.Object(
        {
          containerInsights: Type.Optional(
            Type.Union([Type.Literal('disabled'), Type.Literal('enabled'), Type.Literal('enhanced')], {
              description: 'Container metrics. Default enabled, enhanced in production',
            }),
          ),
        },
        { ...strict, description: 'Metrics' },
      ),
    ),
    tracing: Type.Optional(
      Type.Object(
        {
          enabled: Type.Optional(Type.Boolean({ default: false, description: 'Trace requests' })),
          provider: Type.Optional(Type.Literal('xray', { default: 'xray', description: 'Where traces go' })),
        },
        { ...strict, description: 'Tracing' },
      ),
    ),
    alarms: Type.Optional(
      Type.Object(
        {
          enabled: Type.Optional(Type.Boolean({ description: 'Declare alarms. Default: in production' })),
          topicArn: Type.Optional(
            Type.String({ pattern: '^arn:', description: 'The ARN of an existing topic for alarms' }),
          ),
          email: Type.Optional(
            Type.Union([Type.String(), Type.Array(Type.String())], {
              description: 'Addresses that are told; a topic is made',
            }),
          ),
          defaults: Type.Optional(Type.Record(Type.String(), Type.Number(), { description: 'Thresholds by alarm id' })),
        },
        { ...strict, description: 'Alarms' },
      ),
    ),
    dashboard: Type.Optional(Type.Boolean({ default: false, description: 'Make a dashboard of the stack' })),
    notifications: Type.Optional(
      Type.Object(
        {
          sns: Type.Optional(Type.String({ description: 'Topic that is told about deployments' })),
          webhook: Type.Optional(Type.String({ description: 'URL that is told about deployments' })),
        },
        { ...strict, description: 'Who is told about deployments' },
      ),
    ),
  },
  strict,
);
