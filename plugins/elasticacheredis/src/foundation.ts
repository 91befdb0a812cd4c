import type { Input, Output } from '@pulumi/pulumi';
import type { AccessLevel, ComponentOf, Names, PolicyStatement, Tags } from 'panka/sdk';
import type { RedisSpec } from './schema.js';

/** What every mode of a cache is made with. */
export interface Foundation {
  readonly component: ComponentOf<RedisSpec>;
  readonly names: Names;
  readonly tags: Tags;
  /** Id of the replication group, or name of the serverless cache. */
  readonly identifier: string;
  readonly tagsOf: (part?: string) => Record<string, string>;
  readonly securityGroupId: Output<string>;
  readonly subnetIds: Input<string>[];
  readonly key: Input<string> | undefined;
}

/** The cache as its consumers see it. */
export interface Cache {
  /** Where a client begins: the primary, the configuration endpoint of shards, or the endpoint of a serverless cache. */
  readonly endpoint: Output<string>;
  readonly primaryEndpoint?: Output<string>;
  readonly readerEndpoint?: Output<string>;
  readonly configurationEndpoint?: Output<string>;
  readonly arn: Output<string>;
}

/** Who may log in with IAM. */
export interface Users {
  readonly groupId: Output<string>;
  readonly nameFor: (level: AccessLevel) => string;
  readonly statementsFor: (level: AccessLevel, cache: Pick<Cache, 'arn'>) => readonly PolicyStatement[];
}
