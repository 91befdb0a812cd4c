import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { VolumeSpec } from './container-volumes.js';
import { runsOnEcs } from './ecs-platforms.js';
import { errorAt } from './finding.js';
import { asObjects } from './look.js';
import { VOLUME_LIMITS, type VolumeProblem, volumeProblems } from './volume-limits.js';

type Component = ComponentOf<{
  readonly volumes?: readonly VolumeSpec[];
  readonly runtime: { readonly platform: string };
}>;
type Disk = NonNullable<VolumeSpec['ebs']>;

/** What ECS takes of a gp3 disk for a task, less than EBS does. Source: ECS API reference, ServiceManagedEBSVolumeConfiguration. */
const MOST_OF_GP3 = { iops: 16_000, throughputMiBps: 1000 } as const;

/** Rules of volumes that the schema cannot express. */
export function containerVolumeRules(component: Component, view: ApplicationView): Finding[] {
  const volumes = component.spec.volumes ?? [];
  return [
    ...volumes.flatMap((volume, index) => volumeRules(component, view, { volume, path: `/volumes/${index}` })),
    // Whoever cannot have any is told that, and not this.
    ...(component.kind === 'CronJob' || !runsOnEcs(component.spec.runtime.platform) ? [] : secondDisk(volumes)),
  ];
}

function volumeRules(
  component: Component,
  view: ApplicationView,
  { volume, path }: { volume: VolumeSpec; path: string },
): Finding[] {
  const { name, efs, ephemeral, ebs } = volume;
  if ([efs, ephemeral, ebs].filter((v) => v !== undefined).length !== 1)
    return [errorAt(path, 'PANKA-ECS-016', `volume '${name}' needs exactly one of efs, ephemeral and ebs`)];
  if (ebs !== undefined && !runsOnEcs(component.spec.runtime.platform)) return [];
  if (ebs !== undefined)
    return diskProblems(ebs).map(({ field, message }) =>
      errorAt(`${path}/ebs/${field}`, 'PANKA-ECS-027', `volume '${name}': ${message}`, suggestion(ebs, field)),
    );
  if (efs === undefined) return [];
  const other = view.find(efs.component, component);
  if (other === undefined) return [];
  if (other.kind === 'EFS') return accessPointRules(other, `${path}/efs/accessPoint`, volume);
  return [
    errorAt(
      `${path}/efs/component`,
      'PANKA-ECS-006',
      `EFS volume '${name}' needs component ${other.address} of kind EFS`,
    ),
  ];
}

function diskProblems(disk: Disk): readonly VolumeProblem[] {
  const problems = volumeProblems(disk);
  if (problems.length > 0 || disk.type !== 'gp3') return problems;
  return (['iops', 'throughputMiBps'] as const).flatMap((field) =>
    (disk[field] ?? 0) <= MOST_OF_GP3[field]
      ? []
      : [{ field, message: `${field} ${disk[field]} is more than the ${MOST_OF_GP3[field]} that ECS takes` }],
  );
}

/** What to write instead, where one value is right whatever is wanted. */
function suggestion({ type, sizeGiB, iops }: Disk, field: VolumeProblem['field']): string | undefined {
  if ((type === 'io1' || type === 'io2') && field === 'iops' && iops === undefined)
    return `iops: ${Math.max(100, Math.min(3000, VOLUME_LIMITS[type].iops.perGiB * sizeGiB))}`;
  return field === 'sizeGiB' && (type === 'st1' || type === 'sc1') ? 'sizeGiB: 125' : undefined;
}

function secondDisk(volumes: readonly VolumeSpec[]): Finding[] {
  const [, second] = volumes.flatMap(({ name, ebs }, index) => (ebs === undefined ? [] : [{ name, index }]));
  if (second === undefined) return [];
  return [
    errorAt(
      `/volumes/${second.index}/ebs`,
      'PANKA-ECS-028',
      `volume '${second.name}' is a second disk; ECS gives the tasks of a service one`,
      'ephemeral: true',
    ),
  ];
}

/** What an external file system has is not known. */
function accessPointRules({ address, spec }: ComponentOf, path: string, { name, efs }: VolumeSpec): Finding[] {
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
