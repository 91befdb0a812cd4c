import type { EngineResult } from '../engine/deployment-engine.js';
import { acquireLease, type Lease } from '../locks/lease.js';
import { hasChanges, type Plan } from '../plan/plan.js';
import { commitUpdate } from '../state/commit-update.js';
import { guardedJournal } from '../state/guarded-journal.js';
import { highestFence } from '../state/highest-fence.js';
import type { DeploymentRecord, StackState, StateAddress } from '../state/state-store.js';
import { type BeforeDelete, beforeDelete } from './before-delete.js';
import { ProgressRecorder } from './component-progress.js';
import { componentRecords } from './component-records.js';
import { type Current, isUnchanged, readCurrent, UNIT } from './current.js';
import { type DeploymentOutcome, outcomeOf } from './deployment-outcome.js';
import { type Desired, kindOf } from './desired.js';
import { foreignTarget, notApproved } from './errors.js';
import type { Filter } from './filter.js';
import { guardPlan, stepGuard } from './guards.js';
import { type OpenUnit, openUnit } from './open-unit.js';
import { assemblePlan, planBasis, planDeployment, unitIdentity } from './plan-deployment.js';
import type { DeploymentPorts, DeploymentRuntime } from './ports.js';
import { checkSavedPlan } from './saved-plan.js';
import { isTarget, selectTargets, type Targets } from './targets.js';
import { verifyingHooks } from './verifying-hooks.js';

export interface DeployRequest {
  readonly ports: DeploymentPorts;
  readonly desired: Desired;
  readonly filter: Filter;
  readonly refresh: boolean;
  readonly parallel: number;
  /** Milliseconds to wait for the lock. */
  readonly lockTimeout: number;
  /** A saved plan: nothing but what it holds is done. */
  readonly savedPlan?: Plan;
  readonly allowDataLoss: readonly string[];
  readonly allowMassDelete: boolean;
  /** Shown the plan; false: nothing is changed. */
  readonly approve: (plan: Plan) => Promise<boolean>;
  readonly signal: AbortSignal;
}

const LEASE_SECONDS = 30;
const LOCK_TTL_SECONDS = 3600;

/** Brings the stack to what the manifests say. Takes the lock only when something is different. */
export async function deploy(request: DeployRequest): Promise<DeploymentOutcome> {
  const { application } = request.desired;
  const at = { stack: application.stack.name, environment: application.environment.name };
  // Looked at once more under the lock: the run that was waited for may have done it all.
  return (
    (await nothingToDo(request, at)) ??
    underLock(
      request,
      at,
      async (lease) => (await nothingToDo(request, at)) ?? new Deployment(request, at, lease).run(),
    )
  );
}

/** The outcome where everything is as desired, told from the state alone; undefined: there is work. */
async function nothingToDo(request: DeployRequest, at: StateAddress): Promise<DeploymentOutcome | undefined> {
  const { ports, desired } = request;
  const current = await readCurrent(ports.state, at);
  refuseForeignTarget(ports, current.state);
  const targets = selectTargets(request.filter, desired.application, current);
  checkSavedPlan(request.savedPlan, planBasis({ desired, current, target: ports.target }));
  if (request.refresh || !isUnchanged(desired, current, targets.touched)) return undefined;
  const plan = assemblePlan({ desired, current, targets, target: ports.target }, []);
  return outcomeOf({ ports, plan, status: 'nothing-to-do', state: current.state, startedAt: Date.now() });
}

/** Runs with the stack's lock, renewed until it is released. Throws LockHeld. */
export async function underLock<T>(
  request: Pick<DeployRequest, 'ports' | 'lockTimeout' | 'signal'>,
  at: StateAddress,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { ports } = request;
  ports.emit({ type: 'phase', phase: 'lock' });
  const fenceAbove = await highestFence(ports.state, at);
  const lease = await acquireLease({
    store: ports.locks,
    request: {
      scope: at,
      lockId: crypto.randomUUID(),
      lockedBy: ports.run.by,
      command: ports.run.command,
      leaseSeconds: LEASE_SECONDS,
      ttlSeconds: LOCK_TTL_SECONDS,
      fenceAbove,
      runUrl: ports.run.runUrl,
      metadata: { deployment_id: ports.run.id, git_commit: ports.run.gitCommit, ci_run_id: ports.run.ciRunId },
    },
    waitMs: request.lockTimeout,
    onWaiting: (waiting) => ports.emit({ type: 'waiting-for-lock', waiting }),
    processAlive: ports.processAlive,
    signal: request.signal,
  });
  for (const lock of lease.tookOver)
    ports.emit({ type: 'lock-taken-over', from: `${lock.lockedBy} (${lock.host}, pid ${lock.pid})` });
  return releasedAfter(lease, work);
}

