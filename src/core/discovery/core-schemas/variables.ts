import { Type } from '@sinclair/typebox';

/** Name → value of any type; a value may refer to other variables. */
export const variables = Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), Type.Unknown(), {
  additionalProperties: false,
  description: 'Values for ${NAME}, by name: letters, digits and _, not a digit first',
});
