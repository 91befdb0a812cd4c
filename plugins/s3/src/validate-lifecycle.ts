import { errorAt, warningAt } from '@panka/plugin-common';
import type { Finding } from 'panka/sdk';
import { COLDER, type LifecycleRule, NONCURRENT_DAYS, saysHowLong } from './schema-lifecycle.js';

/** Infrequent-access classes take objects from an age of 30 days on. Source: S3 user guide, "Lifecycle considerations". */
const MIN_DAYS: Readonly<Partial<Record<string, number>>> = { STANDARD_IA: 30, ONEZONE_IA: 30 };
/** And keep them as long before they move on. Source: PutBucketLifecycleConfiguration, which refuses less. */
const STAY_DAYS = MIN_DAYS;

export function validateLifecycle(rules: readonly LifecycleRule[]): Finding[] {
  const seen = new Set<string>();
  return rules.flatMap((rule, i) => {
    const path = `/lifecycle/${i}`;
    const twice = seen.has(rule.id)
      ? [errorAt(`${path}/id`, 'PANKA-S3-013', `lifecycle rule "${rule.id}" is declared twice`)]
      : [];
    seen.add(rule.id);
    const versions = saysHowLong(rules) ? [] : cutShort(rule, path);
    return [...twice, ...tooEarly(rule, path), ...order(rule, path), ...expiry(rule, path), ...versions];
  });
}

function tooEarly(rule: LifecycleRule, path: string): Finding[] {
  return rule.transitions.flatMap(({ days, storageClass }, i) => {
    const least = MIN_DAYS[storageClass] ?? 0;
    if (days >= least) return [];
    const message = `lifecycle transition to ${storageClass} needs days ≥ ${least}`;
    return [errorAt(`${path}/transitions/${i}/days`, 'PANKA-S3-002', message, `days: ${least}`)];
  });
}

function order(rule: LifecycleRule, path: string): Finding[] {
  const rising = rule.transitions.every((transition, i) => {
    const before = rule.transitions[i - 1];
    if (before === undefined) return true;
    return transition.days > before.days && rank(transition.storageClass) > rank(before.storageClass);
  });
  if (rising) return tooShort(rule, path);
  return [
    errorAt(`${path}/transitions`, 'PANKA-S3-003', 'transitions must be in rising order of days and colder class'),
  ];
}

function tooShort({ transitions }: LifecycleRule, path: string): Finding[] {
  return transitions.flatMap(({ days, storageClass }, i) => {
    const before = transitions[i - 1];
    const least = before === undefined ? 0 : before.days + (STAY_DAYS[before.storageClass] ?? 0);
    if (days >= least) return [];
    const message = `lifecycle transition from ${before?.storageClass} to ${storageClass} needs days ≥ ${least}`;
    return [errorAt(`${path}/transitions/${i}/days`, 'PANKA-S3-002', message, `days: ${least}`)];
  });
}

/** S3 follows the earlier of two rules. */
function cutShort({ enabled, prefix, noncurrentVersionExpiration: kept }: LifecycleRule, path: string): Finding[] {
  if (!enabled || !prefix || kept === undefined || kept.days <= NONCURRENT_DAYS) return [];
  const message = `older versions go after ${NONCURRENT_DAYS} days, not ${kept.days}, unless a rule without a prefix keeps those of the whole bucket longer`;
  return [warningAt(`${path}/noncurrentVersionExpiration/days`, 'PANKA-S3-015', message)];
}

function expiry(rule: LifecycleRule, path: string): Finding[] {
  const last = Math.max(0, ...rule.transitions.map((t) => t.days));
  const days = rule.expiration?.days;
  if (days === undefined || rule.transitions.length === 0 || days > last) return [];
  const message = `expiration.days ${days} must be more than the last transition's ${last}`;
  return [errorAt(`${path}/expiration/days`, 'PANKA-S3-003', message)];
}

function rank(storageClass: LifecycleRule['transitions'][number]['storageClass']): number {
  return COLDER.indexOf(storageClass);
}
