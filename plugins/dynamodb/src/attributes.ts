import type { DynamoDbSpec } from './schema.js';

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
  /** JSON pointer within `spec`. */
  readonly path: string;
}

/** Every use of an attribute as a key, in the order of the manifest. */
export function keyUses(spec: DynamoDbSpec): KeyAttribute[] {
  const keys = (base: string, of: { hashKey?: Key; rangeKey?: Key }) =>
    (['hashKey', 'rangeKey'] as const).flatMap((part) => {
      const key = of[part];
      return key === undefined ? [] : [{ ...key, path: `${base}/${part}` }];
    });
  return [
    ...keys('', spec),
    ...spec.globalSecondaryIndexes.flatMap((index, i) => keys(`/globalSecondaryIndexes/${i}`, index)),
    ...spec.localSecondaryIndexes.flatMap((index, i) => keys(`/localSecondaryIndexes/${i}`, index)),
  ];
}

/** DynamoDB wants each key attribute once, and no other attribute. */
export function attributeDefinitions(spec: DynamoDbSpec): { name: string; type: string }[] {
  const types = new Map(keyUses(spec).map(({ name, type }) => [name, type]));
  return [...types].map(([name, type]) => ({ name, type }));
}

type Key = { readonly name: string; readonly type: 'S' | 'N' | 'B' };
