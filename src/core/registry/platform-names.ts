import { BUILT_IN_PLATFORMS } from '../model/platforms.js';
import type { RuntimeRegistry } from './extension.js';

/** Names of platforms of containers that a manifest may hold. */
export interface PlatformNames {
  /** Panka's own, and those of installed plugins. */
  readonly installed: readonly string[];
  /** In the catalogue, provided by no plugin: known, and asked to be installed where they are used. */
  readonly installable: readonly string[];
}

export function platformNames({ runtimes = [], catalogued = [] }: Partial<RuntimeRegistry>): PlatformNames {
  const brought = runtimes.map(({ platform }) => platform);
  const installed = [...new Set([...Object.keys(BUILT_IN_PLATFORMS), ...brought])];
  return { installed, installable: catalogued.filter((platform) => !installed.includes(platform)) };
}
