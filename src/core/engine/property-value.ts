/** A value that is not known before something else was deployed. Appears in previews only. */
export const UNKNOWN: unique symbol = Symbol.for('panka.io/unknown');
export type Unknown = typeof UNKNOWN;

const SECRET = Symbol.for('panka.io/secret');

/** A value whose plain text may reach a provider and nothing else. */
export interface Secret {
  readonly [SECRET]: true;
  readonly value: PropertyValue;
}

export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | Unknown
  | Secret
  | readonly PropertyValue[]
  | { readonly [key: string]: PropertyValue };
export type PropertyMap = { readonly [key: string]: PropertyValue };

export function secret(value: PropertyValue): Secret {
  return { [SECRET]: true, value } as Secret;
}

export function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && SECRET in value;
}

export function isUnknown(value: unknown): value is Unknown {
  return value === UNKNOWN;
}
