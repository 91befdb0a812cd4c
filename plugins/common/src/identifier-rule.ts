import type { Finding } from 'panka/sdk';
import { errorAt } from './finding.js';

/** What databases and caches take as the physical name in `spec.name`: one that AWS would change or refuse is an error. `max`: characters. */
export function identifierRule(code: string, name: string | undefined, max: number): Finding[] {
  if (name === undefined || (name.length <= max && /^[a-z](-?[a-z0-9])*$/.test(name))) return [];
  const message = `name "${name}" must start with a letter and hold only lower-case letters, digits and single hyphens between them (${max} max)`;
  return [errorAt('/name', code, message)];
}
