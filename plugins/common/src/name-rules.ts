import type { NameRule } from 'panka/sdk';

const LETTERS = 'a-zA-Z0-9_-';

/**
 * Limits of physical names by resource kind. Source: each service's API reference. A caller adds `suffix` or `replaceKey`
 * where its resource needs them: `{ ...NAME_RULES.targetGroup, replaceKey: String(port) }`.
 */
export const NAME_RULES = {
  loadBalancer: { max: 32, forbiddenStart: ['internal-'] },
  targetGroup: { max: 32 },
  ecsCluster: { max: 255, alphabet: LETTERS },
  ecsService: { max: 255, alphabet: LETTERS },
  taskFamily: { max: 255, alphabet: LETTERS },
  /** AWS refuses the starts `aws`, `ecs` and `fargate` in any case. */
  capacityProvider: { max: 255, alphabet: LETTERS, forbiddenStart: ['aws', 'ecs', 'fargate'] },
  iamRole: { max: 64, alphabet: 'a-zA-Z0-9+=,.@_-' },
  iamPolicy: { max: 128, alphabet: 'a-zA-Z0-9+=,.@_-' },
  instanceProfile: { max: 128, alphabet: 'a-zA-Z0-9+=,.@_-' },
  lambdaFunction: { max: 64, alphabet: LETTERS },
  /** Id of a statement in the policy of a function. */
  lambdaStatement: { max: 100, alphabet: LETTERS },
  schedule: { max: 64, alphabet: 'a-zA-Z0-9_.-' },
  scheduleGroup: { max: 64, alphabet: 'a-zA-Z0-9_.-' },
  eventRule: { max: 64, alphabet: 'a-zA-Z0-9_.-' },
  eventBus: { max: 256, alphabet: 'a-zA-Z0-9_.-' },
  eventArchive: { max: 48, alphabet: 'a-zA-Z0-9_.-' },
  mskCluster: { max: 64 },
  mskConfiguration: { max: 64 },
  api: { max: 128 },
  originAccessControl: { max: 64 },
  /** CloudFront policies and functions. */
  cloudFrontPolicy: { max: 128, alphabet: LETTERS },
  alarm: { max: 255 },
  snsTopic: { max: 256, alphabet: LETTERS },
  sqsQueue: { max: 80, alphabet: LETTERS },
  /** RDS, Aurora and DocumentDB instances and clusters. */
  dbIdentifier: { max: 63 },
  /** Subnet groups of RDS, DocumentDB, ElastiCache, MemoryDB. */
  subnetGroup: { max: 255 },
  /** Parameter groups without `namePrefix` (ElastiCache, MemoryDB): put the family in `replaceKey`. */
  parameterGroup: { max: 255 },
  /** `namePrefix` of parameter groups that have one (RDS, DocumentDB): 26 characters are left for what the provider adds. */
  parameterGroupPrefix: { max: 228 },
  replicationGroup: { max: 40 },
  memoryDbCluster: { max: 40 },
  cacheCluster: { max: 50 },
  cacheUser: { max: 40 },
  s3Bucket: { max: 63, global: true },
  dynamoDbTable: { max: 255, alphabet: 'a-zA-Z0-9_.-' },
  /** `namePrefix` of a group (255): 26 characters are left for what the provider adds. */
  securityGroupPrefix: { max: 228, forbiddenStart: ['sg-'] },
  logGroup: { max: 512, alphabet: 'a-zA-Z0-9_/.#-' },
  secret: { max: 512, alphabet: 'a-zA-Z0-9/_+=.@-', secret: true },
  kmsAlias: { max: 250, alphabet: 'a-zA-Z0-9/_-' },
  /** EFS creation token. */
  fileSystem: { max: 64 },
  launchTemplate: { max: 128, alphabet: 'a-zA-Z0-9().\\-/_' },
  autoScalingGroup: { max: 255 },
  serviceDiscovery: { max: 63 },
  dashboard: { max: 255, alphabet: LETTERS },
} as const satisfies Record<string, NameRule>;
