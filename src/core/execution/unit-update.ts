import { auditedUnit } from '../audit/audited-unit.js';
import type { EngineResult, ResourceEvent } from '../engine/deployment-engine.js';
import type { Lease } from '../locks/lease.js';
import type { LockScope } from '../locks/lock-store.js';
import { hasChanges, type Plan } from '../plan/plan.js';
import { recordedPlan } from '../plan/recorded-plan.js';
import { claimHead } from '../state/claim-head.js';
import { commitUpdate } from '../state/commit-update.js';
import { unitName } from '../state/fences.js';
import { guardedJournal } from '../state/guarded-journal.js';
import { rememberKeys } from '../state/remember-keys.js';
import type { DeploymentRecord, RunMark, StackState, StateAddress, StateJournal } from '../state/state-store.js';
import { withRunMark } from '../state/unrecorded-runs.js';
import { ProgressRecorder } from './component-progress.js';
import { type DeploymentOutcome, type DeploymentStatus, outcomeOf } from './deployment-outcome.js';
import { notApproved } from './errors.js';
import { type OpenUnit, openUnit } from './open-unit.js';
import type { DeploymentPorts } from './ports.js';
import { runMark } from './run-mark.js';
import { underLock } from './under-lock.js';
import { type UnitBorder, within } from './unit-border.js';
import { partOf } from './unit-deployment.js';
import { unitIdentity } from './unit-identity.js';
import type { OpenedUnit, PlannedUpdate, UnitWork } from './unit-work.js';

export interface UnitUpdateRequest<P extends PlannedUpdate> {
  readonly ports: DeploymentPorts;
  readonly at: StateAddress;
  /** The lock to take; it names the unit. */
  readonly scope: LockScope;
  /** The unit's name in the audit trail; default: its own. */
  readonly auditedAs?: string;
  /** Absent: the whole stack is the unit. */
  readonly border?: UnitBorder;
  /** Milliseconds to wait for the lock. */
  readonly lockTimeout: number;
  readonly signal: AbortSignal;
  /** Asked under the lock: an outcome means that the run which was waited for has done it all. */
  readonly alreadyDone?: () => Promise<DeploymentOutcome | undefined>;
  readonly work: UnitWork<P>;
}

/** One update of one unit: lock, open, plan, approve, journal, run, commit, history, release. Throws LockHeld, NotApproved. */
export function updateUnit<P extends PlannedUpdate>(request: UnitUpdateRequest<P>): Promise<DeploymentOutcome> {
  return underLock({ ...request, keeper: request.ports.keeper }, (lease) =>
    auditedUnit(
      request,
      lease,
      async () => (await request.alreadyDone?.()) ?? new UnitUpdate(request, lease).perform(),
    ),
  );
}

class UnitUpdate<P extends PlannedUpdate> {
  private readonly startedAt = Date.now();
  private readonly signal: AbortSignal;
  private readonly name: string;
  private readonly recorder: ProgressRecorder;

  constructor(
    private readonly request: UnitUpdateRequest<P>,
    private readonly lease: Lease,
  ) {
    this.signal = AbortSignal.any([request.signal, lease.lost]);
    this.name = unitName(request.scope);
    this.recorder = new ProgressRecorder(request.ports.emit, Date.now);
  }

  async perform(): Promise<DeploymentOutcome> {
    const { ports, at } = this.request;
    const { lease, name } = this;
    await this.claim();
    const runtime = await ports.engine();
    try {
      const unit = await openUnit({ ports, runtime, unit: name, at, lease, border: this.request.border });
      return await this.update({ unit, runtime, signal: this.signal });
    } finally {
      await runtime.close();
    }
  }

  /** A late writer of a unit that has a lock of its own is refused by the head alone. */
  private async claim(): Promise<void> {
    const { ports, at, border } = this.request;
    if (border === undefined) return;
    const { lockGranularity } = border;
    const { fence } = this.lease;
    await claimHead({ store: ports.state, at, unit: this.name, fence, target: ports.target, lockGranularity });
    this.lease.assertHeld();
  }

  private async update(opened: OpenedUnit): Promise<DeploymentOutcome> {
    const { ports, work } = this.request;
    const planned = await work.plan(opened);
    await this.approval(planned);
    const result = await this.run(opened, planned);
    const state = await this.commit(opened.unit, result, planned);
    const outcome = this.outcome(opened.unit, planned.plan, { result, state });
    await ports.state.history.put(this.request.at, {
      ...this.record(outcome, state),
      plan: recordedPlan(planned.plan),
    });
    return outcome;
  }

