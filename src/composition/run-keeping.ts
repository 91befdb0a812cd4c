import type { StoresRequest } from '../adapters/configured-stores/open-stores.js';
import type { RunThread } from '../adapters/run-thread/run-thread.js';
import type { RunKeeper } from '../core/execution/run-keeper.js';
import type { SpoolEvent } from '../core/state/journal-spool.js';

export interface RunKeeping {
  readonly thread: RunThread;
  readonly keeper: RunKeeper;
}

export interface RunKeepingRequest {
  /** Name of the target. */
  readonly target: string;
  readonly stores: StoresRequest;
  readonly onSpool: (event: SpoolEvent) => void;
  readonly env: NodeJS.ProcessEnv;
}

/** The thread of a run with the Pulumi CLI, which starts when it is needed. Undefined where this process is the engine itself. */
export async function runKeeping({ target, stores, onSpool, env }: RunKeepingRequest): Promise<RunKeeping | undefined> {
  if (target === 'sandbox' && env.PANKA_SANDBOX_ENGINE !== 'pulumi') return undefined;
  const [{ RunThread }, { threadKeeper }] = await Promise.all([
    import('../adapters/run-thread/run-thread.js'),
    import('../adapters/run-thread/thread-keeper.js'),
  ]);
  const thread = new RunThread(onSpool);
  return { thread, keeper: threadKeeper(thread, stores) };
}
