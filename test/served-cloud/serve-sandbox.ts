import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { serveProvider } from '../../src/adapters/sandbox-provider-server/serve-provider.js';
import { type SandboxPlace, sandboxOf } from './sandbox-of.js';
import { type CloudCall, WatchedProvider } from './watched-provider.js';

/**
 * Serves the simulated cloud of a project from a process of its own, which survives the kill of panka and of the CLI as AWS
 * does. Argument: `ServeSandboxRequest` as JSON. Prints `{"port": N}`; then each line of stdin is `hold` (answer nothing more)
 * or `release`, repeated on stdout when it is so; ends with its stdin.
 */
export interface ServeSandboxRequest extends SandboxPlace {
  /** A file that gets one `CloudEvent` a line, written before the cloud does what was asked and when it has. */
  readonly log: string;
  /** Milliseconds that every call takes. */
  readonly delay?: number;
}

export interface CloudEvent extends CloudCall {
  readonly phase: 'begun' | 'done' | 'failed';
  /** Milliseconds since 1970. */
  readonly at: number;
}

const request = JSON.parse(process.argv[2] ?? '{}') as ServeSandboxRequest;
let held: Promise<void> = Promise.resolve();
let release: () => void = () => undefined;

const log = (call: CloudCall, phase: CloudEvent['phase']) =>
  appendFileSync(request.log, `${JSON.stringify({ ...call, phase, at: Date.now() } satisfies CloudEvent)}\n`);

const { store, provider } = await sandboxOf(request);
const watched = new WatchedProvider(provider, {
  before: async (call) => {
    log(call, 'begun');
    await held;
    if (request.delay) await new Promise((resolve) => setTimeout(resolve, request.delay));
  },
  after: (call, failure) => log(call, failure === undefined ? 'done' : 'failed'),
});
const served = await serveProvider(watched, { onConfigure: () => store.reload() });
process.stdout.write(`${JSON.stringify({ port: served.port })}\n`);

for await (const command of createInterface({ input: process.stdin })) {
  release();
  held = Promise.resolve();
  if (command === 'hold') {
    held = new Promise((resolve) => {
      release = resolve;
    });
  }
  process.stdout.write(`${command}\n`);
}
await served.close();
process.exit(0);
