import { isComponentResource } from '../plan/build-plan.js';
import { SHARED } from '../plan/resource-owner.js';
import { compareValues, type ValueChange } from './compare-values.js';
import { type FoundResource, resourcesOf } from './listed-resources.js';
import type { StateOfSerial } from './state-of-serial.js';
import type { WholeState } from './whole-state.js';

export type Difference = 'added' | 'removed' | 'changed';

export interface ManifestDifference {
  readonly component: string;
  readonly kind: string;
  readonly change: Difference;
  /** Of an added or removed one every value. */
  readonly changes: readonly ValueChange[];
}

export interface ResourceDifference {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly component: string;
  readonly change: Difference;
  /** Differences of the inputs, and of the physical id as `id`. */
  readonly changes: readonly ValueChange[];
}

export interface OutputDifference extends ValueChange {
  readonly component: string;
}

export interface PluginDifference {
  readonly plugin: string;
  readonly before?: string;
  readonly after?: string;
}

export interface StateComparison {
  readonly from: number;
  readonly to: number;
  readonly manifests: readonly ManifestDifference[];
  readonly plugins: readonly PluginDifference[];
  readonly resources: readonly ResourceDifference[];
  readonly outputs: readonly OutputDifference[];
  /** Serials whose resources and outputs are not kept; then those two lists are empty, and say nothing. */
  readonly incomplete: readonly number[];
}

/** What differs from one state to another: of the manifests, the plugins, the resources and the outputs. */
export function compareStates(from: StateOfSerial, to: StateOfSerial): StateComparison {
  const incomplete = [from, to].filter(isIncomplete).map(({ serial }) => serial);
  const known = incomplete.length === 0;
  return {
    from: from.serial,
    to: to.serial,
    manifests: compareManifests(manifestsOf(from), manifestsOf(to)),
    plugins: comparePlugins(pluginsOf(from), pluginsOf(to)),
    resources: known ? compareResources(from.whole, to.whole) : [],
    outputs: known ? compareOutputs(from.whole, to.whole) : [],
    incomplete,
  };
}

function isIncomplete({ whole, serial }: StateOfSerial): boolean {
  return serial !== 0 && (whole.missing.length > 0 || (whole.state === undefined && whole.units.length === 0));
}

interface Manifest {
  readonly kind: string;
  readonly spec: unknown;
}

/** Of the deployment that led to it; for a state that no deployment has led to, what its components are deployed with. */
function manifestsOf({ record, whole }: StateOfSerial): Readonly<Record<string, Manifest>> {
  if (record !== undefined && Object.keys(record.manifests).length > 0)
    return record.manifests as Readonly<Record<string, Manifest>>;
  return Object.fromEntries(
    Object.entries(whole.state?.components ?? {})
      .filter(([address]) => address !== SHARED)
      .map(([address, { kind, spec }]) => [address, { kind, spec }]),
  );
}

function compareManifests(
  from: Readonly<Record<string, Manifest>>,
  to: Readonly<Record<string, Manifest>>,
): readonly ManifestDifference[] {
  return keysOf(from, to).flatMap((component): ManifestDifference[] => {
    const [before, after] = [from[component], to[component]];
    const changes = compareValues(before?.spec ?? {}, after?.spec ?? {});
    const kind = after?.kind ?? before?.kind ?? '';
    if (before !== undefined && after !== undefined && before.kind !== after.kind)
      return [
        {
          component,
          kind,
          change: 'changed',
          changes: [{ path: 'kind', before: before.kind, after: kind }, ...changes],
        },
      ];
    const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    return change === 'changed' && changes.length === 0 ? [] : [{ component, kind, change, changes }];
  });
}

function pluginsOf({ record, whole }: StateOfSerial): Readonly<Record<string, string>> {
  const used = Object.values(whole.state?.components ?? {}).map(({ plugin }) => [plugin.name, plugin.version] as const);
  const known =
    record === undefined || Object.keys(record.plugins).length === 0 ? Object.fromEntries(used) : record.plugins;
  return Object.fromEntries(Object.entries(known).filter(([name]) => name !== 'panka'));
}

function comparePlugins(
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): readonly PluginDifference[] {
  return keysOf(from, to)
    .filter((plugin) => from[plugin] !== to[plugin])
    .map((plugin) => ({
      plugin,
      ...(from[plugin] !== undefined && { before: from[plugin] }),
      ...(to[plugin] !== undefined && { after: to[plugin] }),
    }));
}

/** Resources by URN; the old half of a replacement under way is left out, for its new half has the URN. */
export function compareResources(from: WholeState, to: WholeState): readonly ResourceDifference[] {
  const [left, right] = [liveByUrn(from), liveByUrn(to)];
  const urns = [...new Set([...left.keys(), ...right.keys()])];
  const differences = urns.flatMap((urn): ResourceDifference[] => {
    const [before, after] = [left.get(urn), right.get(urn)];
    const one = (after ?? before) as FoundResource;
    const identity = { urn, name: one.name, type: one.type, component: one.component };
    if (before === undefined) return [{ ...identity, change: 'added', changes: [] }];
    if (after === undefined) return [{ ...identity, change: 'removed', changes: [] }];
    const changes = compareValues(comparable(before), comparable(after));
    return changes.length === 0 ? [] : [{ ...identity, change: 'changed', changes }];
  });
  return differences.sort((a, b) => (`${a.component}\n${a.name}` < `${b.component}\n${b.name}` ? -1 : 1));
}

function liveByUrn(whole: WholeState): ReadonlyMap<string, FoundResource> {
  const live = resourcesOf(whole).filter(
    ({ type, toBeDeleted, pending }) => !isComponentResource(type) && toBeDeleted !== true && pending === undefined,
  );
  return new Map(live.map((one) => [one.urn, one]));
}

/** Outputs follow from inputs and id, and hold much that changes by itself. */
function comparable({ resource }: FoundResource): unknown {
  const { __defaults: _, ...inputs } = resource.inputs ?? {};
  return { ...inputs, ...(resource.id !== undefined && { id: resource.id }) };
}

function compareOutputs(from: WholeState, to: WholeState): readonly OutputDifference[] {
  const outputs = ({ state }: WholeState) =>
    Object.fromEntries(Object.entries(state?.components ?? {}).map(([address, record]) => [address, record.outputs]));
  const [left, right] = [outputs(from), outputs(to)];
  return keysOf(left, right).flatMap((component) =>
    compareValues(left[component] ?? {}, right[component] ?? {}).map((change) => ({ component, ...change })),
  );
}

function keysOf(a: object, b: object): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}
