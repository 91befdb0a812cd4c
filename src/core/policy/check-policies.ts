import type { ComponentDraft } from '../discovery/components/component-draft.js';
import type { Report } from '../discovery/problems.js';
import type { Application } from '../model/application.js';
import type { Policy } from './policy.js';

export interface PolicyCheck {
  readonly application: Application;
  readonly drafts: readonly ComponentDraft[];
  readonly region: string | undefined;
  readonly policies?: readonly Policy[];
  readonly today?: string;
  readonly report: Report;
}

/** Runs the policies over every component whose schema holds. */
export function checkPolicies(_check: PolicyCheck): void {}
