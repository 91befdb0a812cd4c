import { createHash } from 'node:crypto';
import type { ResourceModel, SandboxInvoke, SandboxModels } from 'panka/sdk';

/** Clusters are made by others: in the sandbox each one that is asked for is there. */
const getCluster: SandboxInvoke = (args, _, { account, region, partition }) => {
  const name = String(args.name);
  const digits = createHash('sha256').update(`${account}/${region}/${name}`).digest('hex');
  return {
    id: name,
    name,
    region,
    arn: `arn:${partition}:eks:${region}:${account}:cluster/${name}`,
    endpoint: `https://${digits.slice(0, 32).toUpperCase()}.gr7.${region}.eks.amazonaws.com`,
    certificateAuthorities: [{ data: Buffer.from(`sandbox certificate of ${name}`).toString('base64') }],
    status: 'ACTIVE',
    version: '1.34',
    vpcConfig: { clusterSecurityGroupId: `sg-${digits.slice(0, 17)}` },
  };
};

const association: ResourceModel = {
  type: 'aws:eks/podIdentityAssociation:PodIdentityAssociation',
  replaces: ['clusterName', 'namespace', 'serviceAccount'],
  identity: ['clusterName', 'namespace', 'serviceAccount'],
  id: ({ hex }) => `a-${hex(17)}`,
  computed: ({ id, partition, region, account, inputs }) => ({
    associationId: id,
    associationArn: `arn:${partition}:eks:${region}:${account}:podidentityassociation/${inputs.clusterName}/${id}`,
  }),
};

export const sandboxCluster: SandboxModels = {
  models: [association],
  invokes: { 'aws:eks/getCluster:getCluster': getCluster },
};
