import { strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const target = strict(
  {
    component: Type.String({
      description: 'Lambda, internal ALB or NLB, SQS or EventBridge: `name` or `service/name`',
    }),
    port: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 65_535, description: 'NLB: port of its listener; default: its first' }),
    ),
    host: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'ALB, NLB with TLS: name that their certificate is for; default: their first domain name',
      }),
    ),
    timeoutMs: Type.Integer({
      default: 29_000,
      minimum: 50,
      maximum: 30_000,
      description: 'Milliseconds that an answer may take',
    }),
    parameters: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: 'SQS, EventBridge: further parameters of the call (MessageGroupId, Source, DetailType …)',
      }),
    ),
  },
  { description: 'Who answers' },
);

/** One kind of request, and who answers it. */
export const routeField = strict(
  {
    route: Type.String({
      minLength: 1,
      maxLength: 512,
      description:
        'http: `<METHOD> /path` with {parameters}, or `$default`; websocket: `$connect`, `$default`, an action',
    }),
    target,
    auth: Type.String({
      default: 'iam',
      pattern: '^(none|iam|(jwt|lambda):[A-Za-z0-9_-]+)$',
      description: 'Who may call: signed requests (iam), `jwt:<authorizer>`, `lambda:<authorizer>`, or everyone (none)',
    }),
    scopes: Type.Array(Type.String({ minLength: 1 }), {
      default: [],
      description: 'jwt: a token needs one of these scopes',
    }),
  },
  { description: 'One route' },
);

export type Route = Static<typeof routeField>;
