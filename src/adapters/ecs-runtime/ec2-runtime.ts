import type { CapacityShare, Declaring, EcsHost } from './ecs-host.js';
import { EcsRuntime } from './ecs-runtime.js';
import { capacityPoolMissing } from './errors.js';

/** Token `runtime:ec2`: tasks on instances of the stack's pools (InfraDefaults.compute.ec2Pools). */
export class Ec2Runtime extends EcsRuntime {
  constructor(host: EcsHost) {
    super(host, { platform: 'ec2', compatibility: 'EC2', capacity: (declaring) => [poolOf(host, declaring)] });
  }
}

/** The pool that the workload names, else the first. */
function poolOf({ cluster }: EcsHost, { component, workload }: Declaring): CapacityShare {
  const name = workload.capacityPool ?? cluster.pools.keys().next().value;
  const capacityProvider = name === undefined ? undefined : cluster.pools.get(name);
  if (capacityProvider === undefined) throw capacityPoolMissing(component.address, name, [...cluster.pools.keys()]);
  return { capacityProvider, weight: 1 };
}
