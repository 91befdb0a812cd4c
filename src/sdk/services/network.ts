import type { Input } from '@pulumi/pulumi';
import type { SubnetTier } from '../component-kind.js';

export interface Network {
  readonly vpcId: Input<string>;
  readonly cidr: Input<string>;
  /** Subnet ids of a tier; `data` falls back to `private`. */
  subnets(tier: SubnetTier): Input<string>[];
  /** Zones of those subnets, in the same order, as far as they are known offline. */
  zones(tier: SubnetTier): readonly string[];
  /** The stack's own group, which workloads join beside their own; only where Networking.securityGroup asks for one. */
  readonly sharedSecurityGroupId?: Input<string>;
}
