import { NAME_RULES, onePerZone } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { TranslateContext } from 'panka/sdk';
import type { Cluster, Foundation } from './foundation.js';

/** A cluster without brokers to count, encrypted with a key of AWS. Everything but its tags replaces it. */
export function declareServerless(at: Foundation, context: TranslateContext): Cluster {
  const cluster = new aws.msk.ServerlessCluster(
    context.logicalName(),
    {
      clusterName: at.names.physical(at.component, NAME_RULES.mskCluster),
      vpcConfigs: [{ subnetIds: onePerZone(at.network, 'private'), securityGroupIds: [at.securityGroupId] }],
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      tags: at.tags.of(at.component, context.logicalName()),
    },
    context.dataOptions({ deleteBeforeReplace: true }),
  );
  return { arn: cluster.arn, name: cluster.clusterName, addresses: { iam: cluster.bootstrapBrokersSaslIam } };
}
