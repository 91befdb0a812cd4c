import { withDependents } from '../graph/index.js';
import { componentDag } from '../model/component-waves.js';
import type { DeploymentUnit } from '../model/deployment-units.js';
import type { Plan } from '../plan/plan.js';
import { SHARED } from '../plan/resource-owner.js';
import { readHead } from '../state/read-head.js';
import { combineOutcomes } from './combined-outcome.js';
import { isInterrupted } from './current.js';
import type { DeployRequest } from './deploy.js';
import { DeployUnitWork } from './deploy-unit-work.js';
import { type DeploymentOutcome, outcomeOf } from './deployment-outcome.js';
import { refuseOtherGranularity } from './granularity.js';
import { assemblePlan } from './plan-deployment.js';
import type { SelectedUnits } from './plan-units.js';
import type { CurrentUnits } from './read-units.js';
import { borderOf } from './unit-border.js';
import type { UnitSelection } from './unit-selection.js';
import { unitTargets } from './unit-targets.js';
import { updateUnit } from './unit-update.js';

/** What the stack shares is waited for at least that long: several units may want it at once, and one of them makes it. */
const SHARED_WAIT_MS = 15 * 60_000;

/** Deploys units one after the other, each under its own lock: first what is wanted, in wave order, then what is left to delete. */
export class UnitSequence {
  private readonly outcomes: DeploymentOutcome[] = [];
  private readonly failed = new Set<string>();
  private readonly skipped = new Map<string, string>();
  /** Units that an earlier run has left unfinished, until this one has had its turn with them. */
  private readonly interrupted: Set<string>;

  private readonly selection: UnitSelection;

  constructor(
    private readonly request: DeployRequest,
    { selection, current }: SelectedUnits,
    /** Of all units; undefined: each asks for itself. */
    private readonly approved?: Plan,
  ) {
    this.selection = selection;
    this.interrupted = new Set(current.interrupted);
  }

  /** One unit and nothing else. */
  alone(unit: DeploymentUnit): Promise<DeploymentOutcome> {
    return this.update(unit, { keepsDeletes: false, isLeftover: false });
  }

  async run(startedAt: number): Promise<DeploymentOutcome> {
    await this.deployWanted();
    // Who failed may still use what is no longer wanted.
    if (this.failed.size === 0 && !this.isStopped) await this.deleteLeft();
    const { state } = await this.current();
    return combineOutcomes({
      ports: this.request.ports,
      plan: this.approved as Plan,
      outcomes: this.outcomes,
      skipped: this.skipped,
      interrupted: this.isStopped,
      state,
      startedAt,
    });
  }

  private get isStopped(): boolean {
    return this.request.signal.aborted || this.outcomes.some(({ status }) => status === 'interrupted');
  }

  private async deployWanted(): Promise<void> {
    const done = new Set<string>();
    for (;;) {
      const current = await this.current();
      // Looked at anew each time: a unit that uses what has changed is out of date only then.
      const next = this.selection.outdated(current, this.request.refresh).find(({ name }) => !done.has(name));
      if (next === undefined || this.isStopped) return;
      done.add(next.name);
      if (this.isHeldUp(next)) continue;
      const keepsDeletes = this.selection.isNeeded(next, current.state);
      this.note(next, await this.update(next, { keepsDeletes, isLeftover: false }));
    }
  }

  private async deleteLeft(): Promise<void> {
    const done = new Set<string>();
    for (;;) {
      const next = this.selection.leftover(await this.current()).find(({ name }) => !done.has(name));
      if (next === undefined || this.isStopped) return;
      done.add(next.name);
      this.note(next, await this.update(next, { keepsDeletes: false, isLeftover: true }));
      if (this.failed.size > 0) return;
    }
  }

  private note(unit: DeploymentUnit, outcome: DeploymentOutcome): void {
    this.outcomes.push(outcome);
    this.interrupted.delete(unit.name);
    if (outcome.status !== 'failed') return;
    const broken = outcome.components.filter(({ status }) => status === 'failed' || status === 'skipped');
    for (const { component } of broken) this.failed.add(component);
    // The engine failed as such: nothing of the unit can be relied on.
    if (broken.length === 0) for (const address of this.wantedOf(unit)) this.failed.add(address);
  }

