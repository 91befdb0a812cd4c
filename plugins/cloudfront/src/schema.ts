import { certificateFields, DOMAIN_NAME, oneOf, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { behaviorField, defaultBehaviorField } from './behavior-schema.js';
import { originField } from './origin-schema.js';

const securityHeaders = Type.Optional(
  strict(
    {
      contentSecurityPolicy: Type.Optional(Type.String({ minLength: 1, description: 'Content-Security-Policy' })),
      frameOptions: oneOf(['DENY', 'SAMEORIGIN'], { default: 'SAMEORIGIN', description: 'X-Frame-Options' }),
      referrerPolicy: oneOf(['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'], {
        default: 'strict-origin-when-cross-origin',
        description: 'Referrer-Policy',
      }),
      hstsSeconds: Type.Integer({
        default: 31_536_000,
        minimum: 0,
        description: 'Strict-Transport-Security: seconds that browsers use HTTPS only',
      }),
      hstsSubdomains: Type.Boolean({ default: false, description: 'The same for names below' }),
      custom: Type.Record(Type.String(), Type.String(), { default: {}, description: 'Further header fields' }),
    },
    { description: "What `responseHeaders: security` sends; default: AWS's managed policy" },
  ),
);

const countries = (description: string) =>
  Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), { default: [], description });

export const schema = Type.Object(
  {
    aliases: Type.Array(Type.String({ pattern: DOMAIN_NAME }), {
      default: [],
      description: 'Names of the distribution; they need a certificate',
    }),
    certificate: Type.Optional(
      strict(certificateFields, { description: 'Certificate for the aliases; one that is made is made in us-east-1' }),
    ),
    zone: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Route 53 zone (name or id) of the aliases; default: certificate.zone. Without one no records are made',
      }),
    ),
    createRecords: Type.Boolean({ default: true, description: 'Make the records of the aliases' }),
    origins: Type.Array(originField, { minItems: 1, description: 'Where answers come from' }),
    defaultBehavior: defaultBehaviorField,
    behaviors: Type.Array(behaviorField, { default: [], description: 'Behaviors of paths, first match first' }),
    securityHeaders,
    defaultRootObject: Type.Optional(
      Type.String({
        description: 'What is answered for `/`; default index.html where that is a bucket, else what the origin says',
      }),
    ),
    spa: Type.Boolean({
      default: false,
      description:
        'Answer defaultRootObject where the origin has nothing (403, 404), for applications that route in the browser',
    }),
    priceClass: oneOf(['PriceClass_100', 'PriceClass_200', 'PriceClass_All'], {
      default: 'PriceClass_100',
      description: 'Where it answers from: Europe and North America, most regions, all',
    }),
    geo: section(
      {
        allow: countries('Countries (ISO 3166) that may use it; default: all'),
        block: countries('Countries that may not'),
      },
      { description: 'Countries' },
    ),
    waf: Type.Optional(
      strict(
        { webAclArn: Type.String({ pattern: '^arn:', description: 'ARN of a global web ACL' }) },
        { description: 'Web application firewall' },
      ),
    ),
    logs: section(
      {
        enabled: Type.Boolean({ default: false, description: 'Write access logs; default true in production' }),
        bucket: Type.Optional(
          Type.String({ minLength: 3, description: 'Bucket for them; default: the logs bucket of the stack' }),
        ),
      },
      { description: 'Access logs' },
    ),
    httpVersion: oneOf(['http1.1', 'http2', 'http3', 'http2and3'], {
      default: 'http2and3',
      description: 'Newest HTTP version that is spoken',
    }),
    minimumTls: oneOf(['TLSv1.2_2018', 'TLSv1.2_2019', 'TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'], {
      default: 'TLSv1.2_2021',
      description: 'Oldest TLS version and ciphers; holds with a certificate',
    }),
    waitForDeployment: Type.Boolean({
      default: true,
      description: 'Wait until every location has a change; false: verification waits alone',
    }),
    invalidate: Type.Array(Type.String({ pattern: '^/' }), {
      default: [],
      description: 'Paths to forget after each change of the distribution, such as /*',
    }),
  },
  { additionalProperties: false },
);

export type CloudFrontSpec = Static<typeof schema>;
