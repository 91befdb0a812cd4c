import type { RollbackClass } from '../../sdk/index.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ResourceEvent, ResourceOp } from '../engine/deployment-engine.js';
import type { ComponentRecord } from '../state/state-store.js';
import { insideJson } from './json-text.js';
import type { Action, ComponentChange, Plan, PlanBasis, PlannedProperty, ResourceChange, SpecChange } from './plan.js';
import { ownerOfUrn, SHARED } from './resource-owner.js';

/** A component as the plan needs to know it. */
export interface PlannedComponent {
  readonly address: string;
  readonly kind: string;
  readonly wave: number;
  readonly rollback: RollbackClass;
  readonly specChanges: readonly SpecChange[];
}

export interface PlanFacts {
  readonly stack: string;
  readonly environment: string;
  readonly command: Plan['command'];
  readonly components: readonly PlannedComponent[];
  readonly deployed: Readonly<Record<string, ComponentRecord>>;
  /** Steps of the engine's preview; empty where no engine was started. */
  readonly steps: readonly ResourceEvent[];
  readonly basis: PlanBasis;
  readonly isModelled: (type: string) => boolean;
  readonly findings?: readonly Diagnostic[];
}

/** Turns the engine's steps into a plan by component, with the reason for each. */
export function buildPlan(facts: PlanFacts): Plan {
  const waves = new Map(facts.components.map((c) => [c.address, c.wave]));
  const byOwner = new Map<string, ResourceChange[]>();
  for (const step of facts.steps) {
    if (step.phase !== 'planned' || isComponentResource(step.type)) continue;
    const owner = ownerOfUrn(step.urn) ?? SHARED;
    const list = byOwner.get(owner);
    if (list === undefined) byOwner.set(owner, [resourceChange(step, waves)]);
    else list.push(resourceChange(step, waves));
  }
  for (const [owner, list] of byOwner) byOwner.set(owner, replacementsOnce(importsOnce(list)));
  const changes = [...present(facts, byOwner), ...gone(facts, byOwner)];
  return {
    stack: facts.stack,
    environment: facts.environment,
    target: facts.basis.target.name,
    command: facts.command,
    changes,
    summary: summarise(changes),
    resources: countOps(changes),
    notModelled: [
      ...new Set(facts.steps.map((s) => s.type).filter((t) => !isComponentResource(t) && !facts.isModelled(t))),
    ],
    findings: facts.findings ?? [],
    basis: facts.basis,
  };
}

/** Stack and component resources group others and exist nowhere; providers are bookkeeping. */
export function isComponentResource(type: string): boolean {
  return type.startsWith('panka:') || type.startsWith('pulumi:');
}

function present(facts: PlanFacts, byOwner: ReadonlyMap<string, readonly ResourceChange[]>): ComponentChange[] {
  return facts.components
    .map((component) => {
      const resources = byOwner.get(component.address) ?? [];
      const action = actionOf(component.address, resources, facts.deployed[component.address] !== undefined);
      return {
        component: component.address,
        kind: component.kind,
        wave: component.wave,
        action,
        reason: reasonFor({ action, component, resources, deployed: facts.deployed[component.address] }),
        rollback: component.rollback,
        resources,
        specChanges: component.specChanges,
      };
    })
    .sort((a, b) => a.wave - b.wave || (a.component < b.component ? -1 : 1));
}

/** Components that are deployed and no longer in the manifests. */
function gone(facts: PlanFacts, byOwner: ReadonlyMap<string, readonly ResourceChange[]>): ComponentChange[] {
  const known = new Set(facts.components.map((c) => c.address));
  return Object.entries(facts.deployed)
    .filter(([address]) => !known.has(address))
    .map(([address, record]) => ({
      component: address,
      kind: record.kind,
      wave: record.wave,
      action: 'delete' as const,
      reason: facts.command === 'destroy' ? 'destroy' : 'no longer in the manifests',
      rollback: 'settings-only' as const,
      resources: byOwner.get(address) ?? [],
      specChanges: [],
    }))
    .sort((a, b) => b.wave - a.wave || (a.component < b.component ? -1 : 1));
}

const REPLACING: readonly ResourceOp[] = ['replace', 'create-replacement', 'delete-replaced'];

