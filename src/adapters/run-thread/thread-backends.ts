import type { ResourceEvent } from '../../core/engine/deployment-engine.js';
import type { JournalEntry } from '../../core/engine/journal-entry.js';
import { isCleared } from '../../core/execution/cleared-steps.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import type { StateJournal } from '../../core/state/state-store.js';
import { LoopbackBackend, type ServedUnit, type UnitService } from '../loopback-backend/loopback-backend.js';
import { announcedSteps } from './announced-steps.js';
import { arrivedSealer } from './carried-sealer.js';
import { arrivedError, crossingError } from './crossing-error.js';
import type { MainCalls, ThreadCalls, UnitToServe } from './thread-calls.js';
import type { ThreadPort } from './thread-port.js';

type BackendCalls = Pick<ThreadCalls, 'startBackend' | 'closeBackend' | 'serve' | 'stop' | 'endOf' | 'closeUnit'>;

interface Running {
  readonly server: LoopbackBackend;
  /** Keys may be added between two units. */
  secrets: SecretSealer | undefined;
}

export interface ThreadBackendsOptions {
  readonly main: () => ThreadPort<MainCalls>;
  /** One that this thread writes. */
  readonly journal: (name: string) => StateJournal;
}

/** The servers of the run's CLIs. */
export class ThreadBackends implements BackendCalls {
  readonly #backends = new Map<string, Running>();
  readonly #units = new Map<string, UnitService>();

  constructor(private readonly options: ThreadBackendsOptions) {}

  startBackend: ThreadCalls['startBackend'] = async (backend) => {
    const secrets = (): SecretSealer => {
      const now = this.#backends.get(backend)?.secrets;
      if (now === undefined) throw new Error('no unit is served');
      return now;
    };
    const server = await LoopbackBackend.start({
      secrets: { seal: (text) => secrets().seal(text), open: (text) => secrets().open(text) },
    });
    this.#backends.set(backend, { server, secrets: undefined });
    return { url: server.url, token: server.token };
  };

  closeBackend: ThreadCalls['closeBackend'] = async (backend) => {
    const running = this.#backends.get(backend);
    this.#backends.delete(backend);
    await running?.server.close();
  };

  serve: ThreadCalls['serve'] = (backend, unit) => {
    const running = this.#backends.get(backend);
    if (running === undefined) throw new Error(`the server "${backend}" is not open here`);
    running.secrets = arrivedSealer(unit.sealer);
    this.#units.set(unit.key, running.server.serve(this.#served(unit)));
  };

  stop: ThreadCalls['stop'] = (unit, error) => this.#unit(unit).stop(arrivedError(error));

  endOf: ThreadCalls['endOf'] = (unit) => {
    const service = this.#unit(unit);
    const refusal = service.refusal && crossingError(service.refusal);
    return { deployment: service.deployment(), ...(refusal && { refusal }) };
  };

  closeUnit: ThreadCalls['closeUnit'] = (unit) => {
    this.#units.get(unit)?.close();
    this.#units.delete(unit);
  };

  #unit(key: string): UnitService {
    const service = this.#units.get(key);
    if (service === undefined) throw new Error(`the unit "${key}" is not served here`);
    return service;
  }

  #served({ key, unit, base, asks, cleared, journal: place }: UnitToServe): ServedUnit {
    if (place === undefined) return { unit, base };
    const kept = place.of === 'thread' ? this.options.journal(place.journal) : this.#journalOfMain(key);
    const journal: StateJournal = {
      append: async (entries) => {
        await kept.append(entries);
        this.options.main().tell('begun', key, urnsOf(entries));
      },
      close: () => kept.close(),
    };
    const beforeAppend = (entries: readonly JournalEntry[]) =>
      this.#ask(
        key,
        announcedSteps(entries).filter((step) => !(cleared && isCleared(cleared, step))),
      );
    return { unit, base, journal, ...(asks && { beforeAppend }) };
  }

  #journalOfMain(key: string): StateJournal {
    return { append: (entries) => this.options.main().call('append', key, entries), close: async () => {} };
  }

  /** A program that keeps the main thread busy makes it wait. */
  async #ask(key: string, steps: readonly ResourceEvent[]): Promise<void> {
    if (steps.length > 0) await this.options.main().call('beforeSteps', key, steps);
  }
}

function urnsOf(entries: readonly JournalEntry[]): readonly string[] {
  return announcedSteps(entries).map(({ urn }) => urn);
}
