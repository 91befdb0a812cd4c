import type { Input } from '@pulumi/pulumi';
import type {
  ComponentOf,
  Encryption,
  Identity,
  LogGroups,
  Names,
  Network,
  Roles,
  Secrets,
  SecurityGroups,
  Tags,
} from 'panka/sdk';
import type { KafkaSpec } from './schema.js';

/** The services that resources are declared with. */
export interface KafkaServices {
  readonly names: Names;
  readonly tags: Tags;
  readonly identity: Identity;
  readonly network: Network;
  readonly encryption: Encryption;
  readonly logs: LogGroups;
  readonly roles: Roles;
  readonly secrets: Secrets;
  readonly securityGroups: SecurityGroups;
}

/** What the brokers stand on. */
export interface Foundation extends KafkaServices {
  readonly component: ComponentOf<KafkaSpec>;
  readonly securityGroupId: Input<string>;
  /** Absent where AWS-managed keys are configured. */
  readonly key: Input<string> | undefined;
  readonly logGroup: { readonly name: Input<string>; readonly arn: Input<string> };
}
