import { createHash } from 'node:crypto';
import type { ComponentOf } from 'panka/sdk';
import type { KafkaSpec } from './schema.js';

/** Ports of the brokers: clients, other brokers, and the controllers that keep the metadata. */
export const PORTS = { client: 9094, broker: 9092, controller: 9093 } as const;
/** Brokers that are controllers too: the first ones, always the same, since a quorum that is once written down can't change. */
const MOST_CONTROLLERS = 3;
const COPIES = 3;

type Component = Pick<ComponentOf<KafkaSpec>, 'stack' | 'environment' | 'service' | 'name'>;

/** 16 bytes in Kafka's own writing. The same for the same address, so that every broker knows it without asking. */
export function clusterIdOf({ stack, environment, service, name }: Component): string {
  const hash = createHash('sha256').update(`kafka/${stack}/${environment}/${service}/${name}`).digest();
  // Tools of Kafka take what begins with a hyphen for an option.
  return hash.subarray(0, 16).toString('base64url').replace(/^-/, 'A');
}

/** Private DNS zone of the brokers. */
export function zoneOf({ stack, environment, service, name }: Component): string {
  return `${name}.${service}.${environment}.${stack}.internal`;
}

/** Host of a broker. */
export function hostOf(component: Component, node: number): string {
  return `b${node}.${zoneOf(component)}`;
}

export function nodesOf({ brokers }: Pick<KafkaSpec, 'brokers'>): readonly number[] {
  return Array.from({ length: brokers }, (_, node) => node);
}

export function isController(node: number): boolean {
  return node < MOST_CONTROLLERS;
}

/** Copies of what does not say how many. */
export function usualCopies({ brokers }: Pick<KafkaSpec, 'brokers'>): number {
  return Math.min(COPIES, brokers);
}

/** By the letters before the size: `m7g`, `c7gn`, `r6gd` have Arm processors. */
export function architectureOf(instanceType: string): 'arm64' | 'x86_64' {
  return /^[a-z]+\d+[a-z]*g[a-z]*\.|^a1\./.test(instanceType) ? 'arm64' : 'x86_64';
}

/** How clients connect, in the words of their settings. */
export function clientProtocol(auth: KafkaSpec['auth'], tls: boolean): { protocol: string; mechanism?: string } {
  const security = auth === 'mtls' || tls ? 'SSL' : 'PLAINTEXT';
  return auth === 'scram' ? { protocol: `SASL_${security}`, mechanism: 'SCRAM-SHA-512' } : { protocol: security };
}
