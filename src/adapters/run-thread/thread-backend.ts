import { randomUUID } from 'node:crypto';
import type { EngineRequest, MutatingRequest } from '../../core/engine/deployment-engine.js';
import type { DeploymentV3 } from '../../core/engine/deployment-v3.js';
import type { StateJournal } from '../../core/state/state-store.js';
import { carriedSealer, type PortableSealer } from './carried-sealer.js';
import { arrivedError, crossingError } from './crossing-error.js';
import type { RunThread } from './run-thread.js';
import type { JournalPlace, MainCalls } from './thread-calls.js';
import { ThreadJournal } from './thread-keeper.js';

/** A unit as the main thread serves it. */
export interface UnitService {
  /** No step is begun any more, with this error for those that would; what is under way ends and is recorded. */
  stop(error: Error): void;
  /** Takes what is known by now of steps that have begun. */
  catchUp(): void;
  /** How it was left. Throws `DeploymentBroken`, `JournalUnreadable` or `RunThreadEnded`. */
  end(): Promise<{ readonly deployment: DeploymentV3; readonly refusal?: Error }>;
  close(): Promise<void>;
}

export interface UnitToServe {
  readonly request: EngineRequest | MutatingRequest;
  /** Told of every step that the journal has. */
  readonly onBegun: (urn: string) => void;
  readonly sealer: PortableSealer;
}

/** The loopback backend of one CLI, in the run's thread. */
export class ThreadBackend {
  private constructor(
    private readonly thread: RunThread,
    private readonly name: string,
    readonly url: string,
    readonly token: string,
  ) {}

  /** Throws `LoopbackUnavailable`. */
  static async start(thread: RunThread): Promise<ThreadBackend> {
    const name = randomUUID();
    const { url, token } = await thread.port.call('startBackend', name);
    return new ThreadBackend(thread, name, url, token);
  }

  /** From now on; a unit can be served again once its service is closed. */
  async serve({ request, onBegun, sealer }: UnitToServe): Promise<UnitService> {
    const { thread } = this;
    const { unit, base } = request;
    const key = randomUUID();
    const mutating = 'journal' in request ? request : undefined;
    const journal = mutating && this.#place(mutating.journal);
    const asks = mutating?.beforeStep !== undefined;
    const forget = thread.listen(key, callsOf(mutating, onBegun));
    await thread.port.call('serve', this.name, {
      ...{ key, unit, base, asks, sealer: carriedSealer(sealer) },
      ...(journal && { journal }),
      ...(mutating?.cleared && { cleared: mutating.cleared }),
    });
    return {
      stop: (error) => thread.port.tell('stop', key, crossingError(error)),
      catchUp: () => thread.catchUp(),
      end: async () => {
        const { deployment, refusal } = await thread.port.call('endOf', key);
        return { deployment, ...(refusal && { refusal: arrivedError(refusal) }) };
      },
      close: async () => {
        forget();
        await thread.port.call('closeUnit', key);
      },
    };
  }

  close(): Promise<void> {
    return this.thread.port.call('closeBackend', this.name);
  }

  /** Most are written by the thread itself, which then needs nobody to go on. */
  #place(journal: StateJournal): JournalPlace {
    const isOurs = journal instanceof ThreadJournal && journal.thread === this.thread;
    return isOurs ? { of: 'thread', journal: journal.name } : { of: 'main' };
  }
}

function callsOf(mutating: MutatingRequest | undefined, onBegun: (urn: string) => void): Partial<MainCalls> {
  return {
    append: async (_unit, entries) => mutating?.journal.append(entries),
    beforeSteps: async (_unit, steps) => {
      for (const step of steps) await mutating?.beforeStep?.(step);
    },
    begun: (_unit, urns) => urns.forEach(onBegun),
  };
}
