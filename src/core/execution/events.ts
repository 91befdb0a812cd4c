import type { Verification } from '../../sdk/index.js';
import type { ResourceEvent } from '../engine/deployment-engine.js';
import type { Waiting } from '../locks/take-lock.js';
import type { Plan } from '../plan/plan.js';
import type { SpoolEvent } from '../state/journal-spool.js';

export type Phase = 'lock' | 'recover' | 'preview' | 'approve' | 'deploy' | 'record';

/** Everything that happens in a run, in order: progress views, logs and audit are built from it. */
export type DeploymentEvent =
  | { readonly type: 'phase'; readonly phase: Phase }
  | { readonly type: 'waiting-for-lock'; readonly waiting: Waiting }
  | { readonly type: 'lock-taken-over'; readonly from: string }
  | {
      readonly type: 'recovered';
      readonly updates: number;
      readonly adopted: readonly string[];
      readonly forgotten: readonly string[];
    }
  | { readonly type: 'planned'; readonly plan: Plan }
  /** One of several units begins. */
  | { readonly type: 'unit'; readonly unit: string }
  | { readonly type: 'wave'; readonly wave: number; readonly components: readonly string[] }
  | {
      readonly type: 'component';
      readonly component: string;
      readonly status: ComponentProgress;
      readonly detail?: string;
      readonly verification?: Verification;
    }
  | { readonly type: 'resource'; readonly component: string; readonly event: ResourceEvent }
  | SpoolEvent
  | { readonly type: 'interrupting' };

export type ComponentProgress = 'started' | 'verifying' | 'done' | 'failed' | 'skipped' | 'interrupted';

export type EmitEvent = (event: DeploymentEvent) => void;
