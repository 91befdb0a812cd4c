import { type IncomingHttpHeaders, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { DeploymentV3, ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import { JOURNAL_KIND, type JournalEntry } from '../../../src/core/engine/journal-entry.js';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
}

export interface Asked {
  readonly body?: unknown;
  readonly gzip?: boolean;
  /** Instead of the API token. */
  readonly updateToken?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Face {
  readonly url: string;
  readonly token: string;
}

/** Speaks as the CLI does. */
export class CliClient {
  constructor(private readonly face: Face) {}

  ask(method: string, path: string, { body, gzip, updateToken, headers }: Asked = {}): Promise<Answer> {
    const text = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const sent = text !== undefined && gzip ? gzipSync(text) : text;
    return new Promise((resolve, reject) => {
      const options = {
        method,
        headers: {
          authorization: updateToken === undefined ? `token ${this.face.token}` : `update-token ${updateToken}`,
          'user-agent': 'pulumi-cli/1 (3.260.0; linux; cmd=up)',
          ...(gzip && { 'content-encoding': 'gzip' }),
          ...headers,
        },
      };
      const asking = request(`${this.face.url}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Answer['body'];
          resolve({ status: response.statusCode ?? 0, body: answer, headers: response.headers });
        });
      });
      asking.on('error', reject);
      asking.end(sent);
    });
  }

  async export(stack: string): Promise<DeploymentV3> {
    return (await this.ask('GET', `/api/stacks/${stack}/export`)).body['deployment'] as DeploymentV3;
  }

  /** Announces and starts, as `up` does. */
  async begin(stack: string, verb = 'update', dryRun = false): Promise<CliUpdate> {
    const announced = await this.ask('POST', `/api/stacks/${stack}/${verb}`, { body: { options: { dryRun } } });
    if (announced.status !== 200) throw new Error(`not announced: ${JSON.stringify(announced)}`);
    const path = `/api/stacks/${stack}/${verb}/${String(announced.body['updateID'])}`;
    const started = await this.ask('POST', path, { body: { tags: {}, journalVersion: 1 } });
    if (started.status !== 200) throw new Error(`not started: ${JSON.stringify(started)}`);
    return new CliUpdate(this, path, String(started.body['token']));
  }
}

export class CliUpdate {
  constructor(
    private readonly client: CliClient,
    readonly path: string,
    readonly token: string,
  ) {}

  journal(entries: readonly unknown[]): Promise<Answer> {
    return this.ask('PATCH', 'journalentries', { entries }, true);
  }

  complete(status: 'succeeded' | 'failed' = 'succeeded'): Promise<Answer> {
    return this.ask('POST', 'complete', { status });
  }

  ask(method: string, what: string, body: unknown, gzip = false): Promise<Answer> {
    return this.client.ask(method, `${this.path}/${what}`, { body, gzip, updateToken: this.token });
  }
}

const STACK_URN = 'urn:pulumi:test::shop::pulumi:pulumi:Stack::shop-test';

export function urnOf(name: string): string {
  return `urn:pulumi:test::shop::a:b:C::${name}`;
}

export function resource(name: string, more: Partial<ResourceV3> = {}): ResourceV3 {
  return { urn: urnOf(name), custom: true, type: 'a:b:C', id: `${name}-1`, inputs: { name }, ...more };
}

export const ROOT: ResourceV3 = { urn: STACK_URN, custom: false, type: 'pulumi:pulumi:Stack' };

/** Numbers entries as the CLI does, one operation after the other. */
export class Entries {
  #sequence = 0;
  #operation = 0;

  begin(name: string, type: 'creating' | 'updating' | 'deleting', state = resource(name)): JournalEntry {
    this.#operation += 1;
    return this.entry({ kind: JOURNAL_KIND.begin, operation: { resource: state, type } });
  }

  /** Ends the operation begun last. */
  success(more: Partial<JournalEntry>): JournalEntry {
    return this.entry({ kind: JOURNAL_KIND.success, ...more });
  }

  failure(): JournalEntry {
    return this.entry({ kind: JOURNAL_KIND.failure });
  }

  /** A resource that stays as it is: no operation. */
  same(index: number, state: ResourceV3): JournalEntry[] {
    this.#operation += 1;
    return [
      this.entry({ kind: JOURNAL_KIND.begin }),
      this.entry({ kind: JOURNAL_KIND.success, removeOld: index, state }),
    ];
  }

  create(name: string, state = resource(name)): JournalEntry[] {
    return [this.begin(name, 'creating', state), this.success({ state })];
  }

  update(name: string, index: number, inputs: Record<string, unknown>): JournalEntry[] {
    const state = resource(name, { inputs });
    return [this.begin(name, 'updating', state), this.success({ removeOld: index, state })];
  }

  delete(name: string, index: number): JournalEntry[] {
    return [this.begin(name, 'deleting'), this.success({ removeOld: index })];
  }

  entry(more: Partial<JournalEntry>): JournalEntry {
    this.#sequence += 1;
    const operationID = more.kind === JOURNAL_KIND.secretsManager ? 0 : this.#operation;
    return { version: 1, removeOld: null, removeNew: null, operationID, kind: 0, ...more, sequenceID: this.#sequence };
  }
}
