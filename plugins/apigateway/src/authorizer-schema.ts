import { oneOf, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

/** Someone who says whether a caller may call. */
export const authorizerField = strict(
  {
    name: Type.String({
      pattern: '^[A-Za-z0-9_-]{1,128}$',
      description: 'Name, for `auth: jwt:<name>` or `auth: lambda:<name>`',
    }),
    type: oneOf(['jwt', 'lambda'], { description: 'Tokens of an OpenID provider, or a function that decides' }),
    issuer: Type.Optional(
      Type.String({ pattern: '^https://', description: 'jwt: issuer of the tokens, as their `iss` says' }),
    ),
    audience: Type.Array(Type.String({ minLength: 1 }), {
      default: [],
      description: 'jwt: accepted audiences or clients (`aud`, `client_id`)',
    }),
    component: Type.Optional(Type.String({ description: 'lambda: the function, `name` or `service/name`' })),
    identitySources: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: 'Where the token is; default: the header Authorization',
      }),
    ),
    ttlSeconds: Type.Integer({
      default: 300,
      minimum: 0,
      maximum: 3600,
      description: 'lambda, http: seconds that an answer holds for the same identity sources; 0: ask every time',
    }),
  },
  { description: 'One authorizer' },
);

export type ApiAuthorizer = Static<typeof authorizerField>;
