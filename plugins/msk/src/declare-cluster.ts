import { keptWithData, NAME_RULES, onePerZone } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { TranslateContext } from 'panka/sdk';
import { serverProperties } from './brokers.js';
import { methodsOf } from './endpoints.js';
import type { Cluster, Foundation } from './foundation.js';

/** A cluster of brokers. `ignoreChanges` where the disks grow by themselves. */
export function declareCluster(at: Foundation, context: TranslateContext): Cluster & { resource: aws.msk.Cluster } {
  const { component, brokers } = at;
  const { spec } = component;
  const configuration = declareConfiguration(at, context);
  const grows = spec.broker.maxVolumeGiB !== undefined;
  const resource = new aws.msk.Cluster(
    context.logicalName(),
    {
      clusterName: at.names.physical(component, NAME_RULES.mskCluster),
      kafkaVersion: spec.kafkaVersion,
      numberOfBrokerNodes: brokers,
      storageMode: spec.broker.storageMode,
      enhancedMonitoring: spec.monitoring.level,
      brokerNodeGroupInfo: brokerNodes(at),
      clientAuthentication: authentication(at),
      encryptionInfo: {
        ...(at.key === undefined ? {} : { encryptionAtRestKmsKeyArn: at.key }),
        encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
      },
      configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
      ...logging(at, context),
      ...prometheus(at),
      tags: at.tags.of(component, context.logicalName()),
    },
    context.dataOptions({
      deleteBeforeReplace: true,
      ...(grows ? { ignoreChanges: ['brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize'] } : {}),
    }),
  );
  if (grows) declareGrowth(at, context, resource);
  const addresses = {
    iam: resource.bootstrapBrokersSaslIam,
    scram: resource.bootstrapBrokersSaslScram,
    tls: resource.bootstrapBrokersTls,
  };
  const on = Object.fromEntries(methodsOf(spec).map((method) => [method, addresses[method]]));
  return { resource, arn: resource.arn, name: resource.clusterName, addresses: on };
}

function brokerNodes(at: Foundation): aws.types.input.msk.ClusterBrokerNodeGroupInfo {
  const { instanceType, volumeGiB } = at.component.spec.broker;
  return {
    instanceType,
    clientSubnets: onePerZone(at.network, 'private'),
    securityGroups: [at.securityGroupId],
    storageInfo: { ebsStorageInfo: { volumeSize: volumeGiB } },
  };
}

function declareConfiguration(at: Foundation, context: TranslateContext): aws.msk.Configuration {
  const { component, brokers } = at;
  return new aws.msk.Configuration(
    context.logicalName('configuration'),
    {
      name: at.names.physical(component, NAME_RULES.mskConfiguration, 'configuration'),
      description: `Settings of ${component.address}`,
      serverProperties: serverProperties(component.spec, brokers),
    },
    keptWithData(context).options({ deleteBeforeReplace: true }),
  );
}

function authentication({ component: { spec } }: Foundation): aws.types.input.msk.ClusterClientAuthentication {
  const { iam, scram, tls, unauthenticated } = spec.auth;
  return {
    sasl: { iam, scram },
    ...(tls === undefined ? {} : { tls: { certificateAuthorityArns: tls.caArns } }),
    unauthenticated,
  };
}

function logging(at: Foundation, context: TranslateContext): Pick<aws.msk.ClusterArgs, 'loggingInfo'> {
  if (!at.component.spec.monitoring.logs) return {};
  const { name } = at.logs.declare(at.component, keptWithData(context));
  return { loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: name } } } };
}

function prometheus({ component: { spec } }: Foundation): Pick<aws.msk.ClusterArgs, 'openMonitoring'> {
  if (!spec.monitoring.prometheus) return {};
  const on = { enabledInBroker: true };
  return { openMonitoring: { prometheus: { jmxExporter: on, nodeExporter: on } } };
}

/** Disks grow when they are 60 % full. They never shrink. Source: MSK developer guide, "Automatic scaling". */
function declareGrowth(at: Foundation, context: TranslateContext, cluster: aws.msk.Cluster): void {
  const target = new aws.appautoscaling.Target(
    context.logicalName('storage'),
    {
      serviceNamespace: 'kafka',
      scalableDimension: 'kafka:broker-storage:VolumeSize',
      resourceId: cluster.arn,
      // AWS wants 1 here, whatever the disks hold.
      minCapacity: 1,
      maxCapacity: at.component.spec.broker.maxVolumeGiB ?? at.component.spec.broker.volumeGiB,
      tags: at.tags.of(at.component, context.logicalName('storage')),
    },
    context.options(),
  );
  new aws.appautoscaling.Policy(
    context.logicalName('storage/policy'),
    {
      name: at.names.physical(at.component, NAME_RULES.alarm, 'storage'),
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: 'KafkaBrokerStorageUtilization' },
        targetValue: 60,
        disableScaleIn: true,
      },
    },
    context.options(),
  );
}
