import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import { S3StateStore } from '../../../src/adapters/s3-state/s3-state-store.js';
import { stateStoreContract } from '../../contracts/state-store.contract.js';
import { clientsOf, newBucket } from '../../servers/clients.js';
import { moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';

withServer(moto, () => {
  stateStoreContract('S3StateStore', async ({ now }) => {
    const [one, two] = [clientsOf(await moto.url()), clientsOf(await moto.url())];
    const bucket = await newBucket(one);
    const prefix = 'teams/shop';
    return {
      first: new S3StateStore({ client: () => one.s3(), bucket, prefix, now }),
      second: new S3StateStore({ client: () => two.s3(), bucket, prefix, now }),
      tamper: (key, change) => tamper(one, { bucket, key: `${prefix}/${key}` }, change),
      close: async () => {
        await one.close();
        await two.close();
      },
    };
  });
});

async function tamper(
  clients: AwsClients,
  { bucket: Bucket, key: Key }: { bucket: string; key: string },
  change: (text: string) => string | undefined,
): Promise<void> {
  const s3 = await clients.s3();
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const changed = change((await Body?.transformToString()) ?? '');
  if (changed === undefined) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  else
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: changed,
        ContentLength: Buffer.byteLength(changed),
        ServerSideEncryption: 'AES256',
      }),
    );
}
