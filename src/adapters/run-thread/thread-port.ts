import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { arrivedError, type CrossingError, crossingError } from './crossing-error.js';

type Call = (...args: never[]) => unknown;

interface Asked {
  /** Absent: nobody waits for an answer. */
  readonly id?: number;
  readonly name: string;
  readonly args: readonly unknown[];
}
interface Answer {
  readonly to: number;
  readonly value?: unknown;
  readonly error?: CrossingError;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface ThreadPortOptions {
  readonly port: MessagePort;
  /** What this side answers, by name. Arguments and results are plain data. */
  readonly own: object;
  /** Whether the port keeps this thread alive when no answer is waited for. */
  readonly staysAlive: boolean;
}

/** Calls between two threads, both ways. */
export class ThreadPort<Theirs extends { readonly [Name in keyof Theirs]: Call }> {
  readonly #port: MessagePort;
  readonly #own: Readonly<Record<string, (...args: unknown[]) => unknown>>;
  readonly #staysAlive: boolean;
  readonly #pending = new Map<number, Pending>();
  #calls = 0;
  #ended: Error | undefined;

  constructor({ port, own, staysAlive }: ThreadPortOptions) {
    this.#port = port;
    this.#own = { ...own };
    this.#staysAlive = staysAlive;
    port.on('message', (message: Asked | Answer) => this.#receive(message));
    this.#rest();
  }

  /** Rejects with what the other side has thrown, or with why it has ended. */
  call<Name extends keyof Theirs & string>(
    name: Name,
    ...args: Parameters<Theirs[Name]>
  ): Promise<Awaited<ReturnType<Theirs[Name]>>> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#calls += 1;
      const id = this.#calls;
      this.#port.postMessage({ id, name, args } satisfies Asked);
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      this.#port.ref();
    });
  }

  /** Nobody waits for an answer; an error is lost. */
  tell<Name extends keyof Theirs & string>(name: Name, ...args: Parameters<Theirs[Name]>): void {
    if (this.#ended === undefined) this.#port.postMessage({ name, args } satisfies Asked);
  }

  /** Takes at once what the other side has sent by now, also where this thread had no time to. */
  catchUp(): void {
    for (let one = receiveMessageOnPort(this.#port); one !== undefined; one = receiveMessageOnPort(this.#port))
      this.#receive(one.message as Asked | Answer);
  }

  /** Everything that waits, and every later call, rejects with that. */
  end(error: Error): void {
    if (this.#ended !== undefined) return;
    this.#ended = error;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    this.#port.close();
    for (const { reject } of pending) reject(error);
  }

  #receive(message: Asked | Answer): void {
    if ('to' in message) this.#settle(message);
    else void this.#answer(message);
  }

  #settle({ to, value, error }: Answer): void {
    const pending = this.#pending.get(to);
    this.#pending.delete(to);
    this.#rest();
    if (error === undefined) pending?.resolve(value);
    else pending?.reject(arrivedError(error));
  }

  #rest(): void {
    if (!this.#staysAlive && this.#pending.size === 0) this.#port.unref();
  }

  async #answer({ id, name, args }: Asked): Promise<void> {
    const answer = await this.#tried(name, args);
    if (id !== undefined && this.#ended === undefined) this.#port.postMessage({ to: id, ...answer } satisfies Answer);
  }

  async #tried(name: string, args: readonly unknown[]): Promise<Omit<Answer, 'to'>> {
    try {
      const call = this.#own[name];
      if (call === undefined) throw new Error(`nothing answers "${name}" here`);
      return { value: await call(...args) };
    } catch (error) {
      return { error: crossingError(error) };
    }
  }
}
