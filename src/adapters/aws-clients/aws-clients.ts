import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsSettings } from './aws-settings.js';
import { clientConfig } from './client-config.js';
import { type RenewableClient, renewCredentials } from './fresh-credentials.js';

/** One client a service, made when it is asked for: loading the SDK of a service costs 50 to 150 ms. */
export class AwsClients {
  readonly settings: AwsSettings;
  readonly #clients = new Map<string, Promise<{ destroy(): void }>>();

  constructor(settings: AwsSettings) {
    this.settings = settings;
  }

  s3(): Promise<S3Client> {
    return this.client('s3', async (config) => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      return new S3Client(config);
    });
  }

  dynamodb(): Promise<DynamoDBClient> {
    return this.client('dynamodb', async (config) => {
      const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
      return new DynamoDBClient(config);
    });
  }

  sts(): Promise<STSClient> {
    return this.client('sts', async (config) => {
      const { STSClient } = await import('@aws-sdk/client-sts');
      return new STSClient(config);
    });
  }

  iam(): Promise<IAMClient> {
    return this.client('iam', async (config) => {
      const { IAMClient } = await import('@aws-sdk/client-iam');
      return new IAMClient(config);
    });
  }

  kms(): Promise<KMSClient> {
    return this.client('kms', async (config) => {
      const { KMSClient } = await import('@aws-sdk/client-kms');
      return new KMSClient(config);
    });
  }

  /** Closes the connections. */
  async close(): Promise<void> {
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    for (const client of await Promise.allSettled(clients)) if (client.status === 'fulfilled') client.value.destroy();
  }

  /** The client of any service, made when it is first asked for. `service` is its name under `aws.endpoints`. */
  client<T extends RenewableClient & { destroy(): void }>(
    service: string,
    make: (config: ReturnType<typeof clientConfig>) => Promise<T>,
  ): Promise<T> {
    const known = this.#clients.get(service) as Promise<T> | undefined;
    if (known !== undefined) return known;
    // The SDK warns of the end of Node 20 in every process; which Node panka runs on is not its user's to hear from there.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
    const client = make(clientConfig(this.settings, service)).then((made) => {
      renewCredentials(made);
      return made;
    });
    this.#clients.set(service, client);
    return client;
  }
}
