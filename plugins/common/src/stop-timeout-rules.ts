import type { Finding } from 'panka/sdk';
import { errorAt } from './finding.js';

/** Source: ECS API reference, ContainerDefinition: 2 to 120 seconds on Fargate. */
const SHORTEST = 2;

/** Seconds that a container has to stop, in the field `name` of the spec. */
export function stopTimeoutRules(name: string, seconds: number, platform: string): Finding[] {
  if (platform !== 'fargate' || seconds >= SHORTEST) return [];
  const message = `${name} ${seconds} is less than the ${SHORTEST} s that Fargate gives at least`;
  return [errorAt(`/${name}`, 'PANKA-ECS-031', message, `${name}: ${SHORTEST}`)];
}
