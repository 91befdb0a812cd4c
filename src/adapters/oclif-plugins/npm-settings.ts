import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Peers are the host's copies, and no plugin runs code while it is installed. */
const SETTINGS: Readonly<Record<string, string>> = { 'legacy-peer-deps': 'true', 'ignore-scripts': 'true' };

/** Writes the two settings into the plugin folder's `.npmrc`; other lines (a registry, a token) stay as they are. */
export async function writeNpmSettings(dataDir: string): Promise<void> {
  const file = join(dataDir, '.npmrc');
  const before = await readFile(file, 'utf8').catch(() => '');
  const kept = before.split('\n').filter((line) => line.trim() !== '' && !Object.hasOwn(SETTINGS, keyOf(line)));
  const lines = [...kept, ...Object.entries(SETTINGS).map(([key, value]) => `${key}=${value}`)];
  const after = `${lines.join('\n')}\n`;
  if (after === before) return;
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, after);
}

function keyOf(line: string): string {
  return line.split('=')[0]?.trim() ?? '';
}
