import type { SandboxModels } from '../../../sdk/sandbox.js';
import { acmModels } from './acm.js';
import { cloudwatchModels } from './cloudwatch.js';
import { ec2PoolModels } from './ec2-pools.js';
import { ecsModels } from './ecs.js';
import { iamModels } from './iam.js';
import { kmsModels } from './kms.js';
import { route53Models } from './route53.js';
import { s3Models } from './s3.js';
import { schedulerModels } from './scheduler.js';
import { secretsManagerModels } from './secretsmanager.js';
import { securityGroupModels } from './security-groups.js';
import { serviceDiscoveryModels } from './servicediscovery.js';
import { snsModels } from './sns.js';
import { ssmModels } from './ssm.js';
import { vpcModels } from './vpc.js';
import { vpcGatewayModels } from './vpc-gateways.js';

/**
 * Models of the AWS pieces that every stack uses. Replacing inputs: CloudFormation's schemas and the AWS provider's
 * documentation; ARNs: the Service Authorization Reference.
 */
export const sharedModels: readonly SandboxModels[] = [
  acmModels,
  cloudwatchModels,
  ec2PoolModels,
  ecsModels,
  iamModels,
  kmsModels,
  route53Models,
  s3Models,
  schedulerModels,
  secretsManagerModels,
  securityGroupModels,
  serviceDiscoveryModels,
  snsModels,
  ssmModels,
  vpcModels,
  vpcGatewayModels,
];