/** A lock that cannot be freed must not hide why the work failed: its lease runs out by itself. */
async function releasedAfter<T>(lease: Lease, work: (lease: Lease) => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work(lease);
  } catch (error) {
    await lease.release().catch(() => undefined);
    // What failed because the lock was lost is told as that.
    throw lease.lost.aborted ? lease.lost.reason : error;
  }
  await lease.release();
  return result;
}

class Deployment {
  private readonly startedAt = Date.now();
  private readonly signal: AbortSignal;

  constructor(
    private readonly request: DeployRequest,
    private readonly at: StateAddress,
    private readonly lease: Lease,
  ) {
    this.signal = AbortSignal.any([request.signal, lease.lost]);
  }

  async run(): Promise<DeploymentOutcome> {
    const { ports } = this.request;
    const runtime = await ports.engine();
    try {
      const unit = await openUnit({
        ports,
        runtime,
        unit: unitIdentity(this.request.desired),
        at: this.at,
        lease: this.lease,
      });
      return await this.deploy(unit, runtime);
    } finally {
      await runtime.close();
    }
  }

  private async deploy(unit: OpenUnit, runtime: DeploymentRuntime): Promise<DeploymentOutcome> {
    const { request } = this;
    const current: Current = { state: unit.state, interrupted: false };
    const targets = selectTargets(request.filter, request.desired.application, current);
    const plan = await this.plan(unit, { runtime, current, targets });
    if (hasChanges(plan)) await this.approve(plan);
    const recorder = new ProgressRecorder(request.ports.emit, Date.now);
    const result = await this.up(unit, { runtime, targets, plan, recorder });
    const state = await this.commit(unit, result, recorder);
    const outcome = outcomeOf({
      ports: request.ports,
      plan,
      status: hasChanges(plan) || result.status !== 'succeeded' ? result.status : 'nothing-to-do',
      state,
      recorder,
      errors: result.errors,
      startedAt: this.startedAt,
      recovered: unit.recovered,
    });
    await request.ports.state.history.put(this.at, this.record(outcome, state));
    return outcome;
  }

  private async plan(
    unit: OpenUnit,
    { runtime, current, targets }: { runtime: DeploymentRuntime; current: Current; targets: Targets },
  ): Promise<Plan> {
    const { ports, desired, savedPlan } = this.request;
    ports.emit({ type: 'phase', phase: 'preview' });
    const basis = planBasis({ desired, current, target: ports.target });
    checkSavedPlan(savedPlan, basis);
    const plan = await planDeployment({
      desired,
      current,
      base: unit.deployment,
      targets,
      refresh: this.request.refresh,
      runtime,
      target: ports.target,
      signal: this.signal,
    });
    guardPlan({
      plan,
      kindOf: (kind) => kindOf(desired, kind),
      allowDataLoss: this.request.allowDataLoss,
      allowMassDelete: this.request.allowMassDelete,
    });
    ports.emit({ type: 'planned', plan });
    return plan;
  }

  private async approve(plan: Plan): Promise<void> {
    this.request.ports.emit({ type: 'phase', phase: 'approve' });
    if (this.request.savedPlan === undefined && !(await this.request.approve(plan))) throw notApproved();
    this.lease.assertHeld();
  }

