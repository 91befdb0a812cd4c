import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Fault =
  /** Answers with an error instead of passing the request on. */
  | { readonly status: number; readonly code: string }
  /** Closes the connection instead of passing the request on. */
  | 'reset'
  /** Passes the request on and closes the connection instead of passing the answer back. */
  | 'lost-reply'
  /** Passes back half of the answer's body, then closes the connection. */
  | 'cut-short'
  /** Passes back half of the answer's body as if that were all, as a broken proxy does. */
  | 'halved'
  /** Passes the request on, and the answer back after so many milliseconds. */
  | { readonly delayMs: number };

export interface SeenRequest {
  /** As the SDK names it: `PutObject`, `TransactWriteItems`. */
  readonly action: string;
  readonly path: string;
  readonly userAgent: string;
}

export interface FaultRule {
  /** Which requests; all by default. */
  readonly on?: (request: SeenRequest) => boolean;
  /** How many of them; all by default. */
  readonly times?: number;
  readonly fault: Fault;
}

const READS = /^(Get|Head|List|BatchGet|Scan|Query|Describe)/;

/** Stands in front of a server of AWS's interfaces: sees every request, and does to some what networks and AWS do. */
export class FaultProxy {
  readonly requests: SeenRequest[] = [];
  readonly #server: Server;
  readonly #target: URL;
  #rules: { rule: FaultRule; left: number }[] = [];
  /** Called with each request before it is passed on. */
  onRequest: (request: SeenRequest) => void | Promise<void> = () => {};
  /** Called when a request was answered, before the answer is passed back. */
  onAnswer: (request: SeenRequest) => void | Promise<void> = () => {};

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async to(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that may change something. */
  get writes(): readonly SeenRequest[] {
    return this.requests.filter(({ action }) => !READS.test(action));
  }

  inject(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  /** No faults from now on. */
  heal(): void {
    this.#rules = [];
    this.onRequest = () => {};
    this.onAnswer = () => {};
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = seenOf(request);
    this.requests.push(seen);
    await this.onRequest(seen);
    const fault = this.#faultFor(seen);
    if (fault === 'reset') return void request.socket.destroy();
    if (typeof fault === 'object' && 'status' in fault) return refuse(request, response, fault);
    const passedOn = httpRequest(
      {
        host: this.#target.hostname,
        port: this.#target.port,
        path: request.url,
        method: request.method,
        headers: request.headers,
      },
      async (answer) => {
        await this.onAnswer(seen);
        await passBack(answer, response, fault);
      },
    );
    passedOn.on('error', () => request.socket.destroy());
    request.pipe(passedOn);
  }

  #faultFor(seen: SeenRequest): Fault | undefined {
    const found = this.#rules.find(({ rule, left }) => left > 0 && (rule.on?.(seen) ?? true));
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.rule.fault;
  }
}

async function passBack(answer: IncomingMessage, response: ServerResponse, fault: Fault | undefined): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const all = Buffer.concat(chunks);
  const body = fault === 'halved' ? all.subarray(0, all.length / 2) : all;
  if (fault === 'lost-reply') return void response.socket?.destroy();
  if (typeof fault === 'object' && 'delayMs' in fault) await sleep(fault.delayMs, undefined, { ref: false });
  const length = fault === 'halved' ? { 'content-length': body.length } : {};
  response.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...length });
  if (fault !== 'cut-short') return void response.end(body);
  response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
}

function refuse(request: IncomingMessage, response: ServerResponse, fault: { status: number; code: string }): void {
  const isJson = request.headers['x-amz-target'] !== undefined;
  const body = isJson
    ? JSON.stringify({ __type: `com.amazonaws.dynamodb#${fault.code}`, message: fault.code })
    : `<?xml version="1.0"?><Error><Code>${fault.code}</Code><Message>${fault.code}</Message></Error>`;
  request.resume().on('end', () => {
    response.writeHead(fault.status, { 'content-type': isJson ? 'application/x-amz-json-1.0' : 'application/xml' });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
}

function seenOf(request: IncomingMessage): SeenRequest {
  const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://proxy');
  const target = request.headers['x-amz-target'];
  const action =
    typeof target === 'string' ? (target.split('.')[1] ?? '') : s3Action(request.method ?? '', searchParams);
  return { action, path: decodeURIComponent(path), userAgent: request.headers['user-agent'] ?? '' };
}

function s3Action(method: string, query: URLSearchParams): string {
  if (method === 'GET') return [...query.keys()].map((key) => GETS[key]).find(Boolean) ?? 'GetObject';
  if (method === 'POST') return query.has('delete') ? 'DeleteObjects' : 'Post';
  return { PUT: 'PutObject', DELETE: 'DeleteObject', HEAD: 'HeadObject' }[method] ?? method;
}

const GETS: Readonly<Record<string, string>> = {
  'list-type': 'ListObjectsV2',
  versions: 'ListObjectVersions',
  encryption: 'GetBucketEncryption',
};
