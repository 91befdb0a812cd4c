import { SHARED } from '../plan/resource-owner.js';
import type { StackState } from '../state/state-store.js';
import type { Desired } from './desired.js';
import { needNotDeployed, stillNeeded } from './errors.js';
import type { Targets } from './targets.js';

/** Throws NeedNotDeployed where something to be deployed uses what no unit has deployed yet. */
export function refuseOpenNeeds(desired: Desired, { touched, unknown }: Required<Targets>): void {
  if (unknown.size === 0) return;
  const direct = desired.application.edges.filter(({ from, to }) => touched.has(from) && unknown.has(to));
  const open = direct.map(({ from, to, source }) => ({
    component: from,
    needs: to,
    ...(source !== undefined && { place: `${source.file}:${source.line}` }),
  }));
  const [first] = touched;
  const shared = unknown.has(SHARED) && first !== undefined ? [{ component: first, needs: SHARED }] : [];
  const indirect = [...unknown]
    .filter((address) => address !== SHARED)
    .map((needs) => ({ component: first ?? '', needs }));
  throw needNotDeployed(open.length + shared.length > 0 ? [...open, ...shared] : indirect);
}

/** Throws StillNeeded where something that is to be deleted is used by what stays as it is deployed. */
export function refuseStillNeeded(
  components: StackState['components'],
  isDeleted: (address: string) => boolean,
  isChanged: (address: string) => boolean,
): void {
  const used = Object.entries(components).flatMap(([by, { needs }]) =>
    isDeleted(by) || isChanged(by) ? [] : needs.filter(isDeleted).map((component) => ({ component, by })),
  );
  if (used.length > 0) throw stillNeeded(used);
}
