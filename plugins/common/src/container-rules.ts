import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { ContainerSpec, PortSpec } from './container-spec.js';
import { containerVolumeRules } from './container-volume-rules.js';
import { runsOnEcs } from './ecs-platforms.js';
import { errorAt, warningAt } from './finding.js';
import { runtimeRules } from './runtime-rules.js';
import { secretVariable } from './secret-list.js';

type Component = ComponentOf<ContainerSpec & { readonly ports?: readonly PortSpec[] }>;

/** Rules of containers on ECS that the schema cannot express; for every kind with a container spec. */
export function containerRules(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...runtimeRules(spec, view),
    ...portRules(spec.ports ?? []),
    ...variableRules(spec),
    ...containerVolumeRules(component, view),
    ...networkRules(spec),
  ];
}

function portRules(ports: readonly PortSpec[]): Finding[] {
  return ports.flatMap((port, index) => {
    const before = ports.slice(0, index);
    if (before.some((p) => p.port === port.port && p.protocol === port.protocol))
      return [errorAt(`/ports/${index}/port`, 'PANKA-ECS-002', `containerPort ${port.port} is declared twice`)];
    if (before.some((p) => p.name === port.name))
      return [errorAt(`/ports/${index}/name`, 'PANKA-ECS-014', `port name ${port.name} is declared twice`)];
    return [];
  });
}

function variableRules({ environment = [], secrets = [] }: ContainerSpec): Finding[] {
  const plain = new Set(environment.map((entry) => entry.name));
  return [
    ...environment.flatMap((entry, index) =>
      (entry.value === undefined) === (entry.valueFrom === undefined)
        ? [
            errorAt(
              `/environment/${index}`,
              'PANKA-ECS-015',
              `environment.${entry.name} needs exactly one of value and valueFrom`,
            ),
          ]
        : [],
    ),
    ...secrets.flatMap((secret, index) =>
      plain.has(secretVariable(secret))
        ? [
            errorAt(
              `/secrets/${index}`,
              'PANKA-ECS-007',
              `environment and secrets both define ${secretVariable(secret)}`,
            ),
          ]
        : [],
    ),
  ];
}

function networkRules({ networking, runtime }: ContainerSpec): Finding[] {
  const { assignPublicIp, subnets } = networking;
  if (assignPublicIp && subnets !== 'public')
    return [
      errorAt(
        '/networking/assignPublicIp',
        'PANKA-ECS-017',
        'networking.assignPublicIp needs networking.subnets public: a private subnet has no way in for a public address',
        'subnets: public',
      ),
    ];
  if (assignPublicIp && runtime.platform === 'ec2')
    return [
      errorAt(
        '/networking/assignPublicIp',
        'PANKA-ECS-030',
        'networking.assignPublicIp is for fargate: tasks on instances have no public address of their own',
        'subnets: private',
      ),
    ];
  if (subnets !== 'public' || assignPublicIp || !runsOnEcs(runtime.platform)) return [];
  const message =
    'a task in a public subnet without a public address reaches nothing outside of the VPC, not even its image';
  return [warningAt('/networking/subnets', 'PANKA-ECS-030', message, 'subnets: private')];
}