  private async approval(planned: P): Promise<void> {
    const { ports, work } = this.request;
    if (work.isShown(planned)) ports.emit({ type: 'planned', plan: planned.plan });
    if (!work.asks(planned)) return;
    ports.emit({ type: 'phase', phase: 'approve' });
    if (!(await work.approve(planned))) throw notApproved();
    this.lease.assertHeld();
  }

  private async run(opened: OpenedUnit, planned: P): Promise<EngineResult> {
    const { ports, at, work } = this.request;
    ports.emit({ type: 'phase', phase: 'deploy' });
    const before = work.beforeSteps(opened, planned);
    const { fence } = this.lease;
    const { state } = opened.unit;
    await rememberKeys({ store: ports.state, at, unit: this.name, fence, state, keys: before.keptKeys });
    const journal = await this.beginJournal(opened.unit.lastUpdate + 1);
    const result = await work.run({
      ...opened,
      planned,
      recorder: this.recorder,
      guarded: {
        unit: unitIdentity(at),
        base: before.base,
        journal,
        ...(before.cleared && { cleared: before.cleared }),
        beforeStep: async (event) => {
          this.lease.assertHeld();
          await before.step(event).catch((error: unknown) => this.refused(event, error));
          this.lease.assertHeld();
        },
        onEvent: (event) => this.recorder.resource(event),
        signal: this.signal,
      },
    });
    await journal.close();
    return result;
  }

  /** An interruption is no fault of the step. */
  private refused(event: ResourceEvent, error: unknown): never {
    if (!this.signal.aborted) this.recorder.refused(event, error);
    throw error;
  }

  /** It takes entries only while the lease is held. */
  private async beginJournal(update: number): Promise<StateJournal> {
    const { ports, at } = this.request;
    const { lease, name: unit } = this;
    const { id: run, pid, host } = ports.run;
    const startedAt = new Date(this.startedAt).toISOString();
    const meta = { update, fence: lease.fence, run, startedAt, pid, host };
    if (ports.keeper !== undefined) return ports.keeper.beginJournal({ at, unit, meta, lease });
    const journal = await ports.state.units.beginUpdate(at, unit, meta);
    return guardedJournal(journal, () => lease.assertHeld());
  }

  private async commit(unit: OpenUnit, result: EngineResult, planned: P): Promise<StackState> {
    const { ports, at, work, border } = this.request;
    ports.emit({ type: 'phase', phase: 'record' });
    this.lease.assertHeld();
    const deployment = border === undefined ? result.deployment : partOf(result.deployment, border.owns);
    const { recorder } = this;
    const { state } = await commitUpdate({
      store: ports.state,
      at,
      unit: this.name,
      fence: this.lease.fence,
      update: unit.lastUpdate + 1,
      deployment,
      checkpointVersion: unit.checkpointVersion,
      lineage: unit.lineage,
      change: (stored) => ({
        target: ports.target,
        components: {
          ...within(border, stored?.components ?? {}, false),
          ...work.components({ stored: within(border, stored?.components ?? {}), deployment, recorder }, planned),
        },
        units: stored?.units ?? {},
        lastDeployment: ports.run.id,
        ...withRunMark(stored, unit.recorded, this.mark(statusOf(planned.plan, result))),
      }),
    });
    return state;
  }

  private outcome(unit: OpenUnit, plan: Plan, after: { result: EngineResult; state: StackState }): DeploymentOutcome {
    return outcomeOf({
      ports: this.request.ports,
      plan,
      status: statusOf(plan, after.result),
      state: after.state,
      recorder: this.recorder,
      errors: after.result.errors,
      startedAt: this.startedAt,
      recovered: unit.recovered,
    });
  }

  private record(outcome: DeploymentOutcome, state: StackState): DeploymentRecord {
    const { ports, work } = this.request;
    return {
      ...this.mark(outcome.status),
      serial: state.serial,
      target: ports.target.name,
      components: outcome.components,
      ...work.described(state),
    };
  }

  /** What the head says of this run. */
  private mark(status: DeploymentStatus): Omit<RunMark, 'serial'> {
    const { ports, border } = this.request;
    const unit = border === undefined ? {} : { unit: this.name };
    return { ...runMark(ports.run, this.startedAt, status), ...unit, resources: this.recorder.ops };
  }
}

/** A deployment that had nothing to do may still have recovered something. */
function statusOf(plan: Plan, { status }: EngineResult): DeploymentStatus {
  return hasChanges(plan) || status !== 'succeeded' ? status : 'nothing-to-do';
}