  /** True when nothing of it can be deployed, because all of it needs something that failed in this run. */
  private isHeldUp(unit: DeploymentUnit): boolean {
    const held = this.heldUp();
    const wanted = this.wantedOf(unit);
    for (const address of wanted) {
      const because = held.get(address);
      if (because === undefined) continue;
      this.skipped.set(address, because);
      const detail = `"${because}" failed`;
      this.request.ports.emit({ type: 'component', component: address, status: 'skipped', detail });
    }
    return wanted.every((address) => held.has(address));
  }

  /** What depends on a failure of this run → on which. */
  private heldUp(): ReadonlyMap<string, string> {
    const dag = componentDag(this.request.desired.application);
    const held = new Map<string, string>();
    for (const failed of this.failed) {
      const dependents = failed === SHARED ? dag.ids : withDependents(dag, [failed]);
      for (const address of dependents) if (!this.failed.has(address)) held.set(address, held.get(address) ?? failed);
    }
    return held;
  }

  private wantedOf({ name }: DeploymentUnit): readonly string[] {
    const { isSelected } = this.selection;
    return [...this.request.desired.hashes.keys()].filter(
      (address) => isSelected(address) && this.selection.unitOf(address).name === name,
    );
  }

  private update(
    unit: DeploymentUnit,
    { keepsDeletes, isLeftover }: { keepsDeletes: boolean; isLeftover: boolean },
  ): Promise<DeploymentOutcome> {
    const { request, selection, approved } = this;
    const { at, lockGranularity } = selection;
    const border = borderOf(lockGranularity, at, unit);
    const held = this.heldUp();
    const isSelected = (address: string) => selection.isSelected(address) && !held.has(address);
    request.ports.emit({ type: 'unit', unit: unit.name });
    const isShared = border.owns(SHARED);
    return updateUnit({
      ...request,
      at,
      scope: unit.scope,
      border,
      ...(isLeftover && { auditedAs: `${unit.name}.deletions` }),
      lockTimeout: isShared ? Math.max(request.lockTimeout, SHARED_WAIT_MS) : request.lockTimeout,
      alreadyDone: () => this.alreadyDone(unit, isLeftover),
      work: new DeployUnitWork({
        ...request,
        border,
        isSelected,
        keepsDeletes,
        ...(approved !== undefined && { approved }),
      }),
    });
  }

  /** Asked under the lock: the run that was waited for may have done it all, or have changed what units are. */
  private async alreadyDone(unit: DeploymentUnit, isLeftover: boolean): Promise<DeploymentOutcome | undefined> {
    const { ports, desired, refresh } = this.request;
    const { selection } = this;
    const { state } = await this.current();
    refuseOtherGranularity(state, selection.lockGranularity);
    const isLeft = await isInterrupted(ports.state, { at: selection.at, state, unit: unit.name });
    const current = { state, interrupted: new Set(isLeft ? [unit.name] : []) };
    const open = isLeftover
      ? selection.leftover(current)
      : [...selection.outdated(current, refresh), ...selection.leftover(current)];
    if (open.some(({ name }) => name === unit.name)) return undefined;
    const border = borderOf(selection.lockGranularity, selection.at, unit);
    const isTouched = (address: string) => border.owns(address) && selection.isSelected(address);
    const targets = unitTargets({ desired, state, isTouched });
    const facts = { desired, current: { state, interrupted: false }, targets, target: ports.target };
    const plan = assemblePlan(facts, []);
    return outcomeOf({ ports, plan, status: 'nothing-to-do', state, startedAt: Date.now() });
  }

  private async current(): Promise<CurrentUnits> {
    const state = await readHead(this.request.ports.state, this.selection.at);
    return { state, interrupted: this.interrupted };
  }
}
