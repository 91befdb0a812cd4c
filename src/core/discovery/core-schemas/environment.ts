import { Type } from '@sinclair/typebox';
import { variables } from './variables.js';

export const environmentClass = Type.Union(
  [Type.Literal('development'), Type.Literal('staging'), Type.Literal('production')],
  {
    description:
      'What the environment is for: decides defaults and how strict policies are. Without it prod* is production, stag* staging, anything else development',
  },
);
export const region = Type.String({
  pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]$',
  examples: ['eu-west-1'],
  description: 'An AWS region such as eu-west-1',
});
export const account = Type.String({
  pattern: '^[0-9]{12}$',
  examples: ['"123456789012"'],
  description: 'A 12-digit AWS account id, in quotes',
});

const environmentFields = {
  class: Type.Optional(environmentClass),
  description: Type.Optional(Type.String({ description: 'What the environment is for, in words' })),
  region: Type.Optional(region),
  account: Type.Optional(account),
  variables: Type.Optional(variables),
  tags: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
      description: 'Tags of every resource in this environment',
    }),
  ),
};

/** `spec` of core.panka.io/v1 Environment, and of an entry of Stack.spec.environments. */
export const environmentSchema = Type.Object(environmentFields, {
  additionalProperties: false,
  description: 'One environment of a stack',
});
