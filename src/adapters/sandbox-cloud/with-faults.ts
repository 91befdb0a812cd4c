import { setTimeout as sleep } from 'node:timers/promises';
import { aborted, cloudErrorOf, throttled, timedOut } from './cloud-error.js';
import type { ActiveFault, FaultCall, FaultPlan } from './fault-plan.js';

/** Retries and first pause of a throttled call; pauses double. The AWS provider allows 25 retries over minutes. */
const RETRIES = 8;
const FIRST_PAUSE_MS = 2;

export interface FaultyCall extends FaultCall {
  /** `creating aws:sqs/queue:Queue "orders"`, for errors. */
  readonly what: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** Runs a call of the cloud with the faults that the plan has for it. */
export async function withFaults<T>(plan: FaultPlan | undefined, call: FaultyCall, run: () => T): Promise<T> {
  if (call.signal?.aborted === true) throw aborted(call.what);
  const faults = plan?.hit(call) ?? [];
  if (faults.length === 0) return run();
  // Nothing is awaited needlessly: other calls would overtake the one that is to crash.
  const before = faults.filter((fault) => fault.when === 'before');
  if (before.length > 0) await strike(before, call);
  const result = run();
  if (before.length < faults.length)
    await strike(
      faults.filter((fault) => fault.when === 'after'),
      call,
    );
  return result;
}

async function strike(faults: readonly ActiveFault[], call: FaultyCall): Promise<void> {
  for (const fault of faults) {
    if (fault.crash === true) crash();
    if (fault.delayMs !== undefined) await pause(fault.delayMs, call);
    if (fault.hang === true) await hang(call);
    if (fault.throttle !== undefined) await retryThrottled(fault.throttle, call);
    if (fault.fail !== undefined) throw cloudErrorOf(fault.fail, call.what);
  }
}

/** Some kernels deliver the signal a moment later; until then nothing more may happen. */
function crash(): void {
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

async function retryThrottled(times: number, call: FaultyCall): Promise<void> {
  for (let attempt = 0; attempt < times; attempt++) {
    if (attempt === RETRIES) throw throttled(call.what);
    await pause(FIRST_PAUSE_MS * 2 ** attempt, call);
  }
}

async function pause(ms: number, call: FaultyCall): Promise<void> {
  const limit = call.timeout === undefined ? Number.POSITIVE_INFINITY : call.timeout * 1000;
  try {
    await sleep(Math.min(ms, limit), undefined, { signal: call.signal });
  } catch {
    throw aborted(call.what);
  }
  if (ms > limit) throw timedOut(call.timeout!, call.what);
}

/** Longer than any run; a timer keeps the process alive, which an unresolved promise alone does not. */
async function hang(call: FaultyCall): Promise<never> {
  const day = 24 * 60 * 60 * 1000;
  await pause(day, call);
  throw timedOut(day / 1000, call.what);
}
