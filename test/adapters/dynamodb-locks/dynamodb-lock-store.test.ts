import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import { DynamoDBLockStore } from '../../../src/adapters/dynamodb-locks/dynamodb-lock-store.js';
import { lockStoreContract } from '../../contracts/lock-store.contract.js';
import { clientsOf, newTable } from '../../servers/clients.js';
import { dynamodbLocal } from '../../servers/dynamodb-local.js';
import { moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';

for (const server of [moto, dynamodbLocal])
  withServer(server, () => {
    lockStoreContract('DynamoDBLockStore', async () => {
      const [one, two] = [clientsOf(await server.url()), clientsOf(await server.url())];
      const table = await newTable(one);
      return {
        first: new DynamoDBLockStore({ client: () => one.dynamodb(), table, identity: { host: 'one', pid: 1 } }),
        second: new DynamoDBLockStore({ client: () => two.dynamodb(), table, identity: { host: 'two', pid: 2 } }),
        wipe: () => wipe(one, table),
        close: async () => {
          await one.close();
          await two.close();
        },
      };
    });
  });

async function wipe(clients: AwsClients, TableName: string): Promise<void> {
  const dynamodb = await clients.dynamodb();
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }));
  for (const { lockKey } of Items)
    await dynamodb.send(new DeleteItemCommand({ TableName, Key: { lockKey: lockKey as { S: string } } }));
}
