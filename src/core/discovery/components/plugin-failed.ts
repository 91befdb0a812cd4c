import type { LoadedKind } from '../../registry/kind-registry.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Problem } from '../problems.js';
import { addressOf } from './load-kinds.js';

/** A plugin's own code threw while it was asked about a manifest. */
export function pluginFailed(
  { definition, plugin }: LoadedKind,
  member: string,
  error: unknown,
  document?: ManifestDocument,
): Problem {
  const cause = error instanceof Error ? error.message : String(error);
  return {
    severity: 'error',
    ...(document ? { place: placeIn(document, '/kind'), component: addressOf(document) } : {}),
    code: 'PluginFailed',
    message: `${member} of kind ${definition.kind} in plugin ${plugin.name} ${plugin.version} failed: ${cause}`,
    suggestion:
      plugin.type === 'user'
        ? `panka plugins update, or report it to the maintainer of ${plugin.name}`
        : `report it to the maintainer of ${plugin.name}`,
  };
}
