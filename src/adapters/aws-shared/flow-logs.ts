import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Encryption } from '../../sdk/index.js';
import { logGroupSettings } from './log-groups.js';
import type { NetworkSettings } from './network-settings.js';
import { roleSettings, trustPolicy } from './roles.js';
import type { SharedDeclaration } from './shared-declaration.js';

const WRITE = ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'];

/** Who talked to whom in the VPC, in a log group of the stack. */
export function declareFlowLogs(
  shared: SharedDeclaration,
  of: { vpcId: pulumi.Input<string>; settings: NetworkSettings['flowLogs']; encryption: Encryption },
): void {
  const { facts } = shared;
  const group = new aws.cloudwatch.LogGroup(
    shared.logicalName('flow-logs-group'),
    {
      name: `/panka/${facts.stack}/${facts.environment}/shared/flow-logs`,
      ...logGroupSettings(facts, of.encryption, of.settings.retentionDays),
      tags: shared.tagsOf('flow-logs-group'),
    },
    shared.options({ deleteBeforeReplace: true }),
  );
  const role = new aws.iam.Role(
    shared.logicalName('flow-logs-role'),
    {
      name: shared.names.shared(NAME_RULES.iamRole, 'flow-logs'),
      assumeRolePolicy: trustPolicy('vpc-flow-logs.amazonaws.com', facts.identity.accountId),
      ...roleSettings(facts),
      tags: shared.tagsOf('flow-logs-role'),
    },
    shared.options({ deleteBeforeReplace: true }),
  );
  const policy = new aws.iam.RolePolicy(
    shared.logicalName('flow-logs-policy'),
    {
      name: 'write',
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: WRITE, Resource: pulumi.interpolate`${group.arn}:*` },
          { Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
        ],
      }),
    },
    shared.options({ deleteBeforeReplace: true }),
  );
  new aws.ec2.FlowLog(
    shared.logicalName('flow-logs'),
    {
      vpcId: of.vpcId,
      trafficType: of.settings.traffic,
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 600,
      tags: shared.tagsOf('flow-logs'),
    },
    shared.options({ dependsOn: [policy], deleteBeforeReplace: true }),
  );
}
