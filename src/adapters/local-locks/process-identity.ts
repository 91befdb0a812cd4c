import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

/** Which process, told apart from a later one with the same pid. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** Linux: `boot id/pid namespace/start in ticks since boot`; elsewhere what `ps -o lstart` says. */
  readonly pidStart?: string;
}

/** `rebooted`: the same host name, but another boot, so either gone or on another machine of that name. */
export type Liveness = 'alive' | 'gone' | 'rebooted' | 'unknown';

const run = promisify(execFile);
let own: Promise<ProcessIdentity> | undefined;

/** This process. */
export function ownIdentity(): Promise<ProcessIdentity> {
  own ??= identityOf(process.pid);
  return own;
}

/** Whether that process still runs. `unknown` for another host or another container's process numbers. */
export async function processLiveness(holder: ProcessIdentity): Promise<Liveness> {
  const me = await ownIdentity();
  if (holder.host !== me.host) return 'unknown';
  if (process.platform !== 'linux') return livenessByPs(holder);
  const [boot, namespace] = (holder.pidStart ?? '').split('/');
  const [ownBoot, ownNamespace] = (me.pidStart ?? '').split('/');
  if (boot !== ownBoot) return boot === '' ? 'unknown' : 'rebooted';
  if (namespace !== ownNamespace) return 'unknown';
  return livenessByProc(holder);
}

/** For systems without /proc. Exported for its test. */
export async function livenessByPs(holder: ProcessIdentity): Promise<Liveness> {
  if (!hasPid(holder.pid)) return 'gone';
  const start = await startByPs(holder.pid);
  if (start === undefined || holder.pidStart === undefined) return 'alive';
  return start === holder.pidStart ? 'alive' : 'gone';
}

/** Start time in ps's words; undefined when ps doesn't know the process or isn't there. */
export async function startByPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)], {
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Of this process or one that it has started. */
export async function identityOf(pid: number): Promise<ProcessIdentity> {
  const base = { host: hostname(), pid };
  if (process.platform !== 'linux') {
    const start = await startByPs(pid);
    return start === undefined ? base : { ...base, pidStart: start };
  }
  const [boot, namespace, stat] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
    readStat(pid),
  ]);
  return { ...base, pidStart: `${boot.trim().slice(0, 8)}/${namespace.replace(/\D/g, '')}/${stat?.start ?? ''}` };
}

async function livenessByProc(holder: ProcessIdentity): Promise<Liveness> {
  if (!hasPid(holder.pid)) return 'gone';
  const stat = await readStat(holder.pid);
  // Another user's process may be hidden from /proc while its pid exists.
  if (stat === undefined) return 'alive';
  if (stat.state === 'Z' || stat.state === 'X') return 'gone';
  return stat.start === holder.pidStart?.split('/')[2] ? 'alive' : 'gone';
}

/** Fields 3 and 22 of proc(5) `stat`; the second field may hold spaces and parentheses. */
async function readStat(pid: number): Promise<{ readonly state: string; readonly start: string } | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', start: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function hasPid(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
