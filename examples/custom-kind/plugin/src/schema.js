// @ts-check
import { Type } from '@sinclair/typebox';

const flag = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z][a-z0-9-]*$',
      maxLength: 64,
      description: 'Name that the application asks for',
    }),
    description: Type.String({ description: 'What the flag turns on, for the people who flip it' }),
    enabled: Type.Boolean({ default: false, description: 'Value where nobody has overridden it' }),
    rollout: Type.Integer({
      default: 100,
      minimum: 0,
      maximum: 100,
      description: 'Percentage of users who get the flag once it is enabled',
    }),
  },
  { additionalProperties: false, description: 'One flag' },
);

/** Schema of `spec`; the fields common to all kinds are added by Panka. */
export const schema = Type.Object(
  {
    flags: Type.Array(flag, { minItems: 1, description: 'The flags and their default values' }),
    refreshSeconds: Type.Integer({
      default: 30,
      minimum: 5,
      maximum: 3600,
      description: 'How often the SDK in the application looks for changes, in seconds',
    }),
    auditDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3650, description: 'Days after which an override expires; default: never' }),
    ),
  },
  { additionalProperties: false },
);

/** @typedef {import('@sinclair/typebox').Static<typeof schema>} FlagsSpec */
