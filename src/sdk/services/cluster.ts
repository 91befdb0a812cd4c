import type { Input } from '@pulumi/pulumi';

export interface Cluster {
  readonly arn: Input<string>;
  readonly name: Input<string>;
  /** Service Connect namespace. */
  readonly namespaceArn: Input<string>;
  readonly namespaceName: string;
  /** Container Insights count its tasks. */
  readonly hasInsights: boolean;
}
