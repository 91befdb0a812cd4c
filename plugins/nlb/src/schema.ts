import { accessLogsField, balancerDomainField, oneOf } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { listenerField } from './listener-schema.js';

export const schema = Type.Object(
  {
    scheme: oneOf(['internal', 'internet-facing'], {
      default: 'internal',
      description: 'Who can reach it; changing it replaces the load balancer',
    }),
    listeners: Type.Array(listenerField, { minItems: 1, description: 'Ports that it listens on' }),
    crossZone: Type.Boolean({ default: true, description: 'Send connections to targets of other zones too' }),
    preserveClientIp: Type.Boolean({
      default: true,
      description: "Targets see the client's address; always so with UDP",
    }),
    proxyProtocolV2: Type.Boolean({
      default: false,
      description: 'Tell targets of the connection in a PROXY header, which they must understand',
    }),
    staticIps: Type.Boolean({
      default: false,
      description: 'Fixed public addresses, one per zone; changing it replaces the load balancer',
    }),
    allowedCidrs: Type.Optional(
      Type.Array(Type.String({ pattern: '^([0-9a-fA-F.:]+/[0-9]{1,3}|pl-[0-9a-f]+)$' }), {
        minItems: 1,
        description: 'Who may connect: CIDRs or prefix lists; default: the VPC',
      }),
    ),
    domain: balancerDomainField('Make the records; false: only HOST is the first name'),
    deregistrationDelaySeconds: Type.Integer({
      default: 60,
      minimum: 0,
      maximum: 3600,
      description: 'Seconds that connections to a target which leaves may last',
    }),
    accessLogs: accessLogsField('Write access logs; AWS writes those of TLS listeners only'),
  },
  { additionalProperties: false },
);

export type NlbSpec = Static<typeof schema>;
