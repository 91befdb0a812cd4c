import type { ComponentOf } from '../../sdk/index.js';
import type { ResourceV3 } from '../engine/deployment-v3.js';
import type { Application } from '../model/application.js';
import type { Plan, PlannedField, PlannedProperty, ResourceChange } from '../plan/plan.js';
import { nameOfUrn } from '../plan/resource-owner.js';
import { existingTwice } from './errors.js';
import type { Imports } from './imports.js';
import { fieldOf } from './spec-field.js';

export interface ImportFacts {
  readonly desired: {
    readonly application: Pick<Application, 'provenance'>;
    readonly components: ReadonlyMap<string, ComponentOf>;
  };
  readonly imports: Imports;
  /** What is deployed. */
  readonly resources: readonly ResourceV3[];
}

/** Says of what a plan takes over which id it has, and which field decides what differs of it. Throws ExistingConflict. */
export function withExisting(plan: Plan, facts: ImportFacts): Plan {
  if (facts.imports.size === 0) return plan;
  refuseTwice(plan, facts);
  const changes = plan.changes.map((change) => {
    const component = facts.desired.components.get(change.component);
    if (component === undefined) return change;
    const resources = change.resources.map((one) => (one.op === 'import' ? told(one, component, facts) : one));
    return { ...change, resources };
  });
  return { ...plan, changes };
}

function told(resource: ResourceChange, component: ComponentOf, facts: ImportFacts): ResourceChange {
  const named = facts.imports.get(resource.name);
  const changes = resource.changes.map((change) => withField(change, component, facts));
  return { ...resource, changes, ...(named !== undefined && { existing: named.id }) };
}

function withField(change: PlannedProperty, component: ComponentOf, facts: ImportFacts): PlannedProperty {
  const path = fieldOf(change, component.spec);
  const placeOf = (pointer: string) => facts.desired.application.provenance(component.address, pointer)?.source;
  const written = path === undefined ? undefined : placeOf(`/spec${path}`);
  const source = written ?? placeOf('/spec/existing');
  const field: PlannedField = { ...(path !== undefined && { path }), ...(source !== undefined && { source }) };
  return { ...change, field };
}

function refuseTwice(plan: Plan, { imports, resources }: ImportFacts): void {
  const keyOf = (type: string, id: string | undefined) => `${type} ${id}`;
  const taken = new Map(resources.map(({ type, id, urn }) => [keyOf(type, id), nameOfUrn(urn)]));
  for (const { op, name, type } of plan.changes.flatMap((change) => change.resources)) {
    const named = op === 'import' ? imports.get(name) : undefined;
    if (named === undefined) continue;
    const other = taken.get(keyOf(type, named.id));
    if (other !== undefined) throw existingTwice(named, other);
    taken.set(keyOf(type, named.id), name);
  }
}
