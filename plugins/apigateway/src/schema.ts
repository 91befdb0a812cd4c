import { certificateFields, DOMAIN_NAME, oneOf, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { authorizerField } from './authorizer-schema.js';
import { routeField } from './route-schema.js';

const strings = (values: readonly string[], description: string) =>
  Type.Array(Type.String({ minLength: 1 }), { default: [...values], description });

const domain = Type.Optional(
  strict(
    {
      name: Type.String({ pattern: DOMAIN_NAME, description: 'Name of the API; changing it makes another domain' }),
      certificate: strict(certificateFields, {
        description: 'Certificate for the name, in the region of the stack',
      }),
      zone: Type.Optional(
        Type.String({ minLength: 1, description: 'Route 53 zone (name or id) of the name; default: certificate.zone' }),
      ),
      createRecords: Type.Boolean({ default: true, description: 'Make the record' }),
      basePath: Type.Optional(
        Type.String({
          pattern: '^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$',
          description: 'Path below the name that leads to this API; default: all of it',
        }),
      ),
    },
    { description: 'Name of the API' },
  ),
);

const cors = Type.Optional(
  strict(
    {
      allowOrigins: Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: 'Origins whose pages may call; `*`: all',
      }),
      allowMethods: strings(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'], 'Methods that they may use'),
      allowHeaders: strings(['authorization', 'content-type'], 'Header fields that they may send'),
      exposeHeaders: strings([], 'Header fields that they may read'),
      maxAgeSeconds: Type.Integer({
        default: 300,
        minimum: 0,
        maximum: 86_400,
        description: 'Seconds that browsers may remember this',
      }),
      allowCredentials: Type.Boolean({ default: false, description: 'Let them send cookies; not with origin `*`' }),
    },
    { description: 'http: which pages of other origins may call' },
  ),
);

export const schema = Type.Object(
  {
    type: oneOf(['http', 'websocket'], { default: 'http', description: 'Kind of API; changing it replaces the API' }),
    routes: Type.Array(routeField, {
      default: [],
      description: 'Who answers what; functions may add routes by triggers of type apigateway',
    }),
    authorizers: Type.Array(authorizerField, { default: [], description: 'Who says whether a caller may call' }),
    domain,
    cors,
    stage: Type.Optional(
      Type.String({
        pattern: '^(\\$default|[A-Za-z0-9_-]{1,128})$',
        description: 'Name of the stage, part of the URL; default `$default` (no part), websocket `live`',
      }),
    ),
    throttling: section(
      {
        rate: Type.Number({ default: 100, minimum: 1, description: 'Requests a second' }),
        burst: Type.Integer({ default: 200, minimum: 1, description: 'Requests at once' }),
      },
      { description: 'Requests that it takes of all callers together' },
    ),
    accessLogs: Type.Optional(
      Type.Boolean({ description: 'One log line for each request; default true, websocket false' }),
    ),
    defaultEndpoint: Type.Optional(
      Type.Boolean({ description: 'Answer at the name that AWS gives, too; default: only without a domain' }),
    ),
  },
  { additionalProperties: false },
);

export type ApiSpec = Static<typeof schema>;
