import type { Json } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import { isObject } from '../../discovery/values.js';
import type { PlannedResource, Policy, PolicyFinding } from '../policy.js';
import { about, allowStatements, input } from '../resource-inputs.js';

/** AWS refuses public access to a bucket only while all four hold. */
const BLOCKS = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];
/** Input that holds the policy of a resource, by type. */
const POLICIES: Readonly<Record<string, string>> = {
  'aws:s3/bucketPolicy:BucketPolicy': '/policy',
  'aws:sqs/queuePolicy:QueuePolicy': '/policy',
  'aws:sns/topicPolicy:TopicPolicy': '/policy',
  'aws:cloudwatch/eventBusPolicy:EventBusPolicy': '/policy',
  'aws:efs/fileSystemPolicy:FileSystemPolicy': '/policy',
  'aws:kms/key:Key': '/policy',
  'aws:secretsmanager/secretPolicy:SecretPolicy': '/policy',
};

export const publicBuckets: Policy = {
  id: 'PANKA-PUB-001',
  title: 'no bucket, queue or topic is open to everybody',
  severity: { development: 'error', production: 'error' },
  check({ spec, kind, address }) {
    if (!['S3', 'SQS', 'SNS'].includes(kind)) return [];
    const findings: PolicyFinding[] = [];
    const acl = valueAt(spec, '/bucket/acl');
    if (typeof acl === 'string' && acl.startsWith('public'))
      findings.push({
        path: '/bucket/acl',
        message: `S3 ${address} has the acl "${acl}"`,
        suggestion: 'publish through CloudFront',
      });
    for (const block of BLOCKS) {
      if (valueAt(spec, `/publicAccessBlock/${block}`) === false)
        findings.push({
          path: `/publicAccessBlock/${block}`,
          message: `${block} of S3 ${address} is off`,
          suggestion: 'remove it: all four are on by default',
        });
    }
    return [...findings, ...openStatements(spec, `${kind} ${address}`)];
  },
  checkResources: (resources) => [
    ...resources.filter(hasOpenPolicy).map((one) => about(one, 'its policy allows everybody without a condition')),
    ...resources.filter(letsPublicIn).map((one) => about(one, 'public access to the bucket is not blocked')),
  ],
};

function openStatements(spec: Json, title: string): PolicyFinding[] {
  const statements = valueAt(spec, '/policyStatements');
  if (!Array.isArray(statements)) return [];
  return statements.flatMap((statement: Json, index) => {
    if (!isObject(statement) || !isOpen(statement)) return [];
    return [
      {
        path: `/policyStatements/${index}`,
        message: `a statement of ${title} allows everybody without a condition`,
        suggestion: 'name the principals, or add a condition',
      },
    ];
  });
}

function hasOpenPolicy(resource: PlannedResource): boolean {
  const pointer = POLICIES[resource.type];
  return pointer !== undefined && allowStatements(input(resource, pointer)).some(isOpen);
}

function letsPublicIn(resource: PlannedResource): boolean {
  if (resource.type !== 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock') return false;
  return BLOCKS.some((block) => input(resource, `/${block}`) !== true);
}

/** Statements come in IAM's spelling or in lower case. */
function isOpen(statement: { readonly [key: string]: Json }): boolean {
  const field = (name: string) =>
    statement[name] ?? statement[name.charAt(0).toLowerCase() + name.slice(1)] ?? statement[`${name.toLowerCase()}s`];
  if (field('Effect') === 'Deny' || field('Condition') !== undefined) return false;
  const principal = field('Principal');
  const named = isObject(principal) ? (principal['AWS'] ?? null) : (principal ?? null);
  return named === '*' || (Array.isArray(named) && named.includes('*'));
}
