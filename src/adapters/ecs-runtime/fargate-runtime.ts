import type { EcsHost, Placement } from './ecs-host.js';
import { EcsRuntime } from './ecs-runtime.js';

const FARGATE: Placement = {
  platform: 'fargate',
  compatibility: 'FARGATE',
  capacity: ({ workload }) => [{ capacityProvider: workload.spot ? 'FARGATE_SPOT' : 'FARGATE', weight: 1 }],
};

/** Token `runtime:fargate`: no instances to look after. */
export class FargateRuntime extends EcsRuntime {
  constructor(host: EcsHost) {
    super(host, FARGATE);
  }
}
