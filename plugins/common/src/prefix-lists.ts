import type { Output } from '@pulumi/pulumi';
import type { SandboxInvoke, SandboxModels } from 'panka/sdk';
import { digitsOf } from './sandbox-task-fate.js';

/** Addresses from which CloudFront asks origins; AWS keeps the list. It counts as 55 rules of a security group's 60. */
const CLOUDFRONT = 'com.amazonaws.global.cloudfront.origin-facing';

/** Id of that list in the region of the stack. `aws` is handed in by a translator: this package is loaded where Pulumi must not be. */
export function cloudFrontPrefixList(aws: Pick<typeof import('@pulumi/aws'), 'ec2'>): Output<string> {
  return aws.ec2.getManagedPrefixListOutput({ name: CLOUDFRONT }).id;
}

/** Lists of AWS's own have another id in each region. */
const getManagedPrefixList: SandboxInvoke = (args, _, { region, partition }) => {
  const name = String(args.name);
  const id = `pl-${digitsOf(`prefix list ${region} ${name}`, 8)}`;
  return {
    id,
    name,
    arn: `arn:${partition}:ec2:${region}:aws:prefix-list/${id}`,
    ownerId: 'AWS',
    addressFamily: 'IPv4',
  };
};

/** Look-ups of prefix lists, for kinds that let in services of AWS. */
export const sandboxPrefixLists: Pick<SandboxModels, 'invokes'> = {
  invokes: { 'aws:ec2/getManagedPrefixList:getManagedPrefixList': getManagedPrefixList },
};
