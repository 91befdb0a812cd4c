import * as aws from '@pulumi/aws';
import type { ComponentOf, Identity, Roles, Tags, TranslateContext } from 'panka/sdk';
import type { EbsSpec } from './schema.js';

/** Tag that snapshots are taken by. The manager takes volumes with any of its tags, so there is one, with a value of its own. */
export const SNAPSHOT_TAG = 'panka:snapshots';

interface Around {
  readonly roles: Roles;
  readonly identity: Identity;
  readonly tags: Tags;
  /** Value of the tag. */
  readonly mark: string;
}

/** Snapshots by the clock, of the volume with this mark. */
export function declareSnapshots(component: ComponentOf<EbsSpec>, context: TranslateContext, around: Around): void {
  const { roles, identity, tags, mark } = around;
  const { intervalHours, time, retain } = component.spec.snapshots;
  const role = roles.declare(component, context, {
    part: 'snapshot-role',
    service: 'dlm.amazonaws.com',
    managedPolicyArns: [`arn:${identity.partition}:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole`],
  });
  const logicalName = context.logicalName('snapshots');
  new aws.dlm.LifecyclePolicy(
    logicalName,
    {
      description: `Snapshots of ${plain(component.address)}`,
      executionRoleArn: role.arn,
      state: 'ENABLED',
      policyDetails: {
        policyType: 'EBS_SNAPSHOT_MANAGEMENT',
        resourceTypes: ['VOLUME'],
        targetTags: { [SNAPSHOT_TAG]: mark },
        schedules: [
          {
            name: `every ${intervalHours} hours`,
            createRule: { interval: intervalHours, intervalUnit: 'HOURS', times: time },
            retainRule: { count: retain },
            copyTags: true,
          },
        ],
      },
      tags: tags.of(component, logicalName),
    },
    context.options({ dependsOn: [...role.ready] }),
  );
}

/** Descriptions of policies are letters, digits, spaces, hyphens and underscores. Source: DLM API reference, CreateLifecyclePolicy. */
function plain(text: string): string {
  return text.replaceAll(/[^0-9A-Za-z _-]/g, ' ');
}
