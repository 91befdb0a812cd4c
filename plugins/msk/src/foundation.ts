import type { Input } from '@pulumi/pulumi';
import type { ComponentOf, LogGroups, Names, Network, SecurityGroups, Tags } from 'panka/sdk';
import type { MskSpec } from './schema.js';

/** What a cluster stands on, and the services that name it. */
export interface Foundation {
  readonly component: ComponentOf<MskSpec>;
  readonly names: Names;
  readonly tags: Tags;
  readonly network: Network;
  readonly logs: LogGroups;
  readonly securityGroups: SecurityGroups;
  readonly securityGroupId: Input<string>;
  /** Absent where AWS-managed keys are configured. */
  readonly key: Input<string> | undefined;
  readonly brokers: number;
}

/** A cluster of either mode. Addresses are there for the ways to sign in that are on. */
export interface Cluster {
  readonly arn: Input<string>;
  readonly name: Input<string>;
  readonly addresses: Readonly<Partial<Record<'iam' | 'scram' | 'tls', Input<string>>>>;
}
