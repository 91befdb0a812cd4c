import type { AwsApi, SnapshotCall, SnapshotSource } from '../../sdk/index.js';
import type { JsonObject } from '../../sdk/json.js';
import type { Clock } from '../locks/clock.js';
import { snapshotNotReady } from './errors.js';

/** AWS copies a database in minutes, or in hours the first time. */
const LIMIT_MS = 4 * 3600 * 1000;
const LONGEST_NAME = 255;

export interface SnapshotPorts {
  readonly aws: AwsApi;
  readonly clock: Pick<Clock, 'monotonic' | 'sleep'>;
  /** Milliseconds before look `n` (from 1). */
  readonly backOff: (n: number) => number;
  readonly signal?: AbortSignal;
}

export interface WantedSnapshot {
  readonly call: SnapshotCall;
  readonly resource: SnapshotSource;
  readonly prefix?: string;
  /** Deployment id: makes the name unique. */
  readonly runId: string;
}

/** Takes a snapshot and waits until it is there, where its kind says so. Rejects when AWS refuses, and with SnapshotNotReady. */
export async function takeSnapshot(ports: SnapshotPorts, wanted: WantedSnapshot): Promise<void> {
  const { call, resource } = wanted;
  const name = snapshotName(wanted);
  const made = await begun(() => ports.aws.call(call.operation, call.params(resource, name)));
  if (call.ready !== undefined) await untilReady(ports, call.ready, { name, made });
}

async function untilReady(
  ports: SnapshotPorts,
  ready: NonNullable<SnapshotCall['ready']>,
  { name, made }: { readonly name: string; readonly made: JsonObject },
): Promise<void> {
  const from = ports.clock.monotonic();
  for (let n = 1; ; n++) {
    const answer = await ports.aws.call(ready.operation, ready.params(name, made));
    const state = ready.state(answer as JsonObject);
    if (state === ready.done) return;
    const wait = ports.backOff(n);
    if (/fail|delet/i.test(state) || ports.clock.monotonic() - from + wait > LIMIT_MS)
      throw snapshotNotReady(name, state);
    await ports.clock.sleep(wait, ports.signal);
  }
}

/** `panka-<resource>-<deployment>`; where AWS takes no name so long, the resource's loses its begin: its end tells it from others. */
function snapshotName({ call, resource, prefix = '', runId }: WantedSnapshot): string {
  const of = call.nameOf?.(resource) ?? resource.id;
  const room = (call.longestName ?? LONGEST_NAME) - prefix.length - runId.length - 1;
  return `${prefix}${of.slice(-room).replace(/^[^a-zA-Z0-9]+/, '')}-${runId}`;
}

/** The name is of this deployment alone: a snapshot that is there already was begun by a try whose answer was lost. */
async function begun(call: () => Promise<unknown>): Promise<JsonObject> {
  try {
    return (await call()) as JsonObject;
  } catch (error) {
    if (error instanceof Error && /AlreadyExists/.test(error.name)) return {};
    throw error;
  }
}
