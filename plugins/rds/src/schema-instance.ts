import { oneOf, section, strict } from '@panka/plugin-common';
import { Type } from '@sinclair/typebox';

const storage = strict(
  {
    type: oneOf(['gp2', 'gp3', 'io1', 'io2'], { default: 'gp3', description: 'Kind of storage' }),
    allocatedGB: Type.Integer({ minimum: 20, maximum: 65_536, description: 'Size in GiB; it can grow, never shrink' }),
    maxAllocatedGB: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 65_536,
        description: 'Up to where AWS lets it grow by itself; default twice allocatedGB; 0: never',
      }),
    ),
    iops: Type.Optional(Type.Integer({ minimum: 1000, maximum: 256_000, description: 'Provisioned I/O a second' })),
    throughput: Type.Optional(Type.Integer({ minimum: 125, maximum: 4000, description: 'gp3: MiB a second' })),
  },
  { description: 'Storage; not for Aurora' },
);

export const instance = strict(
  {
    class: Type.String({
      pattern: '^db\\.',
      description: 'Instance class, such as db.t4g.medium; Aurora: or db.serverless',
    }),
    multiAZ: Type.Boolean({
      default: false,
      description: 'A standby in another availability zone; production: true. Not for Aurora, which has replicas',
    }),
    replicas: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 15,
      description: 'Aurora: readers beside the writer; production: 1',
    }),
    serverless: Type.Optional(
      strict(
        {
          minACU: Type.Number({
            default: 0.5,
            minimum: 0,
            maximum: 256,
            multipleOf: 0.5,
            description: 'Least capacity units, in halves; 0: it pauses when nobody is connected',
          }),
          maxACU: Type.Number({
            minimum: 1,
            maximum: 256,
            multipleOf: 0.5,
            description: 'Most capacity units, in halves',
          }),
        },
        { description: 'Aurora with class db.serverless: capacity' },
      ),
    ),
    storage: Type.Optional(storage),
  },
  { description: 'Size of the database' },
);

export const engine = strict(
  {
    type: oneOf(['postgres', 'mysql', 'mariadb', 'aurora-postgresql', 'aurora-mysql'], {
      description: 'Engine; changing it replaces the database',
    }),
    version: Type.String({
      minLength: 1,
      description: 'Major version ("16": AWS takes its default minor) or a minor one ("16.4"), in quotes',
    }),
    parameters: Type.Record(
      Type.String(),
      Type.Union([
        Type.String({ description: 'Value' }),
        strict(
          {
            value: Type.String({ description: 'Value' }),
            applyMethod: oneOf(['immediate', 'pending-reboot'], { description: 'When it takes effect' }),
          },
          { description: 'Value and when it takes effect' },
        ),
      ]),
      { default: {}, description: 'Parameters of the engine' },
    ),
    parameterGroup: Type.Optional(
      Type.String({ description: 'An existing parameter group instead; Aurora: of the cluster' }),
    ),
  },
  { description: 'Database engine' },
);

export const monitoring = section(
  {
    enhancedMonitoring: Type.Boolean({
      default: false,
      description: 'Metrics of the operating system; production: true',
    }),
    monitoringInterval: Type.Union(
      [0, 1, 5, 10, 15, 30, 60].map((seconds) => Type.Literal(seconds)),
      { default: 60, description: 'Seconds between metrics of the operating system' },
    ),
    performanceInsights: Type.Optional(
      Type.Boolean({ description: 'Performance Insights; default true where the class offers it' }),
    ),
    retentionDays: Type.Integer({
      default: 7,
      minimum: 7,
      maximum: 731,
      description: 'Days that Performance Insights keeps',
    }),
    logs: Type.Array(Type.String(), {
      default: [],
      description: 'Logs that go to CloudWatch, such as postgresql, slowquery',
    }),
  },
  { description: 'Monitoring' },
);