  private async up(
    unit: OpenUnit,
    {
      runtime,
      targets,
      plan,
      recorder,
    }: { runtime: DeploymentRuntime; targets: Targets; plan: Plan; recorder: ProgressRecorder },
  ): Promise<EngineResult> {
    const { ports, desired, parallel, refresh } = this.request;
    ports.emit({ type: 'phase', phase: 'deploy' });
    const journal = await ports.state.units.beginUpdate(this.at, UNIT, {
      update: unit.lastUpdate + 1,
      fence: this.lease.fence,
      run: ports.run.id,
      startedAt: new Date(this.startedAt).toISOString(),
      pid: ports.run.pid,
      host: ports.run.host,
    });
    const guard = stepGuard(plan);
    const snapshots = this.snapshots(unit, runtime, plan);
    const result = await runtime.engine.up({
      unit: unitIdentity(desired),
      program: runtime.program({
        desired,
        preview: false,
        only: targets.declared,
        hooks: verifyingHooks({
          desired,
          runtime,
          recorder,
          emit: ports.emit,
          touched: targets.touched,
          signal: this.signal,
        }),
        signal: this.signal,
      }),
      base: snapshots.base,
      isTarget: isTarget(targets),
      parallel,
      refresh,
      journal: guardedJournal(journal, () => this.lease.assertHeld()),
      beforeStep: async (event) => {
        this.lease.assertHeld();
        await guard(event);
        await snapshots.step(event);
        this.lease.assertHeld();
      },
      onEvent: (event) => recorder.resource(event),
      signal: this.signal,
    });
    await journal.close();
    return result;
  }

  /** A replacement deletes, too. */
  private snapshots(unit: OpenUnit, runtime: DeploymentRuntime, plan: Plan): BeforeDelete {
    const { ports, desired } = this.request;
    const steps = plan.changes.flatMap((change) => change.resources);
    const doomed = new Set(steps.filter(({ op }) => op === 'delete' || op === 'replace').map(({ urn }) => urn));
    return beforeDelete({
      base: unit.deployment,
      recorded: unit.state?.components ?? {},
      isDoomed: (urn) => doomed.has(urn),
      kindOf: (kind) => kindOf(desired, kind) ?? runtime.kindOf?.(kind),
      runId: ports.run.id,
      aws: runtime.aws,
    });
  }

  private async commit(unit: OpenUnit, result: EngineResult, recorder: ProgressRecorder): Promise<StackState> {
    const { ports, desired } = this.request;
    ports.emit({ type: 'phase', phase: 'record' });
    this.lease.assertHeld();
    const committed = await commitUpdate({
      store: ports.state,
      at: this.at,
      unit: UNIT,
      fence: this.lease.fence,
      update: unit.lastUpdate + 1,
      deployment: result.deployment,
      checkpointVersion: unit.checkpointVersion,
      lineage: unit.lineage,
      change: (stored) => ({
        target: ports.target,
        components: componentRecords({
          desired,
          stored: stored?.components ?? {},
          deployment: result.deployment,
          outcomes: recorder.outcomes,
          now: new Date().toISOString(),
        }),
        units: stored?.units ?? {},
        lastDeployment: ports.run.id,
      }),
    });
    return committed.state;
  }

  private record(outcome: DeploymentOutcome, state: StackState): DeploymentRecord {
    const { ports, desired } = this.request;
    return {
      id: ports.run.id,
      serial: state.serial,
      command: ports.run.command,
      startedAt: new Date(this.startedAt).toISOString(),
      endedAt: new Date().toISOString(),
      durationMs: Date.now() - this.startedAt,
      by: ports.run.by,
      host: ports.run.host,
      gitCommit: ports.run.gitCommit,
      ciRunId: ports.run.ciRunId,
      status: outcome.status,
      target: ports.target.name,
      components: outcome.components,
      resources: outcome.resources,
      manifests: Object.fromEntries(
        [...desired.components].map(([address, { kind, spec }]) => [address, { kind, spec }]),
      ),
      plugins: planBasis({ desired, current: { state, interrupted: false }, target: ports.target }).plugins,
    };
  }
}

/** A state that was deployed elsewhere must not be mistaken for this target's. */
export function refuseForeignTarget(ports: DeploymentPorts, state: StackState | undefined): void {
  if (state === undefined || Object.keys(state.components).length === 0) return;
  const { target } = ports;
  const same =
    state.target.name === target.name &&
    state.target.account === target.account &&
    state.target.region === target.region;
  if (!same) throw foreignTarget(state.target, target);
}
