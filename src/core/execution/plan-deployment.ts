import { withAdopted } from '../adoption/adopted.js';
import { type Imports, importsOf } from '../adoption/imports.js';
import { withExisting } from '../adoption/planned-imports.js';
import { refuseUnread } from '../adoption/unread.js';
import { type Diagnostic, hasErrors, type SourceLocation } from '../diagnostics/diagnostic.js';
import { PankaError } from '../diagnostics/panka-error.js';
import type { DeclaredResource, EngineResult, ResourceEvent } from '../engine/deployment-engine.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { SHARED_WAVE } from '../model/component-waves.js';
import { addressOf } from '../model/state-address.js';
import { buildPlan, type PlannedComponent } from '../plan/build-plan.js';
import type { Plan, PlanBasis } from '../plan/plan.js';
import { ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import { specChanges } from '../plan/spec-changes.js';
import type { PlannedResource } from '../policy/policy.js';
import { type HandoverSubjects, withHandovers } from './before-handover.js';
import { withUpgradeSnapshots } from './before-upgrade.js';
import { type Current, deployedComponents } from './current.js';
import { type Desired, kindOf } from './desired.js';
import { policyViolated } from './errors.js';
import { withCost } from './plan-cost.js';
import type { DeploymentPorts, DeploymentRuntime } from './ports.js';
import { isPreviewed, type Targets } from './targets.js';
import { unitIdentity } from './unit-identity.js';
import { withRetained } from './with-retained.js';

export interface PlanRequest {
  readonly desired: Desired;
  readonly current: Current;
  /** The unit's state; undefined where nothing was deployed. */
  readonly base: DeploymentV3 | undefined;
  readonly targets: Targets;
  readonly refresh: boolean;
  /** Names of the units that the plan is for, where the stack is several. */
  readonly units?: readonly string[];
  readonly runtime: DeploymentRuntime;
  readonly target: DeploymentPorts['target'];
  readonly signal?: AbortSignal;
  /** Instead of what the manifests name by `existing`. */
  readonly imports?: Imports;
}

/** Asks the engine what it would do and turns that into a plan. Writes nothing. */
export async function planDeployment(request: PlanRequest): Promise<Plan> {
  return planOf(request, await previewDeployment(request));
}

export interface Preview {
  readonly steps: readonly ResourceEvent[];
  readonly findings: readonly Diagnostic[];
  /** What exists and would be taken over. */
  readonly imports: Imports;
  /** What would be declared. */
  readonly declared: readonly DeclaredResource[];
}

/** The plan that a preview amounts to. */
export function planOf(request: PlanRequest, { steps, findings, imports }: Preview): Promise<Plan> {
  const { desired, current, base, runtime } = request;
  const resources = base?.resources ?? [];
  const recorded = deployedComponents(current);
  const taken = withExisting(assemblePlan(request, steps, findings), { desired, imports, resources });
  const plan = withRetained(withAdopted(taken, { resources, recorded }), {
    resources,
    recorded,
    kindOf: (kind) => kindOf(desired, kind) ?? runtime.kindOf?.(kind),
    known: current.state?.keptKeys,
  });
  const kept = withUpgradeSnapshots(plan, (kind) => kindOf(desired, kind));
  return withCost(withHandovers(kept, handoverSubjects(desired)), request);
}

export function handoverSubjects(desired: Desired): HandoverSubjects {
  return {
    kindOf: (kind) => kindOf(desired, kind),
    componentOf: (address) => desired.components.get(address),
  };
}

/** What the engine would do, and what the policies find in it. Throws PolicyViolated and whatever a translator throws. */
export async function previewDeployment(request: PlanRequest): Promise<Preview> {
  const { desired, runtime, targets } = request;
  const imports = request.imports ?? importsOf(desired.application, request.base);
  const steps: ResourceEvent[] = [];
  const failures = new Map<string, unknown>();
  const declared: DeclaredResource[] = [];
  const result = await runtime.engine.preview({
    unit: unitIdentity(addressOf(desired.application)),
    program: runtime.program({
      desired,
      preview: true,
      only: targets.declared,
      imports,
      hooks: { componentFailed: (address, error) => failures.set(address, error) },
      signal: request.signal,
    }),
    base: request.base,
    isTarget: isPreviewed(targets),
    refresh: request.refresh,
    onEvent: (event) => steps.push(event),
    inspect: (resource) => declared.push(resource),
    signal: request.signal,
  });
  refuseUnread(result, imports, request.target);
  refuseFailedPreview(result, failures);
  const findings = desired.application.policies.checkResources(declared.map(plannedResource));
  if (hasErrors(findings)) throw policyViolated(findings);
  return { steps, findings, imports, declared };
}

function plannedResource({ urn, type, name, inputs }: DeclaredResource): PlannedResource {
  return { type, name, inputs, component: ownerOfUrn(urn) ?? SHARED };
}

/** The plan that needs no engine: nothing is different. */
export function assemblePlan(
  request: Pick<PlanRequest, 'desired' | 'current' | 'target' | 'targets' | 'units'> & { runtime?: DeploymentRuntime },
  steps: readonly ResourceEvent[],
  findings: readonly Diagnostic[] = [],
): Plan {
  const { desired, current } = request;
  const { application } = desired;
  const touched = request.targets.touched;
  const deployed = deployedComponents(current);
  const inScope = (address: string) => touched === undefined || touched.has(address);
  return buildPlan({
    stack: application.stack.name,
    environment: application.environment.name,
    command: 'apply',
    components: plannedComponents(desired, current).filter((c) => inScope(c.address)),
    deployed: Object.fromEntries(Object.entries(deployed).filter(([address]) => inScope(address))),
    steps,
    basis: planBasis(request),
    isModelled: request.runtime?.isModelled ?? (() => true),
    findings,
  });
}

export function planBasis({
  desired,
  current,
  target,
  units,
}: Pick<PlanRequest, 'desired' | 'current' | 'target'> & {
  readonly units?: readonly string[] | undefined;
}): PlanBasis {
  const plugins = [...desired.kinds.values()].map(({ plugin }) => [plugin.name, plugin.version] as const);
  return {
    manifests: desired.application.digest,
    serial: current.state?.serial ?? 0,
    lineage: current.state?.lineage,
    ...(units !== undefined && { units: updatesOf(units, current) }),
    plugins: Object.fromEntries(plugins.sort(([a], [b]) => (a < b ? -1 : 1))),
    target: { name: target.name, account: target.account, region: target.region },
  };
}

function updatesOf(units: readonly string[], { state }: Current): Record<string, number> {
  return Object.fromEntries([...units].sort().map((unit) => [unit, state?.units[unit]?.appliedUpdate ?? 0]));
}

function plannedComponents(desired: Desired, current: Current): PlannedComponent[] {
  const components = desired.application.components.map((component) => ({
    address: component.address,
    kind: component.kind,
    wave: desired.waveOf.get(component.address) ?? 1,
    rollback: kindOf(desired, component.kind)?.rollback ?? ('forward-only' as const),
    specChanges: changesOf(desired, current, component.address),
  }));
  const shared = {
    address: SHARED,
    kind: 'Stack',
    wave: SHARED_WAVE,
    rollback: 'settings-only' as const,
    specChanges: [],
  };
  return desired.hashes.has(SHARED) ? [shared, ...components] : components;
}

function changesOf(desired: Desired, current: Current, address: string) {
  const record = deployedComponents(current)[address];
  const component = desired.components.get(address);
  if (record === undefined || component === undefined || record.specHash === desired.hashes.get(address)) return [];
  const sourceOf = (path: string): SourceLocation | undefined =>
    desired.application.provenance(address, `/spec${path}`)?.source;
  return specChanges({ before: record.spec, after: component.spec, sourceOf });
}

function refuseFailedPreview(result: EngineResult, failures: ReadonlyMap<string, unknown>): void {
  if (result.status === 'succeeded') return;
  const [failure] = failures.values();
  if (failure instanceof PankaError) throw failure;
  const messages = result.errors.map((e) => (e.urn === undefined ? e.message : `${e.urn}: ${e.message}`));
  throw new PankaError({
    code: result.status === 'interrupted' ? 'Interrupted' : 'PlanFailed',
    message:
      result.status === 'interrupted'
        ? 'interrupted; nothing was changed'
        : `the plan could not be made: ${messages.join('; ')}`,
    suggestions: ['panka validate', 'panka render'],
    cause: failure,
  });
}
