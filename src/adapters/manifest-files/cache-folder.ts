import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what makes the next run faster is kept, never in the project; undefined with PANKA_NO_CACHE=1. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const off = env['PANKA_NO_CACHE'];
  if (off !== undefined && off !== '' && off !== '0') return undefined;
  if (env['PANKA_CACHE_DIR']) return env['PANKA_CACHE_DIR'];
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'panka');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'panka');
  if (process.platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'panka', 'cache');
  return join(homedir(), '.cache', 'panka');
}

/** Of JavaScript that Node has compiled, by Node's own version; may be deleted at any time. */
export function compileCacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const folder = cacheFolder(env);
  return folder === undefined ? undefined : join(folder, 'compiled');
}
