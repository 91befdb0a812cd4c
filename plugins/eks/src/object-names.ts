import type { NameRule } from 'panka/sdk';

/** Limits of names. Source: Kubernetes documentation, "Object Names and IDs"; a CronJob's leaves room for those of its Jobs. */
export const NAME = {
  namespace: { max: 63 },
  workload: { max: 63 },
  cronJob: { max: 52 },
} satisfies Readonly<Record<string, NameRule>>;
