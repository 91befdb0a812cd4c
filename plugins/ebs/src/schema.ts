import { oneOf, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const encryption = section(
  {
    enabled: Type.Literal(true, { default: true, description: 'Encryption at rest; it cannot be turned off' }),
    kmsKey: Type.Optional(
      Type.String({
        description:
          '`stack` for the key of the stack, or a key ARN; default: the key of the account; cannot be changed',
      }),
    ),
  },
  { description: 'Encryption at rest' },
);

const attachTo = Type.Optional(
  strict(
    {
      component: Type.String({ description: 'EC2Instance that it is attached to: `name` or `service/name`' }),
      device: Type.String({
        default: '/dev/sdf',
        pattern: '^/dev/(sd[f-p]|xvd[f-p])$',
        description: 'Name of the device: /dev/sdf to /dev/sdp',
      }),
      mountPath: Type.Optional(
        Type.String({
          pattern: '^(/[A-Za-z0-9._-]+)+$',
          description:
            'Folder that the instance mounts it at when it is first started; an empty volume is given a file system',
        }),
      ),
    },
    { description: 'The instance that has it' },
  ),
);

const snapshots = section(
  {
    enabled: Type.Boolean({ default: true, description: 'Take snapshots by the clock' }),
    intervalHours: Type.Union(
      [1, 2, 3, 4, 6, 8, 12, 24].map((hours) => Type.Literal(hours)),
      { default: 24, description: 'Hours from one snapshot to the next: 1, 2, 3, 4, 6, 8, 12 or 24' },
    ),
    time: Type.String({
      default: '03:00',
      pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
      description: 'Time of day of the first, in UTC',
    }),
    retain: Type.Integer({ default: 7, minimum: 1, maximum: 1000, description: 'Snapshots that are kept' }),
  },
  { description: 'Snapshots by the clock (Data Lifecycle Manager)' },
);

export const schema = Type.Object(
  {
    sizeGiB: Type.Integer({ minimum: 1, maximum: 65_536, description: 'Size in GiB; it can grow, and never shrink' }),
    type: oneOf(['gp3', 'gp2', 'io1', 'io2', 'st1', 'sc1'], { default: 'gp3', description: 'Volume type' }),
    iops: Type.Optional(
      Type.Integer({ minimum: 100, description: 'gp3, io1, io2: operations a second; gp3 has 3000 without' }),
    ),
    throughputMiBps: Type.Optional(
      Type.Integer({
        minimum: 125,
        description: 'gp3: MiB/s; it has 125 without, and one for every 4 operations at most',
      }),
    ),
    encryption,
    availabilityZone: Type.Optional(
      Type.String({
        pattern: '^[a-z]{2}(-[a-z]+)+-\\d[a-z]$',
        description: 'Default: that of the instance; changing it replaces the volume',
      }),
    ),
    attachTo,
    multiAttach: Type.Boolean({
      default: false,
      description: 'io1, io2: several instances may have it at once; changing it replaces the volume',
    }),
    snapshots,
    finalSnapshot: Type.Boolean({
      default: true,
      description: 'Take a snapshot before it is deleted, unless deletionPolicy is delete',
    }),
    restoreFrom: Type.Optional(
      strict(
        {
          snapshotId: Type.String({
            pattern: '^snap-[0-9a-f]+$',
            description: 'Snapshot that it starts with; changing it replaces the volume',
          }),
        },
        { description: 'What is on it when it is made' },
      ),
    ),
  },
  { additionalProperties: false },
);

export type EbsSpec = Static<typeof schema>;
