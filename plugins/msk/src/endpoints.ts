import type { PortRange } from 'panka/sdk';
import type { MskSpec } from './schema.js';

/** Ways to sign in, in the order in which clients of the stack prefer them. Source: MSK developer guide, "Port information". */
export const METHODS = {
  iam: { port: 9098, protocol: 'SASL_SSL', mechanism: 'AWS_MSK_IAM', output: 'bootstrapBrokersIam' },
  scram: { port: 9096, protocol: 'SASL_SSL', mechanism: 'SCRAM-SHA-512', output: 'bootstrapBrokersScram' },
  tls: { port: 9094, protocol: 'SSL', mechanism: undefined, output: 'bootstrapBrokersTls' },
} as const;

export type Method = keyof typeof METHODS;

/** Those that are on. Clients without certificate come in by the port of TLS too. */
export function methodsOf({ mode, auth }: Pick<MskSpec, 'mode' | 'auth'>): readonly Method[] {
  if (mode === 'serverless') return ['iam'];
  const on: Readonly<Record<Method, boolean>> = {
    iam: auth.iam,
    scram: auth.scram,
    tls: auth.tls !== undefined || auth.unauthenticated,
  };
  return (Object.keys(METHODS) as Method[]).filter((method) => on[method]);
}

/** Ports that consumers need. */
export function portsOf(spec: MskSpec): readonly PortRange[] {
  return methodsOf(spec).map((method) => ({ port: METHODS[method].port, protocol: 'tcp' }));
}
