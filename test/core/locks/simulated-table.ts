import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** The parts of a request that the lock store uses. */
interface Input {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
  readonly TransactItems?: readonly { readonly Put: Write }[];
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues?: Item;
}
type Write = Pick<Input, 'ConditionExpression' | 'ExpressionAttributeValues'> & { readonly Item: Item };

/** A lock table as DynamoDB keeps it: single items, conditions, and transactions that are carried out whole or not at all. */
export class SimulatedTable {
  readonly items = new Map<string, Item>();

  get lockIds(): readonly string[] {
    return [...this.items.values()].flatMap(({ lockId }) => lockId?.S ?? []);
  }

  /** Deletes the nth lock, as TTL does, or a careless person. */
  deleteLock(n: number): void {
    const keys = [...this.items].filter(([, item]) => item['lockId'] !== undefined).map(([key]) => key);
    const key = keys[n % Math.max(1, keys.length)];
    if (key !== undefined) this.items.delete(key);
  }

  /** A client whose requests go through `send`. */
  client(send: <T>(request: () => Promise<T>) => Promise<T>): DynamoDBClient {
    const carryOut = (command: { readonly constructor: { readonly name: string }; readonly input: Input }) =>
      send(async () => {
        const answer = this.#answer(command.constructor.name, command.input);
        return answer instanceof Error ? answer : structuredClone(answer);
      }).then((answer) => (answer instanceof Error ? Promise.reject(answer) : answer));
    return { send: carryOut } as unknown as DynamoDBClient;
  }

  #answer(command: string, input: Input): object {
    switch (command) {
      case 'GetItemCommand':
        return { Item: this.items.get(keyOf(input.Key)) };
      case 'BatchGetItemCommand':
        return { Responses: this.#batch(input) };
      case 'ScanCommand':
        return { Items: [...this.items.values()] };
      case 'TransactWriteItemsCommand':
        return this.#transact(input.TransactItems ?? []);
      case 'UpdateItemCommand':
        return this.#renew(input);
      case 'DeleteItemCommand':
        if (!this.#holds(keyOf(input.Key), input)) return failure('ConditionalCheckFailedException');
        this.items.delete(keyOf(input.Key));
        return {};
      default:
        throw new Error(`${command} is not simulated`);
    }
  }

  #batch({ RequestItems = {} }: Input): Record<string, Item[]> {
    const found = Object.entries(RequestItems).map(([table, { Keys }]) => [
      table,
      Keys.map((key) => this.items.get(keyOf(key))).filter((item) => item !== undefined),
    ]);
    return Object.fromEntries(found);
  }

  #transact(writes: readonly { readonly Put: Write }[]): object {
    const reasons = writes.map(({ Put }) => (this.#holds(keyOf(Put.Item), Put) ? 'None' : 'ConditionalCheckFailed'));
    if (reasons.some((reason) => reason !== 'None'))
      return failure('TransactionCanceledException', { CancellationReasons: reasons.map((Code) => ({ Code })) });
    for (const { Put } of writes) this.items.set(keyOf(Put.Item), structuredClone(Put.Item));
    return {};
  }

  /** `SET beat = beat + :one, expiresAt = :expires`: not the same when it is carried out twice. */
  #renew(input: Input): object {
    const key = keyOf(input.Key);
    const item = this.items.get(key);
    if (item === undefined || !this.#holds(key, input)) return failure('ConditionalCheckFailedException');
    const { ':expires': expiresAt } = input.ExpressionAttributeValues ?? {};
    const beat = { N: String(Number(item['beat']?.N) + 1) };
    const renewed = { ...item, beat, ...(expiresAt !== undefined && { expiresAt }) };
    this.items.set(key, renewed);
    return { Attributes: renewed };
  }

  /** `a = :x AND b = :y`, or `attribute_not_exists(lockKey)`. */
  #holds(
    key: string,
    { ConditionExpression = '', ExpressionAttributeValues: values = {} }: Omit<Input, 'Item'>,
  ): boolean {
    const item = this.items.get(key);
    if (ConditionExpression === 'attribute_not_exists(lockKey)') return item === undefined;
    return ConditionExpression.split(' AND ').every((part) => {
      const [name = '', value = ''] = part.split(' = ');
      return item !== undefined && JSON.stringify(item[name]) === JSON.stringify(values[value]);
    });
  }
}

function keyOf(item: Item | undefined): string {
  return item?.['lockKey']?.S ?? '';
}

function failure(name: string, more: object = {}): Error {
  return Object.assign(new Error(name), { name }, more);
}
