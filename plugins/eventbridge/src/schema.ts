import { section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { rule } from './schema-rule.js';

const bus = Type.Union(
  [
    Type.String({
      pattern: '^[A-Za-z0-9_./-]+$',
      description: '`new`, `default` for the bus of the account, or the name of a bus that exists',
    }),
    strict(
      { component: Type.String({ description: 'Another EventBridge component' }) },
      { description: 'The bus of another component' },
    ),
  ],
  { default: 'new', description: 'Bus of the rules: `new`, `default`, the name of one that exists, or {component}' },
);

const archive = section(
  {
    enabled: Type.Optional(
      Type.Boolean({
        description: 'Keep the events, to replay them; default: true in production where the bus is new',
      }),
    ),
    retentionDays: Type.Integer({ default: 30, minimum: 0, description: 'Days that events are kept; 0: for ever' }),
    pattern: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Events that are kept; default: all' }),
    ),
  },
  { description: 'Archive of the events' },
);

export const schema = strict(
  {
    bus,
    rules: Type.Array(rule, { default: [], description: 'Which events go where' }),
    archive,
    encryption: section(
      {
        kmsKey: Type.Optional(
          Type.String({ description: '`stack` for the key of the stack, or a key ARN; default: a key that AWS owns' }),
        ),
      },
      { description: 'Encryption at rest, which is always on' },
    ),
    allowedAccounts: Type.Array(Type.String({ pattern: '^\\d{12}$' }), {
      default: [],
      description: 'Other accounts that may put events on the bus',
    }),
    deadLetterQueue: section(
      {
        component: Type.Optional(Type.String({ description: 'A standard SQS component; default: a queue is made' })),
      },
      { description: 'Where events go that no target got' },
    ),
  },
  { description: 'An EventBridge bus with its rules' },
);

export type EventBridgeSpec = Static<typeof schema>;
