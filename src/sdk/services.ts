import type { ComponentResource, CustomResourceOptions, Input, Output } from '@pulumi/pulumi';
import type { ComponentOf, SubnetTier } from './component-kind.js';
import type { JsonObject } from './json.js';
import type { Consumption, PolicyStatement, PortRange, SecretReference, TranslateContext } from './translator.js';

/** Services that a translator may ask for by `tokens`. Implemented by the host; replaceable by a plugin or a test. */
export interface Services {
  readonly names: Names;
  readonly tags: Tags;
  readonly identity: Identity;
  readonly network: Network;
  readonly encryption: Encryption;
  readonly cluster: Cluster;
  readonly logs: LogGroups;
  readonly roles: Roles;
  readonly securityGroups: SecurityGroups;
  readonly alarms: Alarms;
  readonly artifacts: Artifacts;
  readonly secrets: Secrets;
  readonly runtimes: Runtimes;
  readonly logsBucket: LogsBucket;
  readonly scheduleGroup: ScheduleGroup;
}

/** Limits of a physical name. Source: the service's API reference, by way of docs/kinds. */
export interface NameRule {
  /** Characters in all. */
  readonly max: number;
  /** Characters allowed, as the inside of a class: `a-z0-9-`. Others become `-`. Default `a-z0-9-`. */
  readonly alphabet?: string;
  /** Text that ends the name and is kept whole: `.fifo`. */
  readonly suffix?: string;
  /** The name is unique in the world (S3), not in account and region: these go into the hash. */
  readonly global?: boolean;
  /** Values whose change must give another name, so that a replacement can be made before the old one goes. */
  readonly replaceKey?: string;
  /** Starts that AWS refuses (`internal-`, `sg-`), in lower case: such a name gets `p-` in front. */
  readonly forbiddenStart?: readonly string[];
  /** Names of secrets start with Security.secrets.prefix. */
  readonly secret?: boolean;
}

export interface Names {
  /** `<stack>-<env>-<service>-<component>[-part]-<6 hex>`, cut to fit before the hash; `spec.name` overrides it for the main part. */
  physical(component: ComponentOf<unknown>, rule: NameRule, part?: string): string;
  /** Name of a stack-level resource. */
  shared(rule: NameRule, part: string): string;
}

export interface Tags {
  /** Panka's tags and the user's, for one resource of a component. `logicalName` becomes `panka:resource` and `Name`. */
  of(component: ComponentOf<unknown>, logicalName: string): Record<string, string>;
}

export interface Identity {
  readonly accountId: Input<string>;
  readonly region: string;
  readonly partition: string;
}

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

export interface Encryption {
  /** ARN of the stack's key; undefined when AWS-managed keys are configured. */
  readonly keyArn: Input<string> | undefined;
}

export interface Cluster {
  readonly arn: Input<string>;
  readonly name: Input<string>;
  /** Service Connect namespace. */
  readonly namespaceArn: Input<string>;
  readonly namespaceName: string;
}

export interface LogGroups {
  /** Log group with retention, key and tags of the stack; `name` replaces `/panka/<stack>/<env>/<service>/<component>`. */
  declare(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    name?: string,
  ): { readonly name: Output<string>; readonly arn: Output<string> };
}

export interface RoleRequest {
  /** Part of the logical name: `task-role`. */
  readonly part: string;
  /** `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  readonly managedPolicyArns?: readonly string[];
  readonly statements?: readonly PolicyStatement[];
  readonly permissionsBoundary?: string;
}
export interface DeclaredRole {
  readonly arn: Output<string>;
  readonly name: Output<string>;
  /** What a resource that uses the role must wait for: its policies. */
  readonly ready: readonly Resource[];
}
type Resource = NonNullable<CustomResourceOptions['parent']>;

export interface Roles {
  /** Role with a trust for that service (aws:SourceAccount), inline policy `bindings` split where it grows too long. */
  declare(component: ComponentOf<unknown>, context: TranslateContext, request: RoleRequest): DeclaredRole;
  /** The statements that the component's consumptions grant to its role. */
  bindingStatements(context: TranslateContext): readonly PolicyStatement[];
}

