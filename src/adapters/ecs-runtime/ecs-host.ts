import type { Input } from '@pulumi/pulumi';
import type { ComponentOf, TranslateContext, Workload } from '../../sdk/index.js';
import type { EcsCluster } from '../aws-shared/ecs-cluster.js';
import type { SharedServiceSet } from '../aws-shared/shared-stack.js';
import type { Tracing } from './trace-collector.js';

/** What a runtime stands on: the services of the stack, its cluster, and how to deploy. */
export interface EcsHost {
  readonly services: SharedServiceSet;
  readonly cluster: EcsCluster;
  /** Image with a shell and the AWS CLI that fetches configuration files. */
  readonly configImage: string;
  /** Where Observability wants traces of tasks. */
  readonly tracing?: Tracing | undefined;
  /** Wait until a new version runs before the deploy goes on; only where tasks really start. */
  readonly waitForSteadyState: boolean;
}

/** One workload that is being declared. */
export interface Declaring {
  readonly component: ComponentOf<unknown>;
  readonly context: TranslateContext;
  readonly workload: Workload;
}

export interface CapacityShare {
  readonly capacityProvider: Input<string>;
  readonly weight: number;
}

/** In what FARGATE and EC2 differ. */
export interface Placement {
  readonly platform: string;
  readonly compatibility: 'FARGATE' | 'EC2';
  capacity(declaring: Declaring): readonly CapacityShare[];
}
