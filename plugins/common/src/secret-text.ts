import { createHash } from 'node:crypto';

/** A secret in Secrets Manager, and the key within it. */
export interface SecretField {
  readonly ref: string;
  readonly key: string;
}

/** The value of the key in a JSON secret; a secret that isn't JSON is the value. The text never goes into an error. */
export function secretText(text: string, { ref, key }: SecretField, field: string): string {
  const fields = parsed(text);
  if (fields === undefined) return text;
  const value = fields[key];
  if (typeof value !== 'string') throw new Error(`secret "${ref}" has no key "${key}"; set ${field}.key`);
  return value;
}

/** Number for `…WoVersion` inputs: it changes with the version of the secret, so that a rotation reaches the database. */
export function secretVersionNumber(versionId: string): number {
  return Number.parseInt(createHash('sha256').update(versionId).digest('hex').slice(0, 7), 16);
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
