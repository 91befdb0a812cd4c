import { randomUUID } from 'node:crypto';
import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { isPankaError } from '../../core/diagnostics/panka-error.js';
import { parseLockKey } from '../../core/locks/lock-scope.js';
import type { LockRecord } from '../../core/locks/lock-store.js';
import { lockItemBroken, tableUnreadable, tableUnwritable } from './errors.js';
import { indexItem, indexOf, type LockIndex, NO_INDEX } from './lock-index.js';
import { type Item, itemOf, lockOf, number } from './lock-item.js';

export interface LockItemsOptions {
  readonly client: () => Promise<DynamoDBClient>;
  readonly table: string;
  /** For what errors suggest. */
  readonly profile?: string;
}

/** Which record an update or a deletion is meant for. */
export interface Match {
  readonly lockKey: string;
  readonly lockId: string;
  readonly beat?: number;
}

/** What the index is to be, and whose acquisition it must still be of. */
export interface NextIndex extends Pick<LockIndex, 'fence' | 'keys'> {
  readonly key: string;
  readonly before: LockIndex['lastTake'];
}

const KEYS_PER_GET = 100;
const PAUSE_MS = 50;

/** Reads and conditional writes of the items of one lock table. All reads are consistent. */
export class LockItems {
  readonly #options: LockItemsOptions;

  constructor(options: LockItemsOptions) {
    this.#options = options;
  }

