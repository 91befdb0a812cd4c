import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Worker {
  readonly process: ChildProcess;
  /** Messages that it has sent so far. */
  readonly messages: readonly unknown[];
  /** Resolves when it has sent its first message. */
  readonly ready: Promise<unknown>;
  /** Resolves when it has ended well; rejects with what it wrote to stderr otherwise. */
  readonly done: Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
}

/** Runs a TypeScript file in a process of its own. */
export function startWorker(file: URL, args: readonly string[]): Worker {
  const child = fork(fileURLToPath(file), args, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const messages: unknown[] = [];
  let errors = '';
  child.stderr?.on('data', (text) => {
    errors += text;
  });
  const ready = new Promise((resolve) => {
    child.on('message', (message) => {
      messages.push(message);
      resolve(message);
    });
  });
  const gone = new Promise<number | null>((resolve) => {
    child.on('exit', resolve);
  });
  const done = gone.then((code) => {
    if (code !== 0) throw new Error(`the worker ended with ${code}: ${errors}`);
  });
  done.catch(() => {});
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  return { process: child, messages, ready, done, kill };
}
