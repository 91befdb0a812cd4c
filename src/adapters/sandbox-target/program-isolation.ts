import type { PluginIdentity } from '../../core/registry/kind-registry.js';
import type { ProgramIsolation } from '../embedded-engine/program-turn.js';

/**
 * How programs of these kinds and runtimes are told apart in a process that runs one after the other. What Panka's own plugins
 * declare they declare at once: nothing goes on when their program has ended. Of others nobody knows.
 */
export function isolationOf(parts: readonly { readonly plugin: Pick<PluginIdentity, 'type'> }[]): ProgramIsolation {
  return parts.every(({ plugin }) => plugin.type === 'bundled') ? 'one-at-a-time' : 'side-by-side';
}
