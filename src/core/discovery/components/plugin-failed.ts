import type { LoadedKind } from '../../registry/kind-registry.js';
import type { Problem } from '../problems.js';

/** A plugin's own code threw while it was asked about a manifest. */
export function pluginFailed({ definition, plugin }: LoadedKind, member: string, error: unknown): Problem {
  const cause = error instanceof Error ? error.message : String(error);
  return {
    severity: 'error',
    code: 'PluginFailed',
    message: `${member} of kind ${definition.kind} in plugin ${plugin.name} ${plugin.version} failed: ${cause}`,
    suggestion:
      plugin.type === 'user'
        ? `panka plugins update, or report it to the maintainer of ${plugin.name}`
        : `report it to the maintainer of ${plugin.name}`,
  };
}
