import type { UnitIdentity, UnitProgram } from '../../core/engine/deployment-engine.js';
import { ProgramGuard } from './program-guard.js';
import { abandonStore, type SdkInternals, type SdkStore } from './sdk-internals.js';
import { patchSdk } from './sdk-patches.js';
import type { Connection } from './transport.js';

/** Resource calls of the program itself; provider calls are bounded elsewhere. 1 would put them in a chain. */
const SDK_PARALLEL = 2 ** 30;

export interface ProgramRun {
  readonly program: UnitProgram;
  readonly unit: UnitIdentity;
  readonly preview: boolean;
  readonly connection: Connection;
  readonly sdk: SdkInternals;
  /** Hears what the program throws, inside or outside of its promise. */
  readonly onError: (error: unknown) => void;
  /** Resolves when waiting for the program makes no sense any more. */
  readonly abandoned: Promise<void>;
}

/** Runs an inline program to its end, with all that it has declared. Never rejects. */
export async function runProgram(run: ProgramRun): Promise<void> {
  const restore = patchSdk(run.sdk);
  try {
    await ProgramGuard.during(run.onError, async (guard) => {
      const { ended, giveUp } = inPulumiStack(run);
      await Promise.race([ended, run.abandoned, guard.stalled]).catch(run.onError);
      giveUp();
      await guard.settle();
    });
  } finally {
    restore();
  }
}

/** A program under way: its end, which never rejects, and how to part from one that has none. */
function inPulumiStack(run: ProgramRun): { readonly ended: Promise<void>; giveUp(): void } {
  const { state } = run.sdk;
  let store: SdkStore | undefined;
  const ended = state
    .withLocalStorage(() => {
      store = state.getStore();
      return runInStore(run, store);
    })
    .catch(run.onError)
    .finally(() => {
      store = undefined;
    });
  return { ended, giveUp: () => store && abandonStore(store) };
}

async function runInStore({ program, unit, preview, connection, sdk, onError }: ProgramRun, store: SdkStore) {
  const { settings, config, stack } = sdk;
  const { address } = connection;
  settings.resetOptions(unit.project, unit.stack, SDK_PARALLEL, address, address, preview, 'panka');
  config.setAllConfig({}, []);
  store.settings.monitor = connection.monitor;
  store.settings.engine = connection.engine;
  try {
    await stack.runInPulumiStack(program).catch(onError);
    await settings.disconnect(true);
  } finally {
    closeClient(store.settings.monitor);
    closeClient(store.settings.engine);
  }
}

/** The SDK doesn't close the clients of a local store, and an open one keeps the process alive. */
function closeClient(client: unknown): void {
  if (typeof client === 'object' && client !== null && 'close' in client && typeof client.close === 'function') {
    client.close();
  }
}
