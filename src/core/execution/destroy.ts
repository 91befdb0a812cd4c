import type { ComponentKind } from '../../sdk/index.js';
import type { DeploymentV3, ResourceV3 } from '../engine/deployment-v3.js';
import { buildDag, withDependents } from '../graph/index.js';
import type { Lease } from '../locks/lease.js';
import { buildPlan, isComponentResource } from '../plan/build-plan.js';
import type { Plan } from '../plan/plan.js';
import { nameOfUrn, ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import { commitUpdate } from '../state/commit-update.js';
import { guardedJournal } from '../state/guarded-journal.js';
import type { ComponentRecord, StackState, StateAddress } from '../state/state-store.js';
import { beforeDelete } from './before-delete.js';
import { ProgressRecorder } from './component-progress.js';
import { readCurrent, UNIT } from './current.js';
import { refuseForeignTarget, underLock } from './deploy.js';
import { type DeploymentOutcome, outcomeOf } from './deployment-outcome.js';
import { notApproved, nothingMatches, protectedResources } from './errors.js';
import { type Filter, matchesFilter } from './filter.js';
import { guardPlan } from './guards.js';
import { type OpenUnit, openUnit } from './open-unit.js';
import type { DeploymentPorts, DeploymentRuntime } from './ports.js';

export interface DestroyRequest {
  readonly ports: DeploymentPorts;
  readonly at: StateAddress;
  readonly filter: Filter;
  readonly parallel: number;
  readonly lockTimeout: number;
  /** Kinds of what is deployed; undefined where the plugin is gone. */
  readonly kindOf: (kind: string) => ComponentKind | undefined;
  /** Addresses, or `all`. In a production environment stateful components must be named. */
  readonly allowDataLoss: readonly string[];
  readonly production: boolean;
  readonly approve: (plan: Plan) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Deletes what is deployed, dependants first. Works from the state alone: manifests are not needed. */
export async function destroy(request: DestroyRequest): Promise<DeploymentOutcome> {
  const { ports, at } = request;
  const current = await readCurrent(ports.state, at);
  refuseForeignTarget(ports, current.state);
  if (!current.interrupted && Object.keys(current.state?.components ?? {}).length === 0) {
    const plan = destroyPlan(request, { resources: [], state: current.state, touched: undefined });
    return outcomeOf({ ports, plan, status: 'nothing-to-do', state: current.state, startedAt: Date.now() });
  }
  return underLock(request, at, (lease) => new Destruction(request, lease).run());
}

/** What destroy would delete, for `panka plan --destroy` and the question before it. */
export function destroyPlan(
  request: Pick<DestroyRequest, 'at' | 'ports'>,
  facts: { resources: readonly ResourceV3[]; state: StackState | undefined; touched: ReadonlySet<string> | undefined },
): Plan {
  const { at, ports } = request;
  const inScope = (address: string) => facts.touched === undefined || facts.touched.has(address);
  const doomed = facts.resources.filter((r) => !isComponentResource(r.type) && inScope(ownerOfUrn(r.urn) ?? SHARED));
  const deployed = Object.fromEntries(
    Object.entries(facts.state?.components ?? {}).filter(([address]) => inScope(address)),
  );
  return buildPlan({
    stack: at.stack,
    environment: at.environment,
    command: 'destroy',
    components: [],
    deployed,
    steps: doomed.map((r) => ({
      phase: 'planned',
      op: 'delete',
      urn: r.urn,
      type: r.type,
      name: nameOfUrn(r.urn),
      parent: r.parent,
    })),
    basis: {
      manifests: '',
      serial: facts.state?.serial ?? 0,
      lineage: facts.state?.lineage,
      plugins: {},
      target: { name: ports.target.name, account: ports.target.account, region: ports.target.region },
    },
    isModelled: () => true,
  });
}

class Destruction {
  private readonly startedAt = Date.now();
  private readonly signal: AbortSignal;

  constructor(
    private readonly request: DestroyRequest,
    private readonly lease: Lease,
  ) {
    this.signal = AbortSignal.any([request.signal, lease.lost]);
  }

  async run(): Promise<DeploymentOutcome> {
    const { ports, at } = this.request;
    const runtime = await ports.engine();
    try {
      const unit = await openUnit({ ports, runtime, unit: unitOf(at), at, lease: this.lease });
      return await this.destroy(unit, runtime);
    } finally {
      await runtime.close();
    }
  }

  private async destroy(unit: OpenUnit, runtime: DeploymentRuntime): Promise<DeploymentOutcome> {
    const { request } = this;
    const { ports, at } = request;
    const touched = touchedBy(request.filter, unit.state?.components ?? {});
    const resources = unit.deployment?.resources ?? [];
    const plan = destroyPlan(request, { resources, state: unit.state, touched });
    refuseProtected(resources, touched);
    if (request.production)
      guardPlan({ plan, kindOf: request.kindOf, allowDataLoss: request.allowDataLoss, allowMassDelete: true });
    ports.emit({ type: 'planned', plan });
    ports.emit({ type: 'phase', phase: 'approve' });
    if (!(await request.approve(plan))) throw notApproved();
    const recorder = new ProgressRecorder(ports.emit, Date.now);
    const { deployment, status, errors } = await this.down({ unit, runtime, touched, recorder });
    const state = await this.commit(unit, deployment);
    const outcome = outcomeOf({
      ports,
      plan,
      status,
      state,
      recorder,
      errors,
      startedAt: this.startedAt,
      recovered: unit.recovered,
    });
    await ports.state.history.put(at, {
      ...ports.run,
      serial: state.serial,
      startedAt: new Date(this.startedAt).toISOString(),
      endedAt: new Date().toISOString(),
      durationMs: Date.now() - this.startedAt,
      status: outcome.status,
      target: ports.target.name,
      components: outcome.components,
      resources: outcome.resources,
      manifests: {},
      plugins: {},
    });
    return outcome;
  }

  private async down({ unit, runtime, touched, recorder }: Down) {
    const { ports, at, parallel } = this.request;
    ports.emit({ type: 'phase', phase: 'deploy' });
    const journal = await ports.state.units.beginUpdate(at, UNIT, {
      update: unit.lastUpdate + 1,
      fence: this.lease.fence,
      run: ports.run.id,
      startedAt: new Date(this.startedAt).toISOString(),
      pid: ports.run.pid,
      host: ports.run.host,
    });
    const isTarget = (urn: string) => touched === undefined || touched.has(ownerOfUrn(urn) ?? SHARED);
    const snapshots = beforeDelete({
      base: unit.deployment,
      recorded: unit.state?.components ?? {},
      isDoomed: isTarget,
      kindOf: this.request.kindOf,
      runId: ports.run.id,
      aws: runtime.aws,
    });
    const result = await runtime.engine.destroy({
      unit: unitOf(at),
      program: async () => ({}),
      base: snapshots.base,
      isTarget: touched === undefined ? undefined : ({ urn }) => isTarget(urn),
      parallel,
      journal: guardedJournal(journal, () => this.lease.assertHeld()),
      beforeStep: async (event) => {
        this.lease.assertHeld();
        await snapshots.step(event);
        this.lease.assertHeld();
      },
      onEvent: (event) => recorder.resource(event),
      signal: this.signal,
    });
    await journal.close();
    return result;
  }

  private async commit(unit: OpenUnit, deployment: DeploymentV3): Promise<StackState> {
    const { ports, at } = this.request;
    ports.emit({ type: 'phase', phase: 'record' });
    this.lease.assertHeld();
    const left = new Map<string, string[]>();
    for (const { urn, type } of deployment.resources ?? []) {
      const owner = isComponentResource(type) ? undefined : ownerOfUrn(urn);
      if (owner !== undefined) left.set(owner, [...(left.get(owner) ?? []), urn]);
    }
    const committed = await commitUpdate({
      store: ports.state,
      at,
      unit: UNIT,
      fence: this.lease.fence,
      update: unit.lastUpdate + 1,
      deployment,
      checkpointVersion: unit.checkpointVersion,
      lineage: unit.lineage,
      change: (stored) => ({
        target: ports.target,
        components: remaining(stored?.components ?? {}, left),
        units: stored?.units ?? {},
        lastDeployment: ports.run.id,
      }),
    });
    return committed.state;
  }
}

interface Down {
  readonly unit: OpenUnit;
  readonly runtime: DeploymentRuntime;
  readonly touched: ReadonlySet<string> | undefined;
  readonly recorder: ProgressRecorder;
}

function unitOf(at: StateAddress): { project: string; stack: string } {
  return { project: at.stack, stack: at.environment };
}

/** A component of which nothing is left is gone; one of which something is left must be looked at again. */
function remaining(
  stored: Readonly<Record<string, ComponentRecord>>,
  left: ReadonlyMap<string, readonly string[]>,
): Record<string, ComponentRecord> {
  return Object.fromEntries(
    Object.entries(stored).flatMap(([address, record]) => {
      const resources = left.get(address);
      if (resources === undefined) return [];
      const whole = resources.length === record.resources.length;
      return [[address, whole ? record : { ...record, resources, status: 'unverified' as const }]];
    }),
  );
}

/** The components a filter means and everything that needs them: those would be left broken. Undefined: all. */
function touchedBy(
  filter: Filter,
  deployed: Readonly<Record<string, ComponentRecord>>,
): ReadonlySet<string> | undefined {
  const { services = [], components = [] } = filter;
  if (services.length === 0 && components.length === 0) return undefined;
  const addresses = Object.keys(deployed);
  const matched = addresses.filter((a) => matchesFilter(filter, a));
  if (matched.length === 0) throw nothingMatches([...services, ...components].join(', '), addresses);
  const edges = Object.entries(deployed).flatMap(([from, record]) => record.needs.map((to) => ({ from, to })));
  return withDependents(buildDag(addresses, edges), matched);
}

function refuseProtected(resources: readonly ResourceV3[], touched: ReadonlySet<string> | undefined): void {
  const kept = resources.filter(
    (r) => r.protect === true && (touched === undefined || touched.has(ownerOfUrn(r.urn) ?? SHARED)),
  );
  if (kept.length > 0) throw protectedResources(kept.map((r) => nameOfUrn(r.urn)));
}
