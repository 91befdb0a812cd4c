import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PulumiCli } from '../../../../src/adapters/pulumi-cli/find-pulumi-cli.js';

/** The stock CLI by a script that notes each one's process number, which is its process group's too. */
export function watchedCli(cli: PulumiCli, folder: string): PulumiCli {
  const path = join(folder, 'watched-pulumi');
  writeFileSync(path, `#!/bin/sh\necho $$ >> "${notes(folder)}"\nexec "${cli.path}" "$@"\n`);
  chmodSync(path, 0o755);
  writeFileSync(notes(folder), '');
  return { ...cli, path };
}

/** Every CLI since the notes were begun, oldest first. */
export function startedClis(folder: string): readonly number[] {
  return readFileSync(notes(folder), 'utf8').split('\n').filter(Boolean).map(Number);
}

/** The CLI that was started last and all that it has started. False: it has ended. */
export function signalCli(folder: string, signal: NodeJS.Signals): boolean {
  const pid = startedClis(folder).at(-1);
  return pid !== undefined && signalGroup(pid, signal);
}

export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

function notes(folder: string): string {
  return join(folder, 'started-clis');
}