  async readIndex(key: string): Promise<LockIndex> {
    const [{ GetItemCommand }, client] = await this.#sdk();
    const Key = { lockKey: { S: key } };
    const { Item } = await client
      .send(new GetItemCommand({ TableName: this.#options.table, Key, ConsistentRead: true }))
      .catch(this.#unreadable('dynamodb:GetItem', key));
    if (Item === undefined) return NO_INDEX;
    const index = indexOf(Item);
    if (index === undefined) throw lockItemBroken({ ...this.#place('dynamodb:GetItem'), key });
    return index;
  }

  /** Those of the keys that are locked. */
  async read(keys: readonly string[]): Promise<readonly LockRecord[]> {
    const [{ BatchGetItemCommand }, client] = await this.#sdk();
    const found: Item[] = [];
    const { table } = this.#options;
    for (let wanted = keys; wanted.length > 0; ) {
      const Keys = wanted.slice(0, KEYS_PER_GET).map((key) => ({ lockKey: { S: key } }));
      const { Responses, UnprocessedKeys } = await client
        .send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }))
        .catch(this.#unreadable('dynamodb:BatchGetItem', keys[0]));
      found.push(...(Responses?.[table] ?? []));
      const left = (UnprocessedKeys?.[table]?.Keys ?? []).map(({ lockKey }) => lockKey?.S as string);
      if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      wanted = [...left, ...wanted.slice(KEYS_PER_GET)];
    }
    return found.map((item) => this.#lock(item));
  }

  /** Every lock whose key begins so. Reads the whole table: only for listings, and where the index is missing. */
  async scan(prefix: string): Promise<readonly LockRecord[]> {
    const [{ ScanCommand }, client] = await this.#sdk();
    const locks: LockRecord[] = [];
    let from: Item | undefined;
    do {
      const page = await client
        .send(
          new ScanCommand({
            TableName: this.#options.table,
            ConsistentRead: true,
            FilterExpression: 'begins_with(lockKey, :prefix)',
            ExpressionAttributeValues: { ':prefix': { S: prefix } },
            ExclusiveStartKey: from,
          }),
        )
        .catch(this.#unreadable('dynamodb:Scan'));
      const items = (page.Items ?? []).filter((item) => parseLockKey(item['lockKey']?.S ?? '') !== undefined);
      locks.push(...items.map((item) => this.#lock(item)));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return locks;
  }

  /** Lock and index in one transaction; false when the index has changed since, or the key is locked. */
  async take(lock: LockRecord, { key, before, ...index }: NextIndex): Promise<boolean> {
    const [{ TransactWriteItemsCommand }, client] = await this.#sdk();
    const { table } = this.#options;
    const writes: TransactWriteItem[] = [
      {
        Put: {
          TableName: table,
          Item: indexItem(key, { ...index, lastTake: `${lock.lockId} ${randomUUID()}` }),
          ConditionExpression: before === undefined ? 'attribute_not_exists(lockKey)' : 'lastTake = :before',
          ...(before !== undefined && { ExpressionAttributeValues: { ':before': { S: before } } }),
        },
      },
      { Put: { TableName: table, Item: itemOf(lock), ConditionExpression: 'attribute_not_exists(lockKey)' } },
    ];
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: writes }));
      return true;
    } catch (error) {
      if (hasName(error, 'TransactionCanceledException', 'TransactionInProgressException') && isRace(error))
        return false;
      throw this.#error(tableUnwritable, 'dynamodb:TransactWriteItems', lock.lockKey)(error);
    }
  }

  /** Adds a beat; undefined when the lock is not that one any more. */
  async renew(match: Match, expiresAt: number): Promise<LockRecord | undefined> {
    const [{ UpdateItemCommand }, client] = await this.#sdk();
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: this.#options.table,
          Key: { lockKey: { S: match.lockKey } },
          UpdateExpression: 'SET beat = beat + :one, expiresAt = :expires',
          ConditionExpression: 'lockId = :id',
          ExpressionAttributeValues: { ':one': number(1), ':expires': number(expiresAt), ':id': { S: match.lockId } },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return this.#lock(Attributes ?? {});
    } catch (error) {
      if (hasName(error, 'ConditionalCheckFailedException')) return undefined;
      throw isPankaError(error) ? error : this.#error(tableUnwritable, 'dynamodb:UpdateItem', match.lockKey)(error);
    }
  }

  /** False when the lock is not that one any more. After a lost reply a lock that is gone was removed by ourselves. */
  async remove(match: Match): Promise<boolean> {
    const [{ DeleteItemCommand }, client] = await this.#sdk();
    const beat = match.beat === undefined ? undefined : { ':beat': number(match.beat) };
    try {
      await client.send(
        new DeleteItemCommand({
          TableName: this.#options.table,
          Key: { lockKey: { S: match.lockKey } },
          ConditionExpression: `lockId = :id${beat === undefined ? '' : ' AND beat = :beat'}`,
          ExpressionAttributeValues: { ':id': { S: match.lockId }, ...beat },
        }),
      );
      return true;
    } catch (error) {
      if (!hasName(error, 'ConditionalCheckFailedException'))
        throw this.#error(tableUnwritable, 'dynamodb:DeleteItem', match.lockKey)(error);
      const wasTriedBefore = ((error as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1) > 1;
      return wasTriedBefore && (await this.read([match.lockKey])).length === 0;
    }
  }

  #lock(item: Item): LockRecord {
    const lock = lockOf(item);
    if (lock !== undefined) return lock;
    throw lockItemBroken({ ...this.#place('dynamodb:GetItem'), key: item['lockKey']?.S ?? '' });
  }

  #unreadable(action: string, key?: string): (error: unknown) => Promise<never> {
    return (error) => Promise.reject(this.#error(tableUnreadable, action, key)(error));
  }

  #error(make: typeof tableUnreadable, action: string, key?: string): (error: unknown) => Error {
    return (error) => make({ ...this.#place(action), ...(key !== undefined && { key }) }, error);
  }

  #place(action: string): { table: string; action: string; profile?: string } {
    const { table, profile } = this.#options;
    return { table, action, ...(profile !== undefined && { profile }) };
  }

  async #sdk(): Promise<[typeof import('@aws-sdk/client-dynamodb'), DynamoDBClient]> {
    sdk ??= import('@aws-sdk/client-dynamodb');
    return Promise.all([sdk, this.#options.client()]);
  }
}

/** Loaded by the first request. */
let sdk: Promise<typeof import('@aws-sdk/client-dynamodb')> | undefined;

function hasName(error: unknown, ...names: readonly string[]): boolean {
  return names.includes((error as Error | undefined)?.name ?? '');
}

/** Reasons for a cancelled transaction that go away by looking again. */
const RACES = [
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

function isRace(error: unknown): boolean {
  const reasons = (error as { CancellationReasons?: readonly { Code?: string }[] }).CancellationReasons;
  if (reasons === undefined) return true;
  return reasons.every(({ Code = 'None' }) => RACES.includes(Code));
}
