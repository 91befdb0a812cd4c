import {
  listenerCertificateField,
  oneOf,
  section,
  sslPolicyField,
  strict,
  unhealthyThreshold,
} from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const port = (description: string) => Type.Integer({ minimum: 1, maximum: 65_535, description });

const healthCheck = section(
  {
    protocol: oneOf(['TCP', 'HTTP', 'HTTPS'], { default: 'TCP', description: 'How a target is asked' }),
    path: Type.Optional(
      Type.String({
        pattern: '^/',
        description: "HTTP, HTTPS: path that is asked; default: the target's healthCheck.path",
      }),
    ),
    port: Type.Optional(
      port("Port that is asked; default: the target's healthCheck.port, else where connections go. Always TCP"),
    ),
    matcher: Type.Optional(
      Type.String({
        pattern: '^[0-9]+([-,][0-9]+)*$',
        description: 'HTTP, HTTPS: status codes that are healthy; default 200-399',
      }),
    ),
    intervalSeconds: Type.Integer({ default: 10, minimum: 5, maximum: 300, description: 'Seconds between checks' }),
    timeoutSeconds: Type.Integer({
      default: 5,
      minimum: 2,
      maximum: 120,
      description: 'Seconds until a check counts as failed; less than intervalSeconds',
    }),
    healthyThreshold: Type.Integer({
      default: 3,
      minimum: 2,
      maximum: 10,
      description: 'Successes in a row that make a target healthy',
    }),
    unhealthyThreshold,
  },
  { description: 'How its targets are checked' },
);

/** One port that the load balancer listens on, and where its connections go. */
export const listenerField = strict(
  {
    port: port('Port that it listens on; key of listenerArns and targetGroupArns'),
    protocol: oneOf(['TCP', 'TLS', 'UDP', 'TCP_UDP'], {
      description: 'What it speaks; TLS ends at the load balancer, which needs a certificate',
    }),
    certificate: listenerCertificateField('Certificate of a TLS listener'),
    sslPolicy: sslPolicyField('TLS: versions and ciphers'),
    alpnPolicy: Type.Optional(
      oneOf(['HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'], {
        description: 'TLS: what is offered to clients that ask for a protocol (ALPN)',
      }),
    ),
    target: strict(
      {
        component: Type.String({ description: 'MicroService or EC2Instance: `name` or `service/name`' }),
        port: Type.Optional(port('Port of the component; default: its first of that protocol')),
        tls: Type.Boolean({ default: false, description: 'TLS listeners: speak TLS with the target too' }),
      },
      { description: 'Where its connections go' },
    ),
    healthCheck,
    stickiness: Type.Boolean({
      default: false,
      description: 'Send an address to the same target again; not with TLS',
    }),
  },
  { description: 'One listener' },
);

export type NlbListener = Static<typeof listenerField>;
