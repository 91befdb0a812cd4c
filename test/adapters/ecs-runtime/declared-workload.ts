import { CloudWatchLogGroups } from '../../../src/adapters/aws-shared/log-groups.js';
import { VpcSecurityGroups } from '../../../src/adapters/aws-shared/security-groups.js';
import { declareSharedStack, type SharedServiceSet } from '../../../src/adapters/aws-shared/shared-stack.js';
import { PankaTags } from '../../../src/adapters/aws-shared/tags.js';
import { Ec2Runtime } from '../../../src/adapters/ecs-runtime/ec2-runtime.js';
import type { EcsHost } from '../../../src/adapters/ecs-runtime/ecs-host.js';
import { FargateRuntime } from '../../../src/adapters/ecs-runtime/fargate-runtime.js';
import type {
  ComponentOf,
  Consumption,
  DeployedWorkload,
  JsonObject,
  Network,
  Workload,
} from '../../../src/sdk/index.js';
import { type Program, runProgram } from '../aws-shared/declared-program.js';
import { component, contextOf, facts } from '../aws-shared/test-stack.js';

/** The smallest workload that runs. */
export const SERVICE: Workload = {
  type: 'service',
  image: 'example/web:1',
  cpu: 256,
  memory: 512,
  architecture: 'x86_64',
  spot: false,
  readonlyRootFilesystem: true,
  stopTimeoutSeconds: 30,
  environment: [],
  secrets: [],
  ports: [],
  volumes: [],
  replicas: 1,
  deployment: {
    strategy: 'rolling',
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    circuitBreaker: true,
    rollbackAlarms: [],
    timeoutMinutes: 15,
  },
  subnets: 'private',
  assignPublicIp: false,
  securityGroupIds: [],
  targetGroups: [],
  statements: [],
  managedPolicyArns: [],
  exec: false,
  consumed: [],
};

export interface Given {
  readonly platform?: 'fargate' | 'ec2';
  readonly consumed?: readonly Consumption[];
  readonly pools?: Readonly<Record<string, string>>;
  readonly sharedSecurityGroupId?: string;
  readonly waitForSteadyState?: boolean;
  readonly tracing?: EcsHost['tracing'];
  readonly component?: Partial<ComponentOf>;
}

const CLUSTER = {
  arn: 'arn:cluster',
  name: 'cluster',
  namespaceArn: 'arn:namespace',
  namespaceId: 'ns-1',
  namespaceName: 'dev.shop.internal',
  hasInsights: true,
  ready: [],
  execLogGroupArn: 'arn:exec-logs',
};

/** Declares one workload on a stack whose shared pieces are there already. */
export function declaredWorkload(workload: Partial<Workload>, given: Given = {}): Promise<Program<DeployedWorkload>> {
  const subject = component('api/web', given.component ?? {});
  return runProgram(() => {
    const host: EcsHost = {
      services: servicesOf(given, workload.configs !== undefined),
      cluster: { ...CLUSTER, pools: new Map(Object.entries(given.pools ?? {})) },
      configImage: 'example/fetch:1',
      tracing: given.tracing,
      waitForSteadyState: given.waitForSteadyState ?? false,
    };
    const runtime = given.platform === 'ec2' ? new Ec2Runtime(host) : new FargateRuntime(host);
    return runtime.declare(subject, contextOf(subject, given.consumed), { ...SERVICE, ...workload });
  });
}

function servicesOf(given: Given, withArtifacts: boolean): SharedServiceSet {
  const about = facts();
  const needs = new Set(withArtifacts ? (['artifactBucket'] as const) : []);
  const { services } = declareSharedStack({ ...about, needs });
  const encryption = { keyArn: 'arn:key' };
  const { names, tags } = services;
  const network: Network = {
    vpcId: 'vpc-1',
    cidr: '10.0.0.0/16',
    subnets: (tier) => [`subnet-${tier}-1`, `subnet-${tier}-2`],
    zones: () => [],
    ...(given.sharedSecurityGroupId === undefined ? {} : { sharedSecurityGroupId: given.sharedSecurityGroupId }),
  };
  const logs = new CloudWatchLogGroups(about, new PankaTags(about), encryption);
  return { ...services, network, encryption, logs, securityGroups: new VpcSecurityGroups(names, tags, network) };
}

/** Containers of a task definition, parsed. */
export function containers(program: Program<unknown>): readonly JsonObject[] {
  return JSON.parse(String(program.named('api/web/task').inputs['containerDefinitions']));
}
