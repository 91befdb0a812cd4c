import { SECRET_SIG, SIG_KEY } from '../engine/deployment-v3.js';

/** A secret in memory, with the JSON text of what it hides. Never written. */
export interface OpenedSecret {
  readonly [SIG_KEY]: typeof SECRET_SIG;
  readonly plaintext: string;
}

export function isOpenedSecret(value: unknown): value is OpenedSecret {
  return isObject(value) && value[SIG_KEY] === SECRET_SIG && typeof value['plaintext'] === 'string';
}

/** The same value with every secret opened, or sealed anew. */
export function mapSecrets<T>(value: T, replace: (secret: Readonly<Record<string, unknown>>) => object): T {
  if (Array.isArray(value)) return value.map((item) => mapSecrets(item, replace)) as T;
  if (!isObject(value)) return value;
  if (value[SIG_KEY] === SECRET_SIG) return replace(value) as T;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapSecrets(item, replace)])) as T;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
