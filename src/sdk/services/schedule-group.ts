import type { Input } from '@pulumi/pulumi';

/** The stack's group of EventBridge schedules. */
export interface ScheduleGroup {
  readonly name: Input<string>;
  readonly arn: Input<string>;
}
