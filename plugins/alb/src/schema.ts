import {
  accessLogsField,
  balancerDomainField,
  listenerCertificateField,
  oneOf,
  section,
  sslPolicyField,
  strict,
} from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { routeField } from './route-schema.js';

const port = (value: number, description: string) =>
  Type.Integer({ default: value, minimum: 1, maximum: 65_535, description });

const listeners = section(
  {
    http: Type.Optional(
      oneOf(['redirect', 'forward', 'off'], {
        description: 'What plain HTTP does; default: redirect to HTTPS, or forward where there is no certificate',
      }),
    ),
    httpPort: port(80, 'Port of plain HTTP'),
    httpsPort: port(443, 'Port of HTTPS'),
  },
  { description: 'Ports that it listens on' },
);

const defaultAction = section(
  {
    statusCode: Type.Integer({
      default: 404,
      minimum: 200,
      maximum: 599,
      description: 'Status of the answer: 2xx, 4xx or 5xx',
    }),
    contentType: oneOf(['text/plain', 'text/html', 'application/json'], {
      default: 'text/plain',
      description: 'Type of the answer',
    }),
    body: Type.String({ default: 'Not found', maxLength: 1024, description: 'Text of the answer' }),
  },
  { description: 'Answer to a request that no route takes' },
);

export const schema = Type.Object(
  {
    scheme: oneOf(['internet-facing', 'internal'], {
      default: 'internet-facing',
      description: 'Who can reach it; changing it replaces the load balancer',
    }),
    listeners,
    certificate: listenerCertificateField('Certificate of the HTTPS listener'),
    sslPolicy: sslPolicyField('TLS versions and ciphers'),
    domain: balancerDomainField('Make the records; false: only the url uses the first name'),
    routes: Type.Array(routeField, { minItems: 1, description: 'Where requests go, first match first' }),
    defaultAction,
    allowedCidrs: Type.Optional(
      Type.Array(Type.String({ pattern: '^([0-9a-fA-F.:]+/[0-9]{1,3}|pl-[0-9a-f]+|cloudfront)$' }), {
        minItems: 1,
        description:
          'Who may connect: CIDRs, prefix lists, or `cloudfront` for its addresses; default 0.0.0.0/0, internal: the VPC',
      }),
    ),
    waf: Type.Optional(
      strict(
        {
          webAclArn: Type.String({
            pattern: '^arn:[a-z-]+:wafv2:[a-z0-9-]+:\\d{12}:regional/webacl/',
            description: 'ARN of a web ACL of scope REGIONAL',
          }),
        },
        { description: 'Web application firewall; default: Security.waf of the stack' },
      ),
    ),
    accessLogs: accessLogsField('Write access logs; default true in production'),
    idleTimeoutSeconds: Type.Integer({
      default: 60,
      minimum: 1,
      maximum: 4000,
      description: 'Seconds without a byte until a connection is closed',
    }),
    http2: Type.Boolean({ default: true, description: 'Speak HTTP/2 with clients' }),
    dropInvalidHeaders: Type.Boolean({ default: true, description: 'Remove header fields that are not valid' }),
  },
  { additionalProperties: false },
);

export type AlbSpec = Static<typeof schema>;
