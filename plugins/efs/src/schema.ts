import { oneOf, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

/** Days since the last access. Source: EFS API reference, LifecyclePolicy. */
const AGES = [
  'AFTER_1_DAY',
  'AFTER_7_DAYS',
  'AFTER_14_DAYS',
  'AFTER_30_DAYS',
  'AFTER_60_DAYS',
  'AFTER_90_DAYS',
  'AFTER_180_DAYS',
  'AFTER_270_DAYS',
  'AFTER_365_DAYS',
] as const;

const accessPoint = strict(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', description: 'Name that volumes ask for' }),
    path: Type.String({
      pattern: '^(/|(/[A-Za-z0-9._-]+){1,4})$',
      maxLength: 100,
      description: 'Folder that its users see as the root; at most four deep; changing it makes another access point',
    }),
    uid: Type.Integer({
      default: 1000,
      minimum: 0,
      maximum: 4_294_967_295,
      description: 'User that every file belongs to, whoever writes it',
    }),
    gid: Type.Integer({ default: 1000, minimum: 0, maximum: 4_294_967_295, description: 'Its group' }),
    permissions: Type.String({
      default: '0755',
      pattern: '^0?[0-7]{3}$',
      description: 'Octal mode of the folder, where it has to be made',
    }),
  },
  { description: 'One folder with the user that works in it' },
);

const encryption = section(
  {
    enabled: Type.Literal(true, { default: true, description: 'Encryption at rest; it cannot be turned off' }),
    kmsKey: Type.Optional(
      Type.String({
        description:
          '`stack` for the key of the stack, or a key ARN; default: the key that EFS manages; cannot be changed',
      }),
    ),
  },
  { description: 'Encryption at rest; in transit it is always on' },
);

const lifecycle = section(
  {
    toIA: oneOf([...AGES, 'NEVER'], {
      default: 'AFTER_30_DAYS',
      description: 'When a file that nobody reads moves to infrequent access',
    }),
    toArchive: Type.Optional(oneOf(AGES, { description: 'When it moves on to the archive; later than toIA' })),
    backOnAccess: Type.Boolean({ default: true, description: 'Move a file back at its first access' }),
  },
  { description: 'Where files live as they grow old' },
);

const backup = section(
  {
    enabled: Type.Boolean({ default: true, description: 'Daily backups by AWS Backup, kept for 35 days' }),
  },
  { description: 'Automatic backups' },
);

export const schema = Type.Object(
  {
    performanceMode: oneOf(['generalPurpose', 'maxIO'], {
      default: 'generalPurpose',
      description: 'maxIO: more operations, each slower; changing it replaces the file system',
    }),
    throughputMode: oneOf(['elastic', 'bursting', 'provisioned'], {
      default: 'elastic',
      description: 'Throughput as needed, by the size of what is stored, or fixed',
    }),
    provisionedMiBps: Type.Optional(
      Type.Number({ minimum: 1, maximum: 3414, description: 'provisioned: throughput in MiB/s' }),
    ),
    encryption,
    lifecycle,
    backup,
    oneZone: Type.Optional(
      Type.String({
        pattern: '^[a-z]{2}(-[a-z]+)+-\\d[a-z]$',
        description:
          'Keep it in this availability zone alone, which costs about half; changing it replaces the file system',
      }),
    ),
    accessPoints: Type.Array(accessPoint, {
      minItems: 1,
      default: [{ name: 'app', path: '/app' }],
      description: 'Folders that may be mounted',
    }),
    replicationOverwriteProtection: oneOf(['ENABLED', 'DISABLED'], {
      default: 'ENABLED',
      description: 'DISABLED: it may become the target of a replication, which overwrites everything',
    }),
  },
  { additionalProperties: false },
);

export type EfsSpec = Static<typeof schema>;
export type AccessPointSpec = EfsSpec['accessPoints'][number];
