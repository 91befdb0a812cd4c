import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessIdentity, processLiveness } from '../local-locks/process-identity.js';
import { HOME_PREFIX, STARTED_CLIS, type StartedCli } from './engine-home.js';

/** Milliseconds that a CLI whose server is gone gets for the calls that it has begun; what takes longer only waits for AWS. */
export const GRACE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * Ends the CLIs of pankas of this machine that are dead. Such a CLI can begin nothing and record nothing any more, but the calls
 * that it has begun are still carried out, and what they make would be looked for too early.
 */
export async function endLeftClis(graceMs = GRACE_MS): Promise<void> {
  for (const folder of engineFolders()) {
    const started = startedIn(folder);
    const pankas = await Promise.all(started.map(({ panka }) => processLiveness(panka)));
    if (started.length === 0 || pankas.some((liveness) => liveness !== 'gone')) continue;
    for (const { cli } of started) await end(cli, graceMs);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** This user's: what others have put there says nothing about processes of ours. */
function engineFolders(): readonly string[] {
  const root = tmpdir();
  const names = readdirSync(root).filter((name) => name.startsWith(HOME_PREFIX));
  return names.map((name) => join(root, name)).filter(isOwn);
}

function isOwn(folder: string): boolean {
  const owner = statSync(folder, { throwIfNoEntry: false })?.uid;
  return owner !== undefined && owner === (process.getuid?.() ?? owner);
}

/** A line that was being written is left out. */
function startedIn(folder: string): readonly StartedCli[] {
  let text: string;
  try {
    text = readFileSync(join(folder, STARTED_CLIS), 'utf8');
  } catch {
    return [];
  }
  const whole = text.split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as StartedCli);
}

async function end(cli: ProcessIdentity, graceMs: number): Promise<void> {
  const lives = async () => (await processLiveness(cli)) === 'alive';
  for (const until = Date.now() + graceMs; (await lives()) && Date.now() < until; ) await sleep(LOOK_EVERY_MS);
  if (await lives()) killGroup(cli.pid);
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
