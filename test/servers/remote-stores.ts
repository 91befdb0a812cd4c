import type { AwsClients } from '../../src/adapters/aws-clients/aws-clients.js';
import { DynamoDBLockStore } from '../../src/adapters/dynamodb-locks/dynamodb-lock-store.js';
import { S3StateStore } from '../../src/adapters/s3-state/s3-state-store.js';
import type { ProjectStores } from '../core/execution/unit-project.js';
import { clientsOf, newBucket, newTable } from './clients.js';

/** Where a process finds state and locks of a project. */
export interface StorePlaces {
  readonly url: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly table: string;
}

export function storesAt(clients: AwsClients, { bucket, prefix, table }: StorePlaces): ProjectStores {
  return {
    state: new S3StateStore({ client: () => clients.s3(), bucket, prefix }),
    locks: new DynamoDBLockStore({ client: () => clients.dynamodb(), table }),
  };
}

/** State and locks on a server, which are put back by going on in a copy. */
export class RemoteStores implements ProjectStores {
  #kept: readonly (readonly [string, string])[] = [];
  #stores: ProjectStores;

  private constructor(
    readonly clients: AwsClients,
    private own: StorePlaces,
  ) {
    this.#stores = storesAt(clients, own);
  }

  static async on(url: string): Promise<RemoteStores> {
    const clients = clientsOf(url);
    const [bucket, table] = await Promise.all([newBucket(clients), newTable(clients)]);
    return new RemoteStores(clients, { url, bucket, prefix: '0', table });
  }

  get places(): StorePlaces {
    return this.own;
  }

  get state(): ProjectStores['state'] {
    return this.#stores.state;
  }

  get locks(): ProjectStores['locks'] {
    return this.#stores.locks;
  }

  async keep(): Promise<void> {
    const { objects } = this.state;
    const keys = await objects.list('stacks');
    this.#kept = await Promise.all(keys.map(async (key) => [key, (await objects.read(key))?.text ?? ''] as const));
  }

  async putBack(): Promise<void> {
    this.own = { ...this.own, prefix: `${Number(this.own.prefix) + 1}`, table: await newTable(this.clients) };
    this.#stores = storesAt(this.clients, this.own);
    for (const [key, text] of this.#kept)
      await this.state.objects.write({ key, text, expected: undefined, durable: true });
  }

  close(): Promise<void> {
    return this.clients.close();
  }
}
