import type { JsonObject, Verification } from '../../sdk/index.js';
import { isPankaError } from '../diagnostics/panka-error.js';
import type { ResourceEvent } from '../engine/deployment-engine.js';
import { isComponentResource } from '../plan/build-plan.js';
import { ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import type { EmitEvent } from './events.js';
import type { DeployedComponent } from './unit-hooks.js';

export type ComponentStatus = 'deployed' | 'deleted' | 'failed' | 'skipped' | 'unchanged' | 'interrupted';

export interface ComponentOutcome {
  status: ComponentStatus;
  outputs: JsonObject;
  resources: string[];
  verification?: Verification;
  error?: { code?: string; message: string };
  startedAt?: number;
  endedAt?: number;
  /** Steps that were done to its resources. */
  steps: number;
  failedSteps: number;
}

/** Collects what happens to each component during one run and passes it on as events. */
export class ProgressRecorder {
  readonly outcomes = new Map<string, ComponentOutcome>();
  readonly ops: Record<string, number> = {};

  constructor(
    private readonly emit: EmitEvent,
    private readonly now: () => number,
  ) {}

  of(address: string): ComponentOutcome {
    let outcome = this.outcomes.get(address);
    if (outcome === undefined) {
      outcome = { status: 'unchanged', outputs: {}, resources: [], steps: 0, failedSteps: 0 };
      this.outcomes.set(address, outcome);
    }
    return outcome;
  }

  started(address: string): void {
    this.of(address).startedAt ??= this.now();
    this.emit({ type: 'component', component: address, status: 'started' });
  }

  verifying(address: string): void {
    this.emit({ type: 'component', component: address, status: 'verifying' });
  }

  deployed(address: string, result: DeployedComponent, verification?: Verification): void {
    const outcome = this.of(address);
    outcome.status = 'deployed';
    outcome.outputs = result.outputs;
    outcome.verification = verification;
    outcome.endedAt = this.now();
    this.emit({ type: 'component', component: address, status: 'done', verification });
  }

  failed(address: string, error: unknown): void {
    const outcome = this.of(address);
    outcome.status = 'failed';
    outcome.endedAt = this.now();
    outcome.error ??= describe(error);
    this.emit({ type: 'component', component: address, status: 'failed', detail: outcome.error.message });
  }

  /** A step was not begun. Engines tell its program less than the reason. */
  refused({ urn, name }: Pick<ResourceEvent, 'urn' | 'name'>, error: unknown): void {
    const { message, ...reason } = describe(error);
    this.of(ownerOfUrn(urn) ?? SHARED).error ??= { ...reason, message: `${name}: ${message}` };
  }

  /** The run was stopped before the component was done; that is no fault of its own. */
  interrupted(address: string): void {
    const detail = 'the run was stopped before it was done';
    const outcome = this.of(address);
    outcome.status = 'interrupted';
    outcome.endedAt = this.now();
    this.emit({ type: 'component', component: address, status: 'interrupted', detail });
  }

  skipped(address: string, because: string): void {
    const outcome = this.of(address);
    outcome.status = 'skipped';
    outcome.error = { message: `"${because}" failed` };
    this.emit({ type: 'component', component: address, status: 'skipped', detail: `"${because}" failed` });
  }

  resource(event: ResourceEvent): void {
    if (isComponentResource(event.type)) return;
    const address = ownerOfUrn(event.urn) ?? SHARED;
    const outcome = this.of(address);
    if (event.phase === 'started') outcome.startedAt ??= this.now();
    if (event.phase === 'done' && event.op !== 'same' && event.op !== 'read') {
      // Making the new one and deleting the old one are halves of the `replace` that is reported too.
      if (event.op !== 'create-replacement' && event.op !== 'delete-replaced') {
        outcome.steps += 1;
        this.ops[event.op] = (this.ops[event.op] ?? 0) + 1;
      }
      outcome.endedAt = this.now();
    }
    if (event.phase === 'failed') {
      outcome.failedSteps += 1;
      outcome.error = { code: event.error?.code, message: `${event.name}: ${event.error?.message ?? 'failed'}` };
      outcome.endedAt = this.now();
    }
    this.emit({ type: 'resource', component: address, event });
  }
}

function describe(error: unknown): { code?: string; message: string } {
  if (isPankaError(error)) return { code: error.code, message: error.message };
  return { message: error instanceof Error ? error.message : String(error) };
}
