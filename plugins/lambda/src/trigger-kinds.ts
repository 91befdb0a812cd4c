import type { Reference } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';
import type { Trigger } from './schema-trigger.js';

interface TriggerKind {
  /** Kinds that `source.component` may be; none: it must be an ARN, or nothing. */
  readonly kinds: readonly string[];
  /** What the function is granted on the component. */
  readonly access?: 'read';
  readonly edge: Reference['edge'];
  /** Lambda reads it itself, by an event source mapping. */
  readonly polled?: 'queue' | 'stream' | 'topic';
  /** Whether an ARN will do, and whether there may be no source at all. */
  readonly arn: boolean;
  readonly sourceless?: boolean;
}

export const TRIGGERS: Readonly<Record<Trigger['type'], TriggerKind>> = {
  sqs: { kinds: ['SQS'], access: 'read', edge: 'needs', polled: 'queue', arn: true },
  dynamodb: { kinds: ['DynamoDB'], access: 'read', edge: 'needs', polled: 'stream', arn: true },
  kinesis: { kinds: [], edge: 'needs', polled: 'stream', arn: true },
  msk: { kinds: ['MSK'], access: 'read', edge: 'needs', polled: 'topic', arn: true },
  kafka: { kinds: ['Kafka'], access: 'read', edge: 'needs', polled: 'topic', arn: false },
  eventbridge: { kinds: ['EventBridge'], edge: 'needs', arn: true, sourceless: true },
  schedule: { kinds: [], edge: 'needs', arn: false, sourceless: true },
  apigateway: { kinds: ['APIGateway'], edge: 'needs', arn: false },
  sns: { kinds: ['SNS'], edge: 'needs', arn: true },
  s3: { kinds: ['S3'], edge: 'contributes', arn: false },
};

/** Components that the spec names beyond `environment` and `bindings`. */
export function referencesOf(spec: LambdaSpec): Reference[] {
  const triggers = spec.triggers.flatMap((trigger, i): Reference[] => {
    const component = trigger.source?.component;
    const { kinds, edge, access } = TRIGGERS[trigger.type];
    if (component === undefined || kinds.length === 0) return [];
    const path = `/triggers/${i}/source/component`;
    return [{ component, path, edge, reason: 'trigger', kinds, ...(access === undefined ? {} : { access }) }];
  });
  const failure = spec.async?.onFailure;
  if (failure === undefined) return triggers;
  const { component } = failure;
  const kinds = ['SQS', 'SNS', 'EventBridge', 'S3', 'Lambda'];
  const path = '/async/onFailure/component';
  return [...triggers, { component, path, edge: 'needs', reason: 'onFailure', access: 'write', kinds }];
}
