import { DOMAIN_NAME, oneOf, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

/** Regions with a shield. Source: CloudFront developer guide, "Choosing the AWS Region for your Origin Shield". */
const SHIELD_REGIONS = [
  ...(['us-east-1', 'us-east-2', 'us-west-2', 'ap-south-1', 'ap-northeast-1', 'ap-northeast-2'] as const),
  ...([
    'ap-southeast-1',
    'ap-southeast-2',
    'eu-central-1',
    'eu-west-1',
    'eu-west-2',
    'sa-east-1',
    'me-central-1',
  ] as const),
] as const;

/** Where answers come from. */
export const originField = strict(
  {
    name: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,128}$', description: 'Name that behaviors refer to' }),
    component: Type.Optional(Type.String({ description: 'S3, ALB or APIGateway: `name` or `service/name`' })),
    domain: Type.Optional(
      Type.String({ pattern: DOMAIN_NAME, description: 'Name of a server outside of the stack that speaks HTTPS' }),
    ),
    path: Type.Optional(Type.String({ pattern: '^/.*[^/]$', description: 'Path put in front of what is asked for' })),
    headers: Type.Record(Type.String(), Type.String(), {
      default: {},
      description: 'Header fields that the origin gets with each request; no secrets, they stand in the state',
    }),
    shield: Type.Optional(
      oneOf(SHIELD_REGIONS, { description: 'Region of a shield: one more cache, which all others ask first' }),
    ),
    timeoutSeconds: Type.Integer({
      default: 30,
      minimum: 1,
      maximum: 60,
      description: 'ALB, APIGateway, domain: seconds that an answer may take',
    }),
  },
  { description: 'One origin: component or domain' },
);

export type Origin = Static<typeof originField>;
