import { MessageChannel, Worker } from 'node:worker_threads';
import { runThreadEnded } from './errors.js';
import type { MainCalls, ThreadCalls } from './thread-calls.js';
import { ThreadPort } from './thread-port.js';
import { threadUrl } from './thread-url.js';

/**
 * The thread that keeps what a run must not lose while its program keeps the main thread busy: the server that the Pulumi CLI
 * talks to, the journal behind it, and the lease. Started by the first call; one that has ended is not started again, and
 * every later call says so. It does not keep the process alive.
 */
export class RunThread {
  readonly #onEnd = new Set<(error: Error) => void>();
  #running: { readonly worker: Worker; readonly port: ThreadPort<ThreadCalls> } | undefined;
  #ended: Error | undefined;

  /** What the thread tells about one lease (by its id) or one unit (by its key). */
  readonly #told = new Map<string, Partial<MainCalls>>();

  constructor(private readonly onSpool: MainCalls['spool'] = () => {}) {}

  get port(): ThreadPort<ThreadCalls> {
    return (this.#running ?? this.#start()).port;
  }

  /** Calls about that lease or unit, until the function is called that comes back. */
  listen(about: string, calls: Partial<MainCalls>): () => void {
    this.#told.set(about, calls);
    return () => this.#told.delete(about);
  }

  /** Called once, with the error of every later call; at once where it has ended already. */
  onEnd(call: (error: Error) => void): () => void {
    if (this.#ended !== undefined) call(this.#ended);
    else this.#onEnd.add(call);
    return () => this.#onEnd.delete(call);
  }

  /** Takes what the thread has told by now. */
  catchUp(): void {
    this.#running?.port.catchUp();
  }

  /** Ends it whatever it does. Safe at any moment, as a kill is. */
  async close(): Promise<void> {
    const { worker } = this.#running ?? {};
    this.#end(new Error('it was closed'));
    await worker?.terminate();
  }

  #start() {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(threadUrl(), { workerData: { port: port2 }, transferList: [port2], name: 'panka run' });
    worker.unref();
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', () => this.#end(undefined));
    const port = new ThreadPort<ThreadCalls>({ port: port1, own: this.#answering(), staysAlive: false });
    const running = { worker, port };
    this.#running = running;
    if (this.#ended !== undefined) port.end(this.#ended);
    return running;
  }

  #answering(): MainCalls {
    const about = (name: string) => this.#told.get(name);
    // What nobody has stored or looked at must not seem so.
    const asked = (name: string) => about(name) ?? notServed(name);
    return {
      spool: (event) => this.onSpool(event),
      renewed: (lockId, renewed) => about(lockId)?.renewed?.(lockId, renewed),
      lost: (lockId, error) => about(lockId)?.lost?.(lockId, error),
      append: async (unit, entries) => (asked(unit).append ?? notServed(unit))(unit, entries),
      beforeSteps: async (unit, steps) => (asked(unit).beforeSteps ?? notServed(unit))(unit, steps),
      begun: (unit, urns) => about(unit)?.begun?.(unit, urns),
    };
  }

  #end(cause: unknown): void {
    if (this.#ended !== undefined) return;
    const error = runThreadEnded(cause);
    this.#ended = error;
    this.#running?.port.end(error);
    for (const call of [...this.#onEnd]) call(error);
    this.#onEnd.clear();
  }
}

function notServed(unit: string): never {
  throw new Error(`the unit "${unit}" is not served any more`);
}
