import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';

export interface Launch {
  readonly command: string;
  /** Ends when its stdin is closed. */
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Resolves to the port once it answers. */
  readonly port: (child: ChildProcessWithoutNullStreams) => Promise<number>;
}

export interface ServerKind {
  /** For the titles of suites. */
  readonly name: string;
  /** Whether it is installed here; asked once. */
  readonly isThere: () => boolean;
  readonly launch: () => Promise<Launch>;
}

/** A server of AWS's interfaces on this machine, started when the first suite needs it and shared by all of a run. */
export class TestServer {
  readonly name: string;
  readonly #kind: ServerKind;
  #isThere: boolean | undefined;
  #url: Promise<string> | undefined;
  #child: ChildProcessWithoutNullStreams | undefined;

  constructor(kind: ServerKind) {
    this.name = kind.name;
    this.#kind = kind;
  }

  get isThere(): boolean {
    this.#isThere ??= this.#kind.isThere();
    return this.#isThere;
  }

  /** Where it listens. */
  url(): Promise<string> {
    this.#url ??= this.#start();
    return this.#url;
  }

  /** It ends by itself when this process does, for then its stdin is closed; this ends it before. */
  stop(): void {
    this.#child?.stdin.end();
    this.#child = undefined;
    this.#url = undefined;
  }

  async #start(): Promise<string> {
    const { command, args, env, port } = await this.#kind.launch();
    // DynamoDB Local leaves a file in the folder that it is started in.
    const child = spawn(command, args, { cwd: tmpdir(), env });
    this.#child = child;
    let errors = '';
    child.stderr.on('data', (data) => {
      errors += data;
    });
    const failed = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`${this.name} ended with ${code}: ${errors.slice(-2000)}`)));
    });
    failed.catch(() => undefined);
    const found = await Promise.race([port(child), failed]);
    child.stdout.resume();
    letGo(child);
    return `http://127.0.0.1:${found}`;
  }
}

/** Neither the server nor its pipes keep the tests from ending. */
function letGo(child: ChildProcessWithoutNullStreams): void {
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as Socket).unref();
}
