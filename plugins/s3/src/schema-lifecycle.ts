import { oneOf, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

/** Storage classes from warm to cold; a transition goes only this way. Source: S3 user guide, "Transitioning objects". */
export const COLDER = [
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const;

const days = (description: string) => Type.Integer({ minimum: 1, description });

export const lifecycleRule = strict(
  {
    id: Type.String({ minLength: 1, maxLength: 255, description: 'Name of the rule' }),
    enabled: Type.Boolean({ default: true, description: 'Whether it applies' }),
    prefix: Type.Optional(Type.String({ description: 'Only keys that start with it' })),
    transitions: Type.Array(
      strict(
        {
          days: Type.Integer({ minimum: 0, description: 'Age in days' }),
          storageClass: oneOf(COLDER, { description: 'Storage class from then on' }),
        },
        { description: 'A move to a colder class' },
      ),
      { default: [], description: 'Moves to colder storage classes' },
    ),
    expiration: Type.Optional(strict({ days: days('Age in days') }, { description: 'When objects are deleted' })),
    noncurrentVersionExpiration: Type.Optional(
      strict({ days: days('Days since it was replaced') }, { description: 'When older versions are deleted' }),
    ),
  },
  { description: 'A lifecycle rule' },
);

export type LifecycleRule = Static<typeof lifecycleRule>;

/** Days that older versions are kept where no rule of the whole bucket says how long. */
export const NONCURRENT_DAYS = 90;

/** Whether a rule for the whole bucket says how long older versions stay. */
export function saysHowLong(rules: readonly LifecycleRule[]): boolean {
  return rules.some((rule) => rule.enabled && rule.noncurrentVersionExpiration !== undefined && !rule.prefix);
}
