import type { Action, Plan } from './plan.js';

/** A plan as the history keeps it: what was to be done and why, without property values. */
export interface RecordedChange {
  readonly component: string;
  readonly kind: string;
  readonly action: Action;
  readonly reason: string;
  readonly resources: readonly { readonly name: string; readonly type: string; readonly op: string }[];
}

/** The changes of a plan; what stays as it is is left out. */
export function recordedPlan({ changes }: Plan): readonly RecordedChange[] {
  return changes
    .filter(({ action }) => action !== 'none')
    .map(({ component, kind, action, reason, resources }) => ({
      ...{ component, kind, action, reason: withoutValues(reason) },
      resources: resources
        .filter(({ op }) => op !== 'same' && op !== 'read')
        .map(({ name, type, op }) => ({ name, type, op })),
    }));
}

/** `visibilityTimeout 30 → 60 (services/api.yaml:7) and 1 more` → `visibilityTimeout (services/api.yaml:7) and 1 more`. */
function withoutValues(reason: string): string {
  return reason.replace(/^(\S+) .+ → .+?( \([^()]*:\d+\))?( and \d+ more)?$/, '$1$2$3');
}
