import { randomBytes } from 'node:crypto';

/** `20261123-114501-3fa9c1`: sorts by time, and two runs of one second differ. */
export function deploymentId(now: Date): string {
  const time = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}
