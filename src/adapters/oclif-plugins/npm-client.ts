import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Interfaces } from '@oclif/core';

/** The version that a name and tag or range stand for in the registry; undefined when there is none. */
export async function publishedVersion(config: Interfaces.Config, spec: string): Promise<string | undefined> {
  const registry = config.npmRegistry ? [`--registry=${config.npmRegistry}`] : [];
  const { code, stdout } = await npm(['view', spec, 'version', '--json', ...registry], config.dataDir);
  if (code !== 0 || stdout.trim() === '') return undefined;
  const versions: unknown = JSON.parse(stdout);
  const last = Array.isArray(versions) ? versions.at(-1) : versions;
  return typeof last === 'string' ? last : undefined;
}

/** Runs the npm that plugin-plugins brings. */
async function npm(args: readonly string[], cwd: string): Promise<{ code: number | null; stdout: string }> {
  const child = spawn(process.execPath, [npmCli(), ...args], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  return { code, stdout };
}

function npmCli(): string {
  const fromPlugins = createRequire(createRequire(import.meta.url).resolve('@oclif/plugin-plugins'));
  return join(dirname(fromPlugins.resolve('npm/package.json')), 'bin', 'npm-cli.js');
}
