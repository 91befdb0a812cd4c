import { execFile } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { engineFolder as ownFolder } from './engine-folder.js';
import { pulumiMissing, pulumiUnsupported, pulumiUnusable } from './errors.js';
import { fitOf, TESTED_PULUMI } from './pulumi-version.js';

const run = promisify(execFile);

/** A first start of a large binary on a slow disk takes seconds. */
const ANSWER_MS = 30_000;

export type CliSource = 'PANKA_PULUMI' | 'PATH' | 'installed';

export interface PulumiCli {
  /** Absolute. */
  readonly path: string;
  readonly version: string;
  readonly source: CliSource;
}

export interface CliSearch {
  /** Of this process by default. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where `panka engine install` puts it, with a folder per version: `~/.panka/engine` by default. */
  readonly engineFolder?: string;
}

/**
 * The CLI to use: the one that PANKA_PULUMI names, which must fit; else the first that fits of PATH and what panka has
 * installed. Throws what to do when there is none.
 */
export async function findPulumiCli({ env = process.env, ...search }: CliSearch = {}): Promise<PulumiCli> {
  const named = env.PANKA_PULUMI;
  if (named) return required({ path: resolve(named), source: 'PANKA_PULUMI' });
  const candidates = [...onPath(env), ...installed(search.engineFolder ?? ownFolder(env))];
  let refusal: unknown;
  for (const candidate of candidates) {
    try {
      return await required(candidate);
    } catch (error) {
      refusal ??= error;
    }
  }
  throw refusal ?? pulumiMissing();
}

type Candidate = Omit<PulumiCli, 'version'>;

async function required(candidate: Candidate): Promise<PulumiCli> {
  const version = await versionOf(candidate.path);
  const fit = fitOf(version);
  if (fit === 'too-old' || fit === 'unknown') throw pulumiUnsupported(candidate.path, version);
  return { ...candidate, version };
}

async function versionOf(path: string): Promise<string> {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: 'true' };
    const { stdout } = await run(path, ['version'], { env, timeout: ANSWER_MS });
    return stdout.trim().replace(/^v/, '');
  } catch (error) {
    throw pulumiUnusable(path, error instanceof Error ? error.message : String(error));
  }
}

function onPath(env: NodeJS.ProcessEnv): Candidate[] {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const names = process.platform === 'win32' ? ['pulumi.exe'] : ['pulumi'];
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return paths.filter(isExecutable).map((path) => ({ path, source: 'PATH' }));
}

/** The tested version first, then whatever else lies there, newest name first. */
function installed(engineFolder: string): Candidate[] {
  const versions = foldersOf(engineFolder).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const inOrder = [TESTED_PULUMI, ...versions.filter((version) => version !== TESTED_PULUMI)];
  const paths = inOrder.map((version) => installedPath(engineFolder, version));
  return paths.filter(isExecutable).map((path) => ({ path, source: 'installed' }));
}

export function installedPath(engineFolder: string, version: string): string {
  return join(engineFolder, version, 'bin', process.platform === 'win32' ? 'pulumi.exe' : 'pulumi');
}

function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