/** Taking something over and what differs of it as one change. */
function importsOnce(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  const imported = new Set(changes.filter(({ op }) => op === 'import').map(({ urn }) => urn));
  if (imported.size === 0) return changes;
  return changes.flatMap((change) => {
    if (!imported.has(change.urn)) return [change];
    if (change.op !== 'import') return [];
    const [told] = changes.filter((one) => one.urn === change.urn && one.changes.length > 0);
    return [{ ...change, changes: told?.changes ?? [], replaceReasons: told?.replaceReasons ?? [] }];
  });
}

/** The steps of a replacement as one change, told by the step that says why. */
function replacementsOnce(changes: readonly ResourceChange[]): ResourceChange[] {
  const replaced = new Map<string, ResourceChange>();
  for (const change of changes) {
    if (!REPLACING.includes(change.op)) continue;
    const best = replaced.get(change.urn);
    if (best === undefined || best.replaceReasons.length < change.replaceReasons.length)
      replaced.set(change.urn, change);
  }
  const first = new Set<string>();
  return changes.flatMap((change) => {
    const one = replaced.get(change.urn);
    if (one === undefined) return [change];
    if (first.has(change.urn)) return [];
    first.add(change.urn);
    return [{ ...one, op: 'replace' as const }];
  });
}

/** A component is replaced when its main resource is, the one that carries its name; a new revision of a part is an update. */
function actionOf(address: string, resources: readonly ResourceChange[], deployed: boolean): Action {
  const main = resources.find((r) => r.name === address);
  if (main === undefined ? resources.some((r) => r.op === 'replace') : main.op === 'replace') return 'replace';
  const changed = new Set(resources.map((r) => r.op).filter((op) => op !== 'same' && op !== 'read'));
  if (changed.size === 0) return 'none';
  return !deployed && [...changed].every((op) => op === 'create' || op === 'import') ? 'create' : 'update';
}

interface ReasonFacts {
  readonly action: Action;
  readonly component: PlannedComponent;
  readonly resources: readonly ResourceChange[];
  readonly deployed: ComponentRecord | undefined;
}

function reasonFor({ action, component, resources, deployed }: ReasonFacts): string {
  if (action === 'none')
    return deployed === undefined && resources.length === 0 ? 'declares no resources' : 'unchanged';
  if (deployed === undefined) return resources.some(({ op }) => op === 'import') ? 'takes over what exists' : 'new';
  if (deployed.status === 'failed') return 'the last deployment of it failed';
  if (component.specChanges.length > 0) return describeSpecChanges(component.specChanges);
  const replaced = resources.flatMap((r) => r.replaceReasons);
  if (replaced.length > 0) return `${[...new Set(replaced)].join(', ')} cannot be changed in place`;
  return deployed.status === 'unverified' ? 'the last run did not finish it' : 'something it uses changes';
}

function describeSpecChanges(changes: readonly SpecChange[]): string {
  const [first] = changes;
  if (first === undefined) return '';
  const where = first.source === undefined ? '' : ` (${first.source.file}:${first.source.line})`;
  const field = first.path.slice(1).replaceAll('/', '.');
  const more = changes.length > 1 ? ` and ${changes.length - 1} more` : '';
  return `${field} ${short(first.before)} → ${short(first.after)}${where}${more}`;
}

function short(value: unknown): string {
  if (value === undefined) return '(unset)';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}

function resourceChange(step: ResourceEvent, waves: ReadonlyMap<string, number>): ResourceChange {
  return {
    name: step.name,
    type: step.type,
    urn: step.urn,
    op: step.op,
    changes: (step.diffs ?? [])
      .flatMap(insideJson)
      .map((diff) => ({ ...diff, ...knownAfter(diff.unknownFrom, waves) })),
    replaceReasons: step.replaceReasons ?? [],
  };
}

function knownAfter(urns: readonly string[] | undefined, waves: ReadonlyMap<string, number>): Partial<PlannedProperty> {
  if (urns === undefined) return {};
  if (urns.length === 0) return { knownAfter: 'known once it is deployed' };
  const latest = Math.max(0, ...urns.map((urn) => waves.get(ownerOfUrn(urn) ?? SHARED) ?? 0));
  return { knownAfter: `known after wave ${latest}` };
}

function summarise(changes: readonly ComponentChange[]): Record<Action, number> {
  const summary = { create: 0, update: 0, replace: 0, delete: 0, none: 0 };
  for (const change of changes) summary[change.action] += 1;
  return summary;
}

function countOps(changes: readonly ComponentChange[]): Partial<Record<ResourceOp, number>> {
  const counts: Partial<Record<ResourceOp, number>> = {};
  for (const { resources } of changes) for (const { op } of resources) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}
