import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Interfaces } from '@oclif/core';
import { registryUnreachable } from './errors.js';

/**
 * The version that a name and tag or range stand for in the registry; undefined when there is none. Rejects with
 * RegistryUnreachable when the registry does not answer, or not with that.
 */
export async function publishedVersion(config: Interfaces.Config, spec: string): Promise<string | undefined> {
  const registry = config.npmRegistry ? [`--registry=${config.npmRegistry}`] : [];
  const { stdout } = await npm(['view', spec, 'version', '--json', ...registry], config.dataDir);
  const answer: unknown = stdout.trim() === '' ? [] : JSON.parse(stdout);
  const error = failureIn(answer);
  if (error && error.code !== 'E404') throw registryUnreachable(spec, error.summary ?? error.code ?? 'no answer');
  const last = Array.isArray(answer) ? answer.at(-1) : answer;
  return typeof last === 'string' ? last : undefined;
}

/** npm's report of a failure under `--json`. */
function failureIn(answer: unknown): { readonly code?: string; readonly summary?: string } | undefined {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  return answer.error as { code?: string; summary?: string };
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
