import {
  type ObjectOptions,
  type SchemaOptions,
  type TLiteral,
  type TObject,
  type TProperties,
  type TUnion,
  Type,
} from '@sinclair/typebox';

type Described = { description: string };
type Literals<T extends readonly string[]> = { -readonly [K in keyof T]: TLiteral<T[K]> };

/** One of several words. */
export function oneOf<const T extends readonly string[]>(
  values: T,
  options: SchemaOptions & Described,
): TUnion<Literals<T>> {
  return Type.Union(
    values.map((value) => Type.Literal(value)),
    options,
  ) as unknown as TUnion<Literals<T>>;
}

/** A strict object: unknown fields are refused. */
export function strict<T extends TProperties>(properties: T, options: ObjectOptions & Described): TObject<T> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** A strict object that is there even when the manifest leaves it out, so that the defaults of its fields hold. */
export function section<T extends TProperties>(properties: T, options: ObjectOptions & Described): TObject<T> {
  return strict(properties, { default: {}, ...options });
}

/** Free statements in IAM's own words, for single-document policies. */
export function policyStatements(description: string) {
  return Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()), { description }));
}
