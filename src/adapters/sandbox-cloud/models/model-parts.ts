import type { Json, JsonObject } from '../../../sdk/json.js';
import type { MadeResource } from '../../../sdk/sandbox.js';

/** A UUID of a resource's own digits. */
export function uuidOf(made: Pick<MadeResource, 'hex'>): string {
  const digits = made.hex(32);
  return [0, 8, 12, 16, 20].map((at, i) => digits.slice(at, [8, 12, 16, 20, 32][i])).join('-');
}

/** Letters and digits as IAM's unique ids have them, after their four letters. */
export function uniqueIdOf(prefix: string, made: Pick<MadeResource, 'hex'>): string {
  return `${prefix}${made.hex(17).toUpperCase()}`;
}

/** A number below `limit` from a resource's own digits. */
export function numberOf(made: Pick<MadeResource, 'hex'>, limit: number): number {
  return Number.parseInt(made.hex(12), 16) % limit;
}

/** The time that simulated resources were made at: outputs must be the same in every run. */
export const CREATED = '2025-01-01T00:00:00Z';

/** True when the text is a policy: a JSON object with statements. */
export function isPolicy(text: Json | undefined): boolean {
  const policy = parseJson(text);
  return typeof policy === 'object' && policy !== null && 'Statement' in policy;
}

/** IAM's refusal of a document that is no policy, or is too long for its place. */
export function refusePolicy(text: Json | undefined, limit = Number.POSITIVE_INFINITY): string | undefined {
  if (text === undefined) return undefined;
  if (!isPolicy(text)) return 'MalformedPolicyDocument: Syntax errors in policy.';
  const size = String(text).replace(/\s/g, '').length;
  return size > limit ? `LimitExceeded: Maximum policy size of ${limit} bytes exceeded (${size})` : undefined;
}

function parseJson(text: Json | undefined): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

export function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
