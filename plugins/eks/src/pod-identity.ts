import * as aws from '@pulumi/aws';
import { ServiceAccount } from '@pulumi/kubernetes/core/v1/serviceAccount.js';
import type * as pulumi from '@pulumi/pulumi';
import type { PolicyStatement, SecretReference } from 'panka/sdk';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions, workloadName } from './object-meta.js';

/** Who the pods of a workload are. */
export interface PodIdentity {
  readonly serviceAccount: string;
  readonly roleArn: pulumi.Output<string>;
  /** Pods that start earlier get no credentials. */
  readonly ready: readonly pulumi.Resource[];
}

/** A service account of its own, which the Pod Identity Agent gives the component's role to. */
export function declareIdentity(host: EksHost, declaring: Declaring): PodIdentity {
  const { component, context, workload } = declaring;
  const { roles, tags, identity } = host.services;
  const role = roles.declare(component, context, {
    part: 'task-role',
    service: 'pods.eks.amazonaws.com',
    managedPolicyArns: workload.managedPolicyArns,
    statements: [
      ...roles.bindingStatements(context),
      ...workload.statements,
      ...secretStatements(workload.secrets, identity.region),
    ],
    ...(workload.permissionsBoundary === undefined ? {} : { permissionsBoundary: workload.permissionsBoundary }),
  });
  const account = new ServiceAccount(
    context.logicalName('service-account'),
    // Pods talk to AWS, not to Kubernetes: they get no token for its API.
    { metadata: metaOf(host, declaring), automountServiceAccountToken: false },
    objectOptions(host, declaring),
  );
  const logicalName = context.logicalName('pod-identity');
  const association = new aws.eks.PodIdentityAssociation(
    logicalName,
    {
      clusterName: host.clusterName,
      namespace: host.namespace,
      serviceAccount: workloadName(host, declaring),
      roleArn: role.arn,
      tags: tags.of(component, logicalName),
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [...role.ready, ...host.ready] }),
  );
  return {
    serviceAccount: workloadName(host, declaring),
    roleArn: role.arn,
    ready: [account, association, ...role.ready],
  };
}

/** Reading the workload's own secrets: the driver that mounts them does so as the pod. */
function secretStatements(secrets: readonly SecretReference[], region: string): readonly PolicyStatement[] {
  if (secrets.length === 0) return [];
  const named = ({ arn }: SecretReference): readonly pulumi.Input<string>[] =>
    typeof arn === 'string' ? [arn, `${arn}-??????`] : [arn];
  const read: PolicyStatement = {
    Effect: 'Allow',
    Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    Resource: [...new Set(secrets.flatMap(named))],
  };
  const keys = [...new Set(secrets.flatMap(({ kmsKeyArn }) => (kmsKeyArn === undefined ? [] : [kmsKeyArn])))];
  if (keys.length === 0) return [read];
  const viaService = { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } };
  return [read, { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: keys, Condition: viaService }];
}
