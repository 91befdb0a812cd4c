import type { Input } from '@pulumi/pulumi';
import type { Provision } from 'panka/sdk';
import type { DeclaredInstance } from './declare-instances.js';
import type { Ec2InstanceSpec } from './schema.js';

/** What is published of instances; of a group only its name is known. */
export interface InstanceOutputs {
  readonly [output: string]: Input<unknown>;
  readonly privateDns?: Input<string>;
}

export function instanceOutputs(
  { publicIp }: Ec2InstanceSpec,
  made: readonly [DeclaredInstance, ...DeclaredInstance[]],
): InstanceOutputs {
  const [{ instance, zone }] = made;
  return {
    instanceId: instance.id,
    instanceIds: made.map((one) => one.instance.id),
    privateIp: instance.privateIp,
    privateDns: instance.privateDns,
    ...(publicIp ? { publicIp: instance.publicIp } : {}),
    availabilityZone: zone,
  };
}

/** What consumers are given: the ports, and the name of the first instance. No IAM. */
export function provision(
  spec: Ec2InstanceSpec,
  securityGroupId: Input<string>,
  host: Input<string> | undefined,
): Provision {
  const ports = spec.ports.map(({ port, protocol }) => ({ port, protocol }));
  return {
    network: { securityGroupId, ports },
    ...(host === undefined ? {} : { variables: () => ({ HOST: host }) }),
  };
}
