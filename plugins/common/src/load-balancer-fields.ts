import { Type } from '@sinclair/typebox';
import { certificateFields, DOMAIN_NAME } from './certificate.js';
import { section, strict } from './schema-fields.js';

/** Where the access logs of a load balancer go; `description` is that of the switch. */
export function accessLogsField(description: string) {
  return section(
    {
      enabled: Type.Boolean({ default: false, description }),
      bucket: Type.Optional(
        Type.String({ minLength: 3, description: 'Bucket for them; default: the logs bucket of the stack' }),
      ),
      prefix: Type.Optional(
        Type.String({ pattern: '^[^/].*[^/]$', description: 'Prefix in the bucket; default: <service>/<component>' }),
      ),
    },
    { description: 'Access logs' },
  );
}

/** Names of a load balancer; `description` is that of whether it makes their records. */
export function balancerDomainField(description: string) {
  return Type.Optional(
    strict(
      {
        names: Type.Array(Type.String({ pattern: DOMAIN_NAME }), {
          minItems: 1,
          description: 'Names that lead to the load balancer',
        }),
        zone: Type.String({ minLength: 1, description: 'Route 53 zone (name or id) that they are in' }),
        createRecords: Type.Boolean({ default: true, description }),
      },
      { description: 'Names of the load balancer' },
    ),
  );
}

/** Certificate of a listener with further ones beside it. */
export function listenerCertificateField(description: string) {
  return Type.Optional(
    strict(
      {
        ...certificateFields,
        additionalArns: Type.Array(Type.String({ pattern: '^arn:' }), {
          default: [],
          description: 'Further certificates, chosen by the name that a client asks for',
        }),
      },
      { description },
    ),
  );
}

/** AWS's policy of a TLS listener, by its name: each year brings new ones. */
export function sslPolicyField(description: string) {
  return Type.String({
    default: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    pattern: '^ELBSecurityPolicy-[A-Za-z0-9-]+$',
    description,
  });
}

/** Failures in a row until a target gets no more requests. */
export const unhealthyThreshold = Type.Integer({
  default: 3,
  minimum: 2,
  maximum: 10,
  description: 'Failures in a row that make it unhealthy',
});
