import type { SandboxInvoke } from '../../../sdk/sandbox.js';
import { zoneIdOf } from '../models/vpc.js';
import { networkLookups } from './network-lookups.js';
import { getPolicyDocument } from './policy-document.js';
import { getHostedZone, getParameter } from './stored-lookups.js';

/** Data look-ups that the sandbox answers without a plugin. */
export const builtInInvokes: Readonly<Record<string, SandboxInvoke>> = {
  'aws:iam/getPolicyDocument:getPolicyDocument': getPolicyDocument,
  'aws:index/getAvailabilityZones:getAvailabilityZones': (args, _, { region }) => {
    const names = ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
    const excluded = new Set((args.excludeNames ?? []) as readonly string[]);
    const shown = names.filter((name) => !excluded.has(name));
    return { ...args, id: region, region, groupNames: [`${region}-zg-1`], names: shown, zoneIds: shown.map(zoneIdOf) };
  },
  'aws:index/getCallerIdentity:getCallerIdentity': (_, __, { account, partition }) => ({
    id: account,
    accountId: account,
    arn: `arn:${partition}:iam::${account}:user/sandbox`,
    userId: 'AIDASANDBOX0000000000',
  }),
  'aws:index/getPartition:getPartition': (_, __, { partition }) => ({
    id: partition,
    partition,
    dnsSuffix: suffixOf(partition),
    reverseDnsPrefix: suffixOf(partition).split('.').reverse().join('.'),
  }),
  'aws:index/getRegion:getRegion': (_, __, { region }) => ({
    id: region,
    name: region,
    region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  'aws:route53/getZone:getZone': getHostedZone,
  'aws:ssm/getParameter:getParameter': getParameter,
  ...networkLookups,
};

function suffixOf(partition: string): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
