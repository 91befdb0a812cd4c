import { audited, auditLock } from '../audit/audited.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import type { Lease } from '../locks/lease.js';
import type { LockGranularity } from '../locks/lock-store.js';
import { isUnitOf, lockGranularityOf, unitNamed, unitOf } from '../model/deployment-units.js';
import { addressOf } from '../model/state-address.js';
import { claimHead } from '../state/claim-head.js';
import { STACK_UNIT } from '../state/fences.js';
import { readHead } from '../state/read-head.js';
import type { StackState } from '../state/state-store.js';
import type { Desired } from './desired.js';
import { notApproved } from './errors.js';
import { refuseForeignTarget } from './foreign-target.js';
import { deployedGranularity } from './granularity.js';
import { moveUnits, retireUnits } from './move-units.js';
import { openUnit } from './open-unit.js';
import type { DeploymentPorts } from './ports.js';
import { withNeedsBetweenUnits } from './restore-needs.js';
import { underLock } from './under-lock.js';
import { borderOf } from './unit-border.js';
import { withNeighbours } from './unit-deployment.js';

export interface MigrateRequest {
  readonly ports: DeploymentPorts;
  readonly desired: Desired;
  /** Milliseconds to wait for the lock of the stack. */
  readonly lockTimeout: number;
  /** Shown what would become of what; false: nothing is changed. */
  readonly approve: (from: LockGranularity, to: LockGranularity) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Shape of `locks migrate --json`, docs/commands.md. */
export interface Migration {
  readonly status: 'succeeded' | 'nothing-to-do';
  readonly from: LockGranularity;
  readonly to: LockGranularity;
  /** Units that the stack has now. */
  readonly units: readonly string[];
  readonly serial: number;
}

/**
 * Brings the state of a deployed stack to the `lockGranularity` of its manifests, under the lock of the stack: every record goes
 * into the checkpoint of its new unit, then one write of the head makes those the ones that count. The cloud is not touched,
 * except that what an interrupted run has left is settled. Killed anywhere, it can be run again.
 */
export async function migrateGranularity(request: MigrateRequest): Promise<Migration> {
  const { ports, desired } = request;
  const at = addressOf(desired.application);
  const to = lockGranularityOf(desired.application);
  const before = await readHead(ports.state, at);
  refuseForeignTarget(ports, before);
  const from = deployedGranularity(before) ?? to;
  if (before === undefined) return { status: 'nothing-to-do', from, to, units: [], serial: 0 };
  if (from !== to && !(await request.approve(from, to))) throw notApproved();
  return underLock({ ...request, scope: at }, (lease) =>
    audited(
      {
        ...{ state: ports.state, at, run: ports.run, target: ports.target, unit: STACK_UNIT },
        ...{ lock: auditLock(lease.lock, lease.tookOver), serial: before.serial },
        resultOf: ({ status, serial }: Migration) => ({ outcome: status, serial }),
      },
      () => new GranularityMigration(request, lease).run(to),
    ),
  );
}

class GranularityMigration {
  constructor(
    private readonly request: MigrateRequest,
    private readonly lease: Lease,
  ) {}

  async run(to: LockGranularity): Promise<Migration> {
    const { ports, desired } = this.request;
    const { lease } = this;
    const at = addressOf(desired.application);
    const known = await this.knownUnits();
    const head = await claimHead({
      ...{ store: ports.state, at, unit: STACK_UNIT, fence: lease.fence, target: ports.target },
    });
    const from = deployedGranularity(head.state) ?? to;
    const facts = { ports, desired, at, lease, to };
    if (from === to) {
      // What a run that was killed after the switch has left.
      const cleared = await retireUnits(facts, known);
      return { status: cleared ? 'succeeded' : 'nothing-to-do', from, to, ...summaryOf(head.state) };
    }
    const apart = await this.wholeDeployment(known, from);
    // Read again: settling may have changed the records.
    const components = (await readHead(ports.state, at))?.components ?? {};
    const nameOf = (address: string) => unitOf(from, at, address).name;
    const state = await moveUnits(facts, apart && withNeedsBetweenUnits(apart, components, nameOf));
    await retireUnits(facts, known);
    return { status: 'succeeded', from, to, ...summaryOf(state) };
  }

  /** Before the claim, which leaves only its own fence in the head. */
  private async knownUnits(): Promise<readonly string[]> {
    const { ports, desired } = this.request;
    const at = addressOf(desired.application);
    const state = await readHead(ports.state, at);
    const listed = (await ports.state.units.list?.(at)) ?? [];
    return [...new Set([...listed, ...Object.keys(state?.units ?? {}), ...Object.keys(state?.fences ?? {})])].sort();
  }

  /** All units that count now, finished and settled, as one. */
  private async wholeDeployment(known: readonly string[], from: LockGranularity): Promise<DeploymentV3 | undefined> {
    const { ports, desired } = this.request;
    const at = addressOf(desired.application);
    const runtime = await ports.engine();
    try {
      const parts: DeploymentV3[] = [];
      for (const unit of known.filter((name) => isUnitOf(from, name))) {
        const border = from === 'stack' ? undefined : borderOf(from, at, unitNamed(at, unit));
        const opened = await openUnit({ ports, runtime, unit, at, lease: this.lease, border });
        if (opened.deployment !== undefined) parts.push(opened.deployment);
      }
      const [first, ...rest] = parts;
      return withNeighbours(first, rest);
    } finally {
      await runtime.close();
    }
  }
}

function summaryOf(state: StackState): Pick<Migration, 'units' | 'serial'> {
  return { units: Object.keys(state.units).sort(), serial: state.serial };
}
