import type { ProjectSession } from '../composition.js';
import { nothingToAdopt } from '../core/adoption/errors.js';
import { existingKey } from '../core/adoption/existing-ids.js';
import { type FoundExisting, findExisting } from '../core/adoption/find-existing.js';
import { type Difference, differencesOf } from '../core/adoption/guard-existing.js';
import { selectUnits } from '../core/execution/plan-units.js';
import { knownUnits, readDeployment } from '../core/execution/read-units.js';
import { selectTargets } from '../core/execution/targets.js';
import type { Application } from '../core/model/application.js';
import { lockGranularityOf } from '../core/model/deployment-units.js';
import { addressOf } from '../core/model/state-address.js';

export interface AdoptingRequest {
  readonly session: ProjectSession;
  readonly application: Application;
  /** Address. */
  readonly component: string;
  /** Ids by name as they were typed; `''` is the main resource. */
  readonly ids: ReadonlyMap<string, string>;
  readonly signal?: AbortSignal;
}

/** What to write into a manifest so that a component takes over what exists. */
export interface Adoption extends FoundExisting {
  readonly component: string;
  readonly kind: string;
  readonly name: string;
  /** By the shortest name of each resource. */
  readonly existing: Readonly<Record<string, string>>;
  /** What an apply would refuse or want to be told. */
  readonly differences: readonly Difference[];
}

/** Looks without lock and without writing, by the engine's preview. Throws NothingToAdopt and whatever a plan throws. */
export async function lookForExisting({
  session,
  application,
  component,
  ...request
}: AdoptingRequest): Promise<Adoption> {
  const desired = await session.desire(application);
  const at = addressOf(application);
  const ports = await session.ports({ application, command: 'panka adopt', emit: () => {}, at });
  const filter = { components: [component] };
  const { current, selection } = await selectUnits(
    { ports, desired, filter, refresh: false },
    lockGranularityOf(application),
  );
  const names = new Set([...selection.names(current.state), ...knownUnits(current.state)]);
  const known = { state: current.state, interrupted: current.interrupted.size > 0 };
  const subject = desired.components.get(component);
  const runtime = await ports.engine();
  try {
    const found = await findExisting({
      desired,
      component,
      current: known,
      base: await readDeployment(ports.state, at, names),
      targets: selectTargets(filter, application, known),
      refresh: false,
      runtime,
      target: ports.target,
      given: fullNames(component, request.ids),
      ...(request.signal !== undefined && { signal: request.signal }),
    });
    if (found.found.length === 0 && found.missing.length > 0) throw nothingToAdopt(component, found.missing);
    const subjectName = { address: component, name: subject?.name ?? '' };
    return {
      ...found,
      component,
      kind: subject?.kind ?? '',
      name: subjectName.name,
      existing: Object.fromEntries(found.found.map(({ name, id }) => [existingKey(subjectName, name), id])),
      differences: differencesOf(found.plan).filter((one) => one.component === component),
    };
  } finally {
    await runtime.close();
  }
}

function fullNames(component: string, ids: AdoptingRequest['ids']): ReadonlyMap<string, string> {
  const full = (name: string) => {
    if (name === '' || name === component || component.endsWith(`/${name}`)) return component;
    return name.startsWith(`${component}/`) ? name : `${component}/${name}`;
  };
  return new Map([...ids].map(([name, id]) => [full(name), id]));
}
