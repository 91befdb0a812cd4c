import { Type } from '@sinclair/typebox';
import { variables } from './variables.js';

/** `spec` of core.panka.io/v1 Service. */
export const serviceSchema = Type.Object(
  {
    description: Type.Optional(Type.String({ description: 'What the service does, in words' })),
    variables: Type.Optional(variables),
    tags: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
        description: 'Tags of every resource of the service',
      }),
    ),
    dependsOn: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Services that this one needs, for readers; the order comes from the references of the components',
      }),
    ),
  },
  { additionalProperties: false },
);
