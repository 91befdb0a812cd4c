import { withNeeds } from '../graph/index.js';
import type { Application } from '../model/application.js';
import { componentDag } from '../model/component-waves.js';
import { ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import type { Current } from './current.js';
import { nothingMatches } from './errors.js';
import { type Filter, isNamed } from './filter.js';

export interface Targets {
  /** Components to touch, and `shared` where they need it. Undefined: all. */
  readonly touched?: ReadonlySet<string>;
  /** Components whose resources must be declared: the touched ones and everything they need. Undefined: all. */
  readonly declared?: ReadonlySet<string>;
  /** Of the declared ones those that are not touched and not deployed: what uses them is not known before they are. */
  readonly unknown?: ReadonlySet<string>;
}

/**
 * What a filter means in a stack that is deployed as one: the components that match, and everything that they need, as far as it
 * goes: without that they could not be deployed. Throws NothingMatches.
 */
export function selectTargets(filter: Filter, application: Application, current: Current): Targets {
  const matched = matchedBy(filter, application, current.state);
  if (matched === undefined) return {};
  const dag = componentDag(application);
  const needed = withNeeds(
    dag,
    [...matched].filter((address) => dag.needs.has(address)),
  );
  const touched = new Set([...matched, ...needed]);
  return { touched: new Set([...touched, SHARED]), declared: declaredFor(application, touched, current.state) };
}

/** Components that a filter names, among those in the manifests and those deployed; undefined: it names none, which means all. Throws NothingMatches. */
export function matchedBy(
  { services = [], components = [] }: Filter,
  application: Pick<Application, 'components'>,
  state: Current['state'],
): ReadonlySet<string> | undefined {
  if (services.length === 0 && components.length === 0) return undefined;
  const known = [
    ...new Set([...application.components.map((c) => c.address), ...Object.keys(state?.components ?? {})]),
  ];
  const matched = new Set<string>();
  for (const service of services)
    addAll(matched, { known, what: `--service ${service}`, matches: (a) => a.startsWith(`${service}/`) });
  for (const component of components)
    addAll(matched, { known, what: `--component ${component}`, matches: (a) => isNamed(a, component) });
  return matched;
}

/**
 * What a program has to declare so that these can be deployed: they, what they need, and what is deployed of that which adds to
 * their policies: those would lose a statement.
 */
export function declaredFor(
  application: Pick<Application, 'components' | 'edges'>,
  touched: ReadonlySet<string>,
  state: Current['state'],
): ReadonlySet<string> {
  const dag = componentDag(application);
  const contributors = application.components.filter(
    ({ address, references }) =>
      state?.components[address] !== undefined &&
      references.some(({ edge, to }) => edge === 'contributes' && touched.has(to)),
  );
  return withNeeds(
    dag,
    [...touched, ...contributors.map(({ address }) => address)].filter((address) => dag.needs.has(address)),
  );
}

interface Match {
  readonly known: readonly string[];
  readonly what: string;
  readonly matches: (address: string) => boolean;
}

function addAll(into: Set<string>, { known, what, matches }: Match): void {
  const found = known.filter((address) => address !== SHARED && matches(address));
  if (found.length === 0) throw nothingMatches(what, known);
  for (const address of found) into.add(address);
}

/** The engine's view of targets. */
export function isTarget(targets: Targets): ((resource: { urn: string }) => boolean) | undefined {
  const { touched } = targets;
  return touched === undefined ? undefined : ({ urn }) => touched.has(ownerOfUrn(urn) ?? SHARED);
}

/** A preview looks at what is not deployed as well: as something that would be made. */
export function isPreviewed(targets: Targets): ((resource: { urn: string }) => boolean) | undefined {
  const { touched, unknown } = targets;
  if (touched === undefined || unknown === undefined) return isTarget(targets);
  return isTarget({ touched: new Set([...touched, ...unknown]) });
}