export interface SecurityGroups {
  /** Group of a component; egress to everywhere unless `egress: false`. Ingress comes as rule resources, never inline. */
  declare(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    options?: { egress?: boolean; description?: string; part?: string },
  ): {
    readonly id: Output<string>;
    readonly resource: Resource;
    /** What starts in the group must wait for it and its way out. */
    readonly ready?: readonly Resource[];
  };
  /** One ingress rule per consumed component and port, owned by the consumer whose group is `from`. */
  openConsumed(context: TranslateContext, from: Input<string>): readonly Resource[];
  /** One ingress rule on a group that this component owns. */
  allow(context: TranslateContext, rule: IngressRule): Resource;
}
export interface IngressRule extends PortRange {
  readonly group: Input<string>;
  readonly part: string;
  readonly toPort?: number;
  readonly from:
    | { readonly securityGroupId: Input<string> }
    | { readonly cidr: Input<string> }
    | { readonly prefixListId: Input<string> };
  readonly description?: string;
}

export interface AlarmRequest {
  /** Stable id that `spec.alarms.overrides` and Observability refer to: `cpu`, `dlq-visible`. */
  readonly id: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric?: string;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  readonly dimensions?: Readonly<Record<string, Input<string>>>;
  readonly comparison:
    | 'GreaterThanThreshold'
    | 'GreaterThanOrEqualToThreshold'
    | 'LessThanThreshold'
    | 'LessThanOrEqualToThreshold';
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
  readonly periods: number;
  readonly missingData?: 'missing' | 'notBreaching' | 'breaching' | 'ignore';
  readonly metricQueries?: readonly JsonObject[];
  /** Where the metric lives when that isn't the stack's region (CloudFront: `us-east-1`). The stack's topic can't be told from there. */
  readonly region?: string;
  /** ARNs of actions beside the stack's topic: `arn:aws:automate:<region>:ec2:recover`. */
  readonly actions?: readonly Input<string>[];
}
export interface Alarms {
  /** Declares those that are on for this component; returns the names of the declared, by id. */
  declare(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    alarms: readonly AlarmRequest[],
  ): Readonly<Record<string, Output<string>>>;
  /** True where the component has alarms and doesn't turn this one off: for what tells the topic without being an alarm. */
  isOn(component: ComponentOf<unknown>, id: string): boolean;
  readonly topicArn: Input<string> | undefined;
}

export interface Artifacts {
  readonly bucketName: Input<string>;
  readonly bucketArn: Input<string>;
  /** Uploads a file or a folder (zipped, deterministic) beside the manifest; the key holds the content's hash. */
  upload(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    request: { path: string; part: string; zip: boolean },
  ): { readonly key: string; readonly hash: string; readonly resource: Resource };
}

/** The stack's bucket for access logs (AES256, because load balancers can't write to KMS). */
export interface LogsBucket {
  readonly name: Input<string>;
  readonly arn: Input<string>;
  /** What a resource that writes there must wait for: the bucket's policy. */
  readonly ready: readonly Resource[];
}

/** The stack's group of EventBridge schedules. */
export interface ScheduleGroup {
  readonly name: Input<string>;
  readonly arn: Input<string>;
}

/** Turns `secretRef` into what ECS and IAM need. */
export interface Secrets {
  /** Name or ARN → reference; a name becomes an ARN pattern of this account and region. */
  resolve(secretRef: string, key?: string): SecretReference;
}

/** One task of containers → resources on a platform: token `runtime:fargate`, `runtime:ec2`, `runtime:eks`. */
export interface ComputeRuntime {
  readonly platform: string;
  declare(component: ComponentOf<unknown>, context: TranslateContext, workload: Workload): DeployedWorkload;
}

/** Gives the runtime of a platform; throws PANKA-RUNTIME-001 with the plugin to install when there is none. */
export type Runtimes = (platform: string) => ComputeRuntime;

