import { type MessagePort, workerData } from 'node:worker_threads';
import { ThreadBackends } from './thread-backends.js';
import type { MainCalls } from './thread-calls.js';
import { ThreadPort } from './thread-port.js';
import { ThreadStores } from './thread-stores.js';

/** The run's thread: loaded by `RunThread`, never imported. */
const { port } = workerData as { readonly port: MessagePort };
const stores = new ThreadStores(() => main);
const backends = new ThreadBackends({ main: () => main, journal: (name) => stores.journal(name) });
const main: ThreadPort<MainCalls> = new ThreadPort<MainCalls>({
  port,
  own: { ...stores, ...backends },
  staysAlive: true,
});
