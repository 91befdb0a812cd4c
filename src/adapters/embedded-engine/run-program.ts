import type { UnitIdentity, UnitProgram } from '../../core/engine/deployment-engine.js';
import { usePlainStructs } from './plain-structs.js';
import { ProgramGuard } from './program-guard.js';
import { beginTurn, type ProgramIsolation, type ProgramTurn } from './program-turn.js';
import type { SdkInternals } from './sdk-internals.js';
import { patchSdk } from './sdk-patches.js';
import type { Connection } from './transport.js';

/** Resource calls of the program itself; provider calls are bounded elsewhere. 1 would put them in a chain. */
const SDK_PARALLEL = 2 ** 30;

export interface ProgramRun {
  readonly program: UnitProgram;
  readonly unit: UnitIdentity;
  readonly preview: boolean;
  readonly isolation: ProgramIsolation;
  readonly connection: Connection;
  readonly sdk: SdkInternals;
  /** Hears what the program throws, inside or outside of its promise. */
  readonly onError: (error: unknown) => void;
  /** Resolves when waiting for the program makes no sense any more. */
  readonly abandoned: Promise<void>;
}

/** Runs an inline program to its end, with all that it has declared. Never rejects. */
export async function runProgram(run: ProgramRun): Promise<void> {
  let turn: ProgramTurn;
  try {
    turn = beginTurn(run.isolation);
  } catch (error) {
    return run.onError(error);
  }
  const restore = changeSdk(run);
  const isFollowed = run.isolation === 'side-by-side';
  let hasEnded = false;
  try {
    await ProgramGuard.during({ onError: run.onError, isFollowed }, async (guard) => {
      const ended = inPulumiStack(run)
        .catch(run.onError)
        .finally(() => {
          hasEnded = true;
        });
      await Promise.race([ended, run.abandoned, guard.stalled]).catch(run.onError);
      await guard.settle();
    });
  } finally {
    // What is left of one that never ended and isn't followed stays as it is, and must not trip over an SDK that has changed.
    if (hasEnded || isFollowed) {
      restore();
      turn.end();
    }
  }
}

/** For as long as the program runs; the messages only where nobody else's are under way, and none is sent. */
function changeSdk({ sdk, isolation, connection }: ProgramRun): () => void {
  const restorePatched = patchSdk(sdk);
  if (isolation === 'side-by-side' || connection.monitor === undefined) return restorePatched;
  const restoreStructs = usePlainStructs(sdk);
  return () => {
    restoreStructs();
    restorePatched();
  };
}

function inPulumiStack({ program, unit, preview, connection, sdk, onError }: ProgramRun): Promise<void> {
  const { state, settings, config, stack } = sdk;
  return state.withLocalStorage(async () => {
    const { address } = connection;
    settings.resetOptions(unit.project, unit.stack, SDK_PARALLEL, address, address, preview, 'panka');
    config.setAllConfig({}, []);
    const store = state.getStore();
    store.settings.monitor = connection.monitor;
    store.settings.engine = connection.engine;
    try {
      await stack.runInPulumiStack(program).catch(onError);
      await settings.disconnect(true);
    } finally {
      closeClient(store.settings.monitor);
      closeClient(store.settings.engine);
    }
  });
}

/** The SDK doesn't close the clients of a local store, and an open one keeps the process alive. */
function closeClient(client: unknown): void {
  if (typeof client === 'object' && client !== null && 'close' in client && typeof client.close === 'function') {
    client.close();
  }
}