/** A container workload in platform-neutral words; MicroService, Worker and CronJob produce it. */
export interface Workload {
  readonly type: 'service' | 'worker' | 'job';
  readonly image: string;
  /** ECS CPU units (1024 = one vCPU) and MiB. */
  readonly cpu: number;
  readonly memory: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly spot: boolean;
  readonly ephemeralStorageGiB?: number;
  readonly capacityPool?: string;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDir?: string;
  readonly user?: string;
  readonly readonlyRootFilesystem: boolean;
  readonly stopTimeoutSeconds: number;
  readonly environment: readonly { readonly name: string; readonly value: Input<string> }[];
  readonly secrets: readonly ({ readonly name: string } & SecretReference)[];
  readonly ports: readonly {
    readonly name: string;
    readonly port: number;
    readonly protocol: 'tcp' | 'udp';
    readonly appProtocol?: 'http' | 'http2' | 'grpc';
  }[];
  readonly healthCommand?: {
    readonly command: readonly string[];
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly retries: number;
    readonly startPeriodSeconds: number;
  };
  readonly volumes: readonly WorkloadVolume[];
  readonly configs?: readonly { readonly mountPath: string; readonly files: readonly string[] }[];
  readonly replicas: number;
  /** Absent: always `replicas`. */
  readonly autoscaling?: WorkloadAutoscaling;
  readonly deployment: WorkloadDeployment;
  readonly serviceDiscovery?: { readonly enabled: boolean; readonly name: string; readonly dns: boolean };
  readonly subnets: SubnetTier;
  readonly assignPublicIp: boolean;
  readonly securityGroupIds: readonly Input<string>[];
  readonly targetGroups: readonly {
    readonly arn: Input<string>;
    readonly containerPort: number;
    readonly after: readonly Resource[];
  }[];
  /** Of the task role: what the user wrote. What the consumptions grant comes from `Roles.bindingStatements`, not from here. */
  readonly statements: readonly PolicyStatement[];
  readonly managedPolicyArns: readonly string[];
  readonly permissionsBoundary?: string;
  readonly exec: boolean;
  readonly logMode?: string;
  readonly logBuffer?: string;
  readonly healthCheckGraceSeconds?: number;
  /** GPUs per task; only on ec2. */
  readonly gpus?: number;
  readonly consumed: readonly Consumption[];
}

/** A mount of the container; exactly one of `efs`, `ephemeral`, `ebs`. */
export interface WorkloadVolume {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly efs?: { readonly fileSystemId: Input<string>; readonly accessPointId: Input<string> };
  readonly ephemeral?: true;
  readonly ebs?: { readonly sizeGiB: number; readonly type: string };
}

/** How many tasks run, and what decides it: one policy for each target that is given. */
export interface WorkloadAutoscaling {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Percent. */
  readonly targetCPUUtilization?: number;
  /** Percent. */
  readonly targetMemoryUtilization?: number;
  /** `resourceLabel` as ALBRequestCountPerTarget wants it: `app/<lb>/<id>/targetgroup/<group>/<id>`. */
  readonly requestsPerTarget?: { readonly value: number; readonly resourceLabel: Input<string> };
  /** Visible messages for each running task. */
  readonly backlogPerTask?: { readonly value: number; readonly queueName: Input<string> };
  /** Seconds. */
  readonly scaleInCooldown: number;
  readonly scaleOutCooldown: number;
  readonly schedules: readonly {
    readonly cron: string;
    readonly min: number;
    readonly max: number;
    readonly timezone: string;
  }[];
}

/** How a new version takes over. Percentages of `replicas`. */
export interface WorkloadDeployment {
  readonly strategy: 'rolling' | 'blueGreen' | 'canary' | 'linear';
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: boolean;
  /** Names of CloudWatch alarms that stop a deployment and roll it back. */
  readonly rollbackAlarms: readonly Input<string>[];
  readonly timeoutMinutes: number;
}

export interface DeployedWorkload {
  /** Outputs named as the kinds publish them. */
  readonly serviceName?: Output<string>;
  readonly serviceArn?: Output<string>;
  readonly taskDefinitionArn: Output<string>;
  readonly taskRoleArn: Output<string>;
  readonly securityGroupId: Output<string>;
  readonly logGroupName: Output<string>;
  readonly internalHost?: Output<string>;
  readonly service?: ComponentResource | Resource;
  /** Of the role that starts the tasks: whoever runs the task definition must be allowed to pass it on. */
  readonly executionRoleArn?: Output<string>;
  /** Every group that the tasks join: their own, those of the spec, and the stack's shared one. */
  readonly securityGroupIds?: readonly Input<string>[];
  /** Name of the task definition without its revision, known in a plan: whoever runs a `job` is allowed all revisions. */
  readonly taskFamily?: Output<string>;
  /** What must be there before a task of a `job` is run: the policies of its roles, and its ways in and out. */
  readonly ready?: readonly Resource[];
  /** Where tasks of a `job` are to be run. */
  readonly capacityProviders?: readonly { readonly capacityProvider: Input<string>; readonly weight: number }[];
}
