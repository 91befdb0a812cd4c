import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import { answerRequest, type ServerFace } from './answer-request.js';
import { loopbackUnavailable } from './errors.js';
import { refusalOf } from './http-refusal.js';
import { ORGANISATION } from './organisation.js';
import { allRoutes } from './routes.js';
import { ServedStack, type ServedUnit, type UnitService } from './served-stack.js';

export type { ServedUnit, UnitService } from './served-stack.js';

const ADDRESS = '127.0.0.1';

/**
 * The CLI keeps its connections. Where the program has held this thread for longer than a timeout, the server would close one
 * just as the CLI asks again, and some of its requests it never repeats.
 */
const NEVER = 0;

export interface LoopbackBackendOptions {
  /** Of the whole state: what one run or unit has sealed the next one opens. */
  readonly secrets: SecretSealer;
}

/**
 * The state of the Pulumi CLI for one run of panka: a server on this machine that speaks the part of Pulumi's service API that
 * the CLI uses. It writes nothing by itself: each unit's base and journal are given to `serve`.
 */
export class LoopbackBackend {
  /** For `PULUMI_ACCESS_TOKEN`. Random, so that no one else on this machine is answered. */
  readonly token = randomBytes(24).toString('hex');
  readonly #served = new Map<string, ServedStack>();

  private constructor(
    private readonly server: Server,
    private readonly secrets: SecretSealer,
  ) {
    const face = this.face();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void respond(request, response, face));
  }

  /** Throws `LoopbackUnavailable`. */
  static async start({ secrets }: LoopbackBackendOptions): Promise<LoopbackBackend> {
    const server = createServer({ keepAliveTimeout: NEVER, headersTimeout: NEVER, requestTimeout: NEVER });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(loopbackUnavailable(error)));
      server.listen({ host: ADDRESS, port: 0 }, resolve);
    });
    // What Node may hold open longest is closed with the run.
    server.unref();
    return new LoopbackBackend(server, secrets);
  }

  /** For `PULUMI_BACKEND_URL`. */
  get url(): string {
    return `http://${this.host}`;
  }

  /** From now on; a unit can be served again once its service is closed. */
  serve(unit: ServedUnit): UnitService {
    const key = keyOf(unit.unit.project, unit.unit.stack);
    if (this.#served.has(key)) throw new Error(`the unit "${key}" is served already`);
    const stack = new ServedStack(unit, () => {
      if (this.#served.get(key) === stack) this.#served.delete(key);
    });
    this.#served.set(key, stack);
    return stack;
  }

  async close(): Promise<void> {
    for (const stack of [...this.#served.values()]) stack.close();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private get host(): string {
    return `${ADDRESS}:${(this.server.address() as AddressInfo).port}`;
  }

  private face(): ServerFace {
    return {
      url: this.url,
      host: this.host,
      token: this.token,
      routes: allRoutes(this.secrets),
      served: (organisation, project, stack) =>
        organisation === ORGANISATION ? this.#served.get(keyOf(project, stack)) : undefined,
    };
  }
}

function keyOf(project: string, stack: string): string {
  return `${project}/${stack}`;
}

async function respond(request: IncomingMessage, response: ServerResponse, face: ServerFace): Promise<void> {
  try {
    send(response, 200, await answerRequest(request, face));
  } catch (error) {
    const { status, message } = refusalOf(error);
    send(response, status, { code: status, message });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
