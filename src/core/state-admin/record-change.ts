import { runMark } from '../execution/run-mark.js';
import { SHARED } from '../plan/resource-owner.js';
import type { StackState } from '../state/state-store.js';
import type { StateChangeRequest } from './state-change.js';

/** A serial that no deployment has made still has its line in the history: who, when, by which command. */
export async function recordChange(
  { ports, at }: Pick<StateChangeRequest, 'ports' | 'at'>,
  state: StackState,
  startedAt: number,
): Promise<void> {
  const components = Object.entries(state.components).filter(([address]) => address !== SHARED);
  await ports.state.history.put(at, {
    ...runMark(ports.run, startedAt, 'succeeded'),
    serial: state.serial,
    target: ports.target.name,
    components: [],
    manifests: Object.fromEntries(components.map(([address, { kind, spec }]) => [address, { kind, spec }])),
    plugins: Object.fromEntries(components.map(([, { plugin }]) => [plugin.name, plugin.version])),
  });
}
