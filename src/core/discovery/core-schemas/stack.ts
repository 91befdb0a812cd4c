import { Type } from '@sinclair/typebox';
import { infraDefaultsFields } from '../infra-schemas/infra-defaults.js';
import { ingressRule } from '../infra-schemas/networking.js';
import { account, environmentSchema, region } from './environment.js';
import { variables } from './variables.js';

const strict = { additionalProperties: false } as const;

const provider = Type.Object(
  {
    name: Type.Optional(Type.Literal('aws', { description: 'The cloud; only aws' })),
    region: Type.Optional(region),
    accountId: Type.Optional(account),
  },
  { ...strict, description: 'Where the stack belongs: deploying to another region or account is refused' },
);

const deployment = Type.Object(
  {
    lockGranularity: Type.Optional(
      Type.Union([Type.Literal('stack'), Type.Literal('service'), Type.Literal('component')], {
        description: 'What one deployment locks. Default stack: one deployment at a time',
      }),
    ),
    parallelism: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 64, description: 'Components deployed at the same time. Default 10' }),
    ),
    rollback: Type.Optional(
      Type.Union([Type.Literal('automatic'), Type.Literal('never')], {
        description: 'What follows a failed deployment. Default never: what is done stays',
      }),
    ),
  },
  { ...strict, description: 'How the stack is deployed' },
);

const networking = Type.Object(
  {
    securityGroup: Type.Optional(
      Type.Object(
        {
          ingress: Type.Optional(
            Type.Array(ingressRule, { description: 'Rules added to the shared security group of the stack' }),
          ),
        },
        { ...strict, description: 'The shared security group of the stack' },
      ),
    ),
  },
  { ...strict, description: 'Network rules of older manifests; the Networking document has the same field' },
);

/** `spec` of core.panka.io/v1 Stack. */
export const stackSchema = Type.Object(
  {
    description: Type.Optional(Type.String({ description: 'What the stack is for, in words' })),
    provider: Type.Optional(provider),
    region: Type.Optional(region),
    account: Type.Optional(account),
    variables: Type.Optional(variables),
    environments: Type.Optional(
      Type.Union([Type.Record(Type.String(), environmentSchema), Type.Array(Type.String())], {
        description:
          'The environments that exist, by name with their settings, or as a list of names; any other is refused',
      }),
    ),
    defaultEnvironment: Type.Optional(
      Type.String({ description: 'The environment when none is given on the command line' }),
    ),
    infrastructure: Type.Optional(
      Type.Object(infraDefaultsFields, {
        ...strict,
        description: 'Defaults for every component, as InfraDefaults has them; an InfraDefaults document wins',
      }),
    ),
    deployment: Type.Optional(deployment),
    networking: Type.Optional(networking),
    tags: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
        description: 'Tags of every resource of the stack',
      }),
    ),
    allowEmpty: Type.Optional(
      Type.Boolean({
        description:
          'A stack without components is meant: everything that it had is to be deleted. Default false: it is an error',
      }),
    ),
    notifications: Type.Optional(
      Type.Unknown({ description: 'Who is told about deployments; read by the notifiers that are installed' }),
    ),
  },
  strict,
);
