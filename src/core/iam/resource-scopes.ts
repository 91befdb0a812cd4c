/** Who and where, and how the physical names of a stack begin. */
export interface ScopeFacts {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `shop-production-`; a part of it where names are cut. */
  readonly namePrefix: string;
  readonly stack: string;
  readonly environment: string;
  /** `/` or `/apps/`: Security.iam.rolePath. */
  readonly rolePath: string;
}

/** Characters that a name's hash takes of its length. */
const HASH = 7;

type Patterns = (names: Names) => readonly string[];
interface Names extends ScopeFacts {
  /** Start of a name whose length is limited, with a star. */
  readonly start: (max?: number) => string;
}

/** ARNs behind `arn:partition:`, by service. Those that are missing name their resources by ids of AWS. */
const PATTERNS: Readonly<Record<string, Patterns>> = {
  sqs: (n) => [`sqs:${at(n)}:${n.start(80)}`],
  sns: (n) => [`sns:${at(n)}:${n.start()}`],
  dynamodb: (n) => [`dynamodb:${at(n)}:table/${n.start()}`],
  s3: (n) => [`s3:::${n.start(63)}`],
  lambda: (n) => [`lambda:${at(n)}:function:${n.start(64)}`, `lambda:${at(n)}:event-source-mapping:*`],
  logs: (n) => [
    `logs:${at(n)}:log-group:/panka/${n.stack}/${n.environment}/*`,
    `logs:${at(n)}:log-group:*${n.start()}`,
  ],
  iam: (n) =>
    ['role', 'policy', 'instance-profile'].map((type) => `iam::${n.account}:${type}${n.rolePath}${n.start(64)}`),
  rds: (n) => [`rds:${at(n)}:*:${n.start(63)}`, `rds:${at(n)}:db-proxy:*`, `rds:${at(n)}:target-group:*`],
  elasticache: (n) => [`elasticache:${at(n)}:*:${n.start(40)}`, `elasticache:${at(n)}:*:default*`],
  memorydb: (n) => [`memorydb:${at(n)}:*/${n.start(40)}`, `memorydb:${at(n)}:*/default*`],
  ecs: (n) =>
    ['cluster', 'service', 'task', 'task-definition', 'capacity-provider'].map((t) => `ecs:${at(n)}:${t}/${n.start()}`),
  elasticloadbalancing: (n) =>
    ['loadbalancer/app', 'loadbalancer/net', 'listener/app', 'listener/net', 'listener-rule/app', 'targetgroup'].map(
      (type) => `elasticloadbalancing:${at(n)}:${type}/${n.start(32)}`,
    ),
  cloudwatch: (n) => [`cloudwatch:${at(n)}:alarm:${n.start()}`, `cloudwatch::${n.account}:dashboard/${n.start()}`],
  events: (n) => ['rule', 'event-bus', 'archive'].map((type) => `events:${at(n)}:${type}/${n.start(48)}`),
  scheduler: (n) => [`scheduler:${at(n)}:schedule-group/${n.start(64)}`, `scheduler:${at(n)}:schedule/${n.start(64)}`],
  secretsmanager: (n) => [`secretsmanager:${at(n)}:secret:*${n.start()}`, `secretsmanager:${at(n)}:secret:rds!*`],
  kafka: (n) => ['cluster', 'configuration', 'topic', 'group'].map((type) => `kafka:${at(n)}:${type}/${n.start(64)}`),
  autoscaling: (n) => [`autoscaling:${at(n)}:autoScalingGroup:*:autoScalingGroupName/${n.start()}`],
};

/** Verbs that look at many things at once, and calls that AWS grants on everything or not at all. */
const EVERYWHERE = /:(Describe|List)/;
/** Source: Service Authorization Reference, actions without a resource type. */
const UNSCOPED = new Set([
  'ecs:DeregisterTaskDefinition',
  'ecs:RegisterTaskDefinition',
  'elasticloadbalancing:SetWebAcl',
  'events:PutPermission',
  'events:RemovePermission',
  'events:TestEventPattern',
  'kafka:GetBootstrapBrokers',
  'lambda:CreateEventSourceMapping',
  'lambda:GetAccountSettings',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:GetLogDelivery',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'rds:CreateDBProxy',
  'secretsmanager:GetRandomPassword',
  'sns:GetSubscriptionAttributes',
  'sns:SetSubscriptionAttributes',
  'sns:Unsubscribe',
]);

/** The ARNs that an action has to be allowed on; `*` alone where names do not narrow it. */
export function resourcesFor(action: string, facts: ScopeFacts): readonly string[] {
  const service = action.slice(0, action.indexOf(':'));
  const patterns = PATTERNS[service];
  if (!patterns || EVERYWHERE.test(action) || UNSCOPED.has(action)) return ['*'];
  const start = (max = 255) => `${facts.namePrefix.slice(0, max - HASH)}*`;
  return patterns({ ...facts, start }).map((arn) => `arn:${facts.partition}:${arn}`);
}

function at({ region, account }: ScopeFacts): string {
  return `${region}:${account}`;
}
