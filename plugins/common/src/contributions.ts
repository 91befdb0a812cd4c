import type { Encryption, TranslateContext } from 'panka/sdk';

type Resource = ReturnType<TranslateContext['options']>['parent'];

/** Types of contribution that the kinds of this repository understand. */
export const CONTRIBUTIONS = {
  /** A `PolicyStatement` for the policy of an SQS queue; `Resource` may be left out. */
  queuePolicy: 'queue-policy',
  /** A `PolicyStatement` for the policy of an SNS topic. */
  topicPolicy: 'topic-policy',
  /** A `PolicyStatement` for the policy of a bucket; `Resource` may be left out: the bucket and its objects. */
  bucketPolicy: 'bucket-policy',
  /** A `BucketNotificationTarget`. */
  bucketNotification: 'bucket-notification',
  /** A `PolicyDeclared`: called by the owner of the policy once it is declared, for those that must wait for it. */
  policyDeclared: 'policy-declared',
} as const;

/** Receives the resource of a single-document policy, so that what AWS checks against it can depend on it. */
export type PolicyDeclared = (policy: NonNullable<Resource>) => void;

/** Who is told of a bucket's events. AWS checks at once that it may be told: `after` holds the permission. */
export interface BucketNotificationTarget {
  readonly type: 'lambda' | 'queue' | 'topic';
  readonly arn: NonNullable<Encryption['keyArn']>;
  readonly events: readonly string[];
  readonly prefix?: string;
  readonly suffix?: string;
  readonly after?: readonly NonNullable<Resource>[];
}
