import { errorAt, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { userOf } from '../pod-security.js';
import type { EksSpec } from './eks-spec.js';

/** Groups of a pod that AWS allows, without its own and the cluster's. Source: EKS user guide, "Security groups for pods". */
const MORE_GROUPS = 3;

/** What a task of ECS may have and a pod may not. */
export function podRules({ spec, address }: ComponentOf<EksSpec>, view: ApplicationView): Finding[] {
  return [
    ...nameRules(spec),
    ...volumeRules(spec),
    ...configRules(spec),
    ...userRules(spec),
    ...networkRules(spec),
    ...rolloutRules(spec),
    ...observationRules(spec, address, view),
  ];
}

function nameRules({ name, serviceDiscovery }: ComponentOf<EksSpec>['spec']): Finding[] {
  const why = 'objects of a cluster are named by Panka, so that an interrupted run finds its own again';
  return [
    ...(name === undefined ? [] : [errorAt('/name', 'PANKA-EKS-004', `name ${name} has no effect on eks: ${why}`)]),
    ...(serviceDiscovery?.name === undefined
      ? []
      : [
          errorAt(
            '/serviceDiscovery/name',
            'PANKA-EKS-004',
            `serviceDiscovery.name ${serviceDiscovery.name} has no effect on eks: ${why}; consumers get internalHost`,
          ),
        ]),
  ];
}

function volumeRules({ volumes = [] }: EksSpec): Finding[] {
  return volumes.flatMap((volume, index) => {
    if (volume.ephemeral === true) return [];
    const sort = volume.efs === undefined ? 'ebs' : 'efs';
    return [
      errorAt(
        `/volumes/${index}/${sort}`,
        'PANKA-EKS-005',
        `volume '${volume.name}' is ${sort}, which eks does not mount; only ephemeral volumes are`,
        'ephemeral: true',
      ),
    ];
  });
}

/** Source: Kubernetes documentation, "ConfigMaps": keys are file names of these characters. */
function configRules({ configs = [] }: EksSpec): Finding[] {
  return configs.flatMap(({ files }, index) => {
    const names = files.map((file) => file.slice(file.lastIndexOf('/') + 1));
    return names.flatMap((name, at) => {
      const path = `/configs/${index}/files/${at}`;
      if (!/^[-._a-zA-Z0-9]+$/.test(name))
        return [errorAt(path, 'PANKA-EKS-006', `file ${name} has characters that a ConfigMap does not take`)];
      if (names.indexOf(name) !== at)
        return [errorAt(path, 'PANKA-EKS-006', `two files of one folder are called ${name}`)];
      return [];
    });
  });
}

function userRules({ user }: EksSpec): Finding[] {
  if (user === undefined || userOf(user).uid !== undefined) return [];
  return [
    errorAt(
      '/user',
      'PANKA-EKS-007',
      `user ${user} is a name of the image, which Kubernetes does not look up; give its number`,
      'user: "1000"',
    ),
  ];
}

function networkRules({ networking }: EksSpec): Finding[] {
  const findings: Finding[] = [];
  const asked = networking.assignPublicIp ? 'assignPublicIp' : 'subnets';
  if (networking.subnets === 'public' || networking.assignPublicIp)
    findings.push(
      errorAt(
        `/networking/${asked}`,
        'PANKA-EKS-008',
        `networking.${asked} has no effect on eks: pods are where the nodes of the cluster are`,
        'subnets: private',
      ),
    );
  if (networking.securityGroupIds.length > MORE_GROUPS)
    findings.push(
      errorAt(
        '/networking/securityGroupIds',
        'PANKA-EKS-009',
        `a pod has five security groups at most: its own, that of the cluster, and ${MORE_GROUPS} more, not ${networking.securityGroupIds.length}`,
      ),
    );
  return findings;
}

function rolloutRules({ deployment }: EksSpec): Finding[] {
  if (deployment === undefined) return [];
  const { strategy, minimumHealthyPercent, maximumPercent } = deployment;
  if (strategy !== 'rolling')
    return [
      errorAt(
        '/deployment/strategy',
        'PANKA-EKS-010',
        `deployment.strategy ${strategy} is one of ECS; a Deployment of Kubernetes is rolled`,
        'strategy: rolling',
      ),
    ];
  if (minimumHealthyPercent < 100 || maximumPercent > 100) return [];
  return [
    errorAt(
      '/deployment/maximumPercent',
      'PANKA-EKS-011',
      'minimumHealthyPercent 100 and maximumPercent 100 leave no room for a new version',
      'maximumPercent: 200',
    ),
  ];
}

/** What is not declared on eks, said where it was asked for. */
function observationRules(
  { logging, alarms }: ComponentOf<EksSpec>['spec'],
  address: string,
  { infra }: ApplicationView,
): Finding[] {
  const { enabled: traced } = (infra.observability.tracing ?? {}) as { readonly enabled?: boolean };
  return [
    ...(logging.retentionDays === undefined
      ? []
      : [
          warningAt(
            '/logging/retentionDays',
            'PANKA-EKS-012',
            'logging.retentionDays has no effect on eks: what pods write is collected by the cluster',
          ),
        ]),
    ...(alarms?.enabled === true
      ? [
          warningAt(
            '/alarms/enabled',
            'PANKA-EKS-013',
            'eks has no alarms of its own; only those on the targets of a load balancer are declared',
          ),
        ]
      : []),
    ...(traced === true
      ? [
          warningAt(
            '/runtime/platform',
            'PANKA-EKS-014',
            `Observability.tracing does nothing for ${address}: on eks the cluster brings the collector`,
          ),
        ]
      : []),
  ];
}
