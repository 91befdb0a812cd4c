import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { ContainerSpec, PortSpec } from './container-spec.js';
import { errorAt } from './finding.js';
import { asObjects } from './look.js';
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
    ...volumeRules(component, view),
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

function volumeRules(component: Component, view: ApplicationView): Finding[] {
  return (component.spec.volumes ?? []).flatMap((volume, index) => {
    const given = [volume.efs, volume.ephemeral, volume.ebs].filter((v) => v !== undefined);
    if (given.length !== 1)
      return [
        errorAt(
          `/volumes/${index}`,
          'PANKA-ECS-016',
          `volume '${volume.name}' needs exactly one of efs, ephemeral and ebs`,
        ),
      ];
    if (volume.efs === undefined) return [];
    const other = view.find(volume.efs.component, component);
    if (other === undefined) return [];
    if (other.kind === 'EFS') return accessPointRules(other, `/volumes/${index}/efs/accessPoint`, volume);
    return [
      errorAt(
        `/volumes/${index}/efs/component`,
        'PANKA-ECS-006',
        `EFS volume '${volume.name}' needs component ${other.address} of kind EFS`,
      ),
    ];
  });
}

/** What an external file system has is not known. */
function accessPointRules(
  { address, spec }: ComponentOf,
  path: string,
  { name, efs }: NonNullable<ContainerSpec['volumes']>[number],
): Finding[] {
  const points = asObjects(spec.accessPoints).map((point) => String(point.name));
  if (efs === undefined || spec.external !== undefined || points.length === 0 || points.includes(efs.accessPoint))
    return [];
  return [
    errorAt(
      path,
      'PANKA-ECS-024',
      `EFS volume '${name}' asks for access point ${efs.accessPoint} of ${address}; it has ${points.join(', ')}`,
      `accessPoint: ${points[0] ?? ''}`,
    ),
  ];
}

function networkRules({ networking }: ContainerSpec): Finding[] {
  if (!networking.assignPublicIp || networking.subnets === 'public') return [];
  return [
    errorAt(
      '/networking/assignPublicIp',
      'PANKA-ECS-017',
      'networking.assignPublicIp needs networking.subnets public: a private subnet has no way in for a public address',
      'subnets: public',
    ),
  ];
}
