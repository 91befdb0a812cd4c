import { type Static, Type } from '@sinclair/typebox';
import type { ComponentOf, Reference, TranslateContext, WorkloadVolume } from 'panka/sdk';
import { outputMember } from './output-member.js';
import { oneOf, strict } from './schema-fields.js';

export const volumesField = Type.Optional(
  Type.Array(
    strict(
      {
        name: Type.String({ pattern: '^[a-zA-Z0-9_-]{1,255}$', description: 'Name of the volume in the task' }),
        mountPath: Type.String({ pattern: '^/', description: 'Absolute path in the container' }),
        readOnly: Type.Boolean({ default: false, description: 'Mount it read-only' }),
        efs: Type.Optional(
          strict(
            {
              component: Type.String({ description: 'EFS component: `name` or `service/name`' }),
              accessPoint: Type.String({ default: 'app', description: 'Name of its access point' }),
            },
            { description: 'A file system that outlives the task' },
          ),
        ),
        ephemeral: Type.Optional(Type.Literal(true, { description: 'Scratch space that goes with the task' })),
        ebs: Type.Optional(
          strict(
            {
              sizeGiB: Type.Integer({ minimum: 1, maximum: 16_384, description: 'Size in GiB' }),
              type: oneOf(['gp3', 'gp2', 'io1', 'io2', 'st1', 'sc1'], { default: 'gp3', description: 'Volume type' }),
              iops: Type.Optional(
                Type.Integer({ minimum: 100, description: 'io1 and io2: needed; gp3: 3000 when left out' }),
              ),
              throughputMiBps: Type.Optional(
                Type.Integer({ minimum: 125, description: 'gp3: MiB/s, 125 when left out' }),
              ),
            },
            { description: 'A disk of its own for each task; it goes with the task' },
          ),
        ),
      },
      { description: 'One mount: exactly one of efs, ephemeral, ebs' },
    ),
    { description: 'What is mounted beside the image' },
  ),
);

export type VolumeSpec = NonNullable<Static<typeof volumesField>>[number];

/** A mounted file system must be there before the task: it is a reference with access. */
export function volumeReferences(volumes: readonly VolumeSpec[] | undefined): Reference[] {
  return (volumes ?? []).flatMap((volume, index) =>
    volume.efs === undefined
      ? []
      : [
          {
            component: volume.efs.component,
            path: `/volumes/${index}/efs/component`,
            edge: 'needs' as const,
            reason: 'volume',
            access: volume.readOnly ? ('read' as const) : ('write' as const),
          },
        ],
  );
}

/** Volumes with the ids of the file systems that they mount. */
export function volumesOf(
  component: ComponentOf<{ readonly volumes?: readonly VolumeSpec[] }>,
  context: TranslateContext,
): readonly WorkloadVolume[] {
  return (component.spec.volumes ?? []).map((volume, index) => {
    const { name, mountPath, readOnly, ebs } = volume;
    if (ebs !== undefined) return { name, mountPath, readOnly, ebs };
    if (volume.efs === undefined) return { name, mountPath, readOnly, ephemeral: true };
    return {
      name,
      mountPath,
      readOnly,
      efs: fileSystem(component, context, { index, accessPoint: volume.efs.accessPoint }),
    };
  });
}

function fileSystem(
  component: ComponentOf<unknown>,
  context: TranslateContext,
  volume: { index: number; accessPoint: string },
): NonNullable<WorkloadVolume['efs']> {
  const path = `/volumes/${volume.index}/efs/component`;
  const reference = component.references.find((r) => r.path === path);
  if (reference === undefined) throw new Error(`no reference was resolved for ${path}`);
  return {
    fileSystemId: context.output(reference.to, 'fileSystemId').apply(String),
    accessPointId: outputMember(context.output(reference.to, 'accessPointIds'), volume.accessPoint).apply((id) => {
      if (id === undefined) throw new Error(`${reference.to} has no access point "${volume.accessPoint}"`);
      return id;
    }),
  };
}
