import { resourcesFor, type ScopeFacts } from './resource-scopes.js';

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** Characters of a managed policy, white space not counted. Source: IAM quotas. */
const LARGEST = 6144;
/** Services that are not in a region: a condition on the region would refuse them. */
const GLOBAL = ['cloudfront', 'iam', 'route53', 's3', 'sts', 'waf', 'wafv2'];

/**
 * The policies that allow these actions and no more: on the names of the stack where AWS names resources by name, in its region
 * elsewhere. Several, because a managed policy has a largest size.
 */
export function deploymentPolicies(actions: Iterable<string>, facts: ScopeFacts): PolicyDocument[] {
  const wanted = [...new Set(actions)].sort();
  const byScope = new Map<string, { action: string[]; resource: readonly string[] }>();
  for (const action of wanted) {
    if (SPECIAL.has(action)) continue;
    const resource = resourcesFor(action, facts);
    const key = `${isGlobal(action)} ${resource.join()}`;
    const scope = byScope.get(key) ?? { action: [], resource };
    scope.action.push(action);
    byScope.set(key, scope);
  }
  const statements = [...byScope.values()].flatMap(({ action, resource }) => statementsFor(action, resource, facts));
  return packed([...statements, ...special(wanted, facts)]);
}

const SPECIAL = new Set(['iam:PassRole', 'iam:CreateServiceLinkedRole']);

function statementsFor(action: readonly string[], resource: readonly string[], facts: ScopeFacts): PolicyStatement[] {
  const service = action[0]?.split(':')[0] ?? '';
  const everywhere = resource[0] === '*';
  const title = everywhere ? (isGlobal(action[0] ?? '') ? 'Global' : 'InRegion') : pascal(service);
  return chunks(action).map((part, index) => ({
    Sid: `${title}${index === 0 ? '' : index + 1}`,
    Effect: 'Allow',
    Action: part,
    Resource: resource,
    ...(everywhere && title === 'InRegion'
      ? { Condition: { StringEquals: { 'aws:RequestedRegion': facts.region } } }
      : {}),
  }));
}

/** Services that Panka's roles are for. */
const PASSED_TO = [
  'apigateway.amazonaws.com',
  'dlm.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'events.amazonaws.com',
  'kafkaconnect.amazonaws.com',
  'lambda.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'pods.eks.amazonaws.com',
  'rds.amazonaws.com',
  's3.amazonaws.com',
  'scheduler.amazonaws.com',
  'sns.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];

function special(wanted: readonly string[], facts: ScopeFacts): PolicyStatement[] {
  const statements: PolicyStatement[] = [];
  if (wanted.includes('iam:PassRole'))
    statements.push({
      Sid: 'PassRole',
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: resourcesFor('iam:PassRole', facts).filter((arn) => arn.includes(':role/')),
      Condition: { StringEquals: { 'iam:PassedToService': PASSED_TO } },
    });
  if (wanted.includes('iam:CreateServiceLinkedRole'))
    statements.push({
      Sid: 'ServiceLinkedRoles',
      Effect: 'Allow',
      Action: ['iam:CreateServiceLinkedRole'],
      Resource: [`arn:${facts.partition}:iam::${facts.account}:role/aws-service-role/*`],
      Condition: { StringLike: { 'iam:AWSServiceName': '*.amazonaws.com' } },
    });
  return statements;
}

/** Statements in as many documents as their size asks for. */
function packed(statements: readonly PolicyStatement[]): PolicyDocument[] {
  const documents: PolicyStatement[][] = [];
  for (const statement of statements) {
    const last = documents.at(-1);
    if (last && sizeOf([...last, statement]) <= LARGEST) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map((Statement) => ({ Version: '2012-10-17', Statement }));
}

/** Lists of actions short enough that a statement of one fits a document. */
function chunks(actions: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (const action of actions) {
    const last = parts.at(-1);
    if (last && JSON.stringify(last).length + action.length < LARGEST - 1500) last.push(action);
    else parts.push([action]);
  }
  return parts;
}

function sizeOf(Statement: readonly PolicyStatement[]): number {
  return JSON.stringify({ Version: '2012-10-17', Statement }).length;
}

function isGlobal(action: string): boolean {
  return GLOBAL.includes(action.slice(0, action.indexOf(':')));
}

function pascal(service: string): string {
  return service.charAt(0).toUpperCase() + service.slice(1).replaceAll('-', '');
}
