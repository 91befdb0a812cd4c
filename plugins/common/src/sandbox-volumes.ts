import type { JsonObject, ResourceModel, SandboxApi, SandboxCloud, SandboxModels, SandboxResource } from 'panka/sdk';
import { asObject, asObjects } from './look.js';
import { digitsOf } from './sandbox-task-fate.js';
import { VOLUME_LIMITS, type VolumeType, volumeProblems } from './volume-limits.js';

const VOLUME = 'aws:ebs/volume:Volume';
const ATTACHMENT = 'aws:ec2/volumeAttachment:VolumeAttachment';
const INSTANCE = 'aws:ec2/instance:Instance';
const SNAPSHOT = 'aws:ebs/snapshot:Snapshot';

const volume: ResourceModel = {
  type: VOLUME,
  replaces: ['availabilityZone', 'encrypted', 'kmsKeyId', 'multiAttachEnabled', 'outpostArn', 'snapshotId'],
  idPrefix: 'vol',
  arn: 'arn:{partition}:ec2:{region}:{account}:volume/{id}',
  defaults: { type: 'gp2', encrypted: false, multiAttachEnabled: false },
  stateOnly: ['finalSnapshot'],
  computed: ({ inputs }) => ({
    iops: inputs.iops ?? (inputs.type === 'gp3' ? 3000 : Math.max(100, 3 * Number(inputs.size ?? 0))),
    throughput: inputs.throughput ?? (inputs.type === 'gp3' ? 125 : 0),
  }),
  refuses: ({ inputs, previous }) => volumeRefusal(inputs, previous),
  refusesDelete: ({ id }, cloud) => {
    const held = attachmentsOf(id, cloud)[0];
    return held === undefined
      ? undefined
      : `VolumeInUse: Volume ${id} is currently attached to ${String(held.inputs.instanceId)}`;
  },
  leaves: ({ id, inputs }, _cloud, asked) =>
    asked.finalSnapshot === true
      ? [
          {
            type: SNAPSHOT,
            id: id.replace(/^vol/, 'snap'),
            inputs: { volumeId: id },
            outputs: { volumeSize: inputs.size ?? null },
          },
        ]
      : [],
};

function volumeRefusal(inputs: JsonObject, previous: JsonObject | undefined): string | undefined {
  const [before, size] = [Number(previous?.size ?? 0), Number(inputs.size ?? 0)];
  if (size < before)
    return `InvalidParameterValue: New size cannot be smaller than existing size (${before} → ${size})`;
  if (inputs.size === undefined && inputs.snapshotId === undefined)
    return 'MissingParameter: The request must contain the parameter size/snapshot';
  const type = String(inputs.type);
  if (!(type in VOLUME_LIMITS)) return `InvalidParameterValue: Volume type ${type} is not supported.`;
  if (inputs.multiAttachEnabled === true && !['io1', 'io2'].includes(type))
    return `InvalidParameterCombination: The parameter multi-attach-enabled is not recognized for ${type} volumes.`;
  if (inputs.size === undefined) return undefined;
  const [problem] = volumeProblems({
    type: type as VolumeType,
    sizeGiB: size,
    ...(inputs.iops === undefined ? {} : { iops: Number(inputs.iops) }),
    ...(inputs.throughput === undefined ? {} : { throughputMiBps: Number(inputs.throughput) }),
  });
  return problem === undefined ? undefined : `InvalidParameterValue: ${problem.message}`;
}

/** A volume is attached once, unless it is made for more; a device of an instance takes one; both are in one zone. */
const attachment: ResourceModel = {
  type: ATTACHMENT,
  replaces: ['deviceName', 'instanceId', 'volumeId'],
  identity: ['instanceId', 'volumeId'],
  id: ({ hex }) => `vai-${Number.parseInt(hex(8), 16)}`,
  refuses: ({ inputs, previous }, cloud) => {
    if (previous !== undefined) return undefined;
    const { volumeId, instanceId, deviceName } = inputs;
    const found = cloud.get(VOLUME, String(volumeId));
    if (found === undefined) return `InvalidVolume.NotFound: The volume '${String(volumeId)}' does not exist.`;
    if (found.inputs.multiAttachEnabled !== true && attachmentsOf(found.id, cloud).length > 0)
      return `VolumeInUse: ${found.id} is already attached to an instance`;
    const others = cloud.list(ATTACHMENT).filter((other) => other.inputs.instanceId === instanceId);
    if (others.some((other) => other.inputs.deviceName === deviceName))
      return `InvalidParameterValue: Invalid value '${String(deviceName)}' for unixDevice. Attachment point ${String(deviceName)} is already in use`;
    const zone = cloud.get(INSTANCE, String(instanceId))?.outputs.availabilityZone;
    return zone === undefined || zone === found.inputs.availabilityZone
      ? undefined
      : `InvalidVolume.ZoneMismatch: The volume '${found.id}' is not in the same availability zone as instance '${String(instanceId)}'`;
  },
};

const describeVolumes: SandboxApi = ({ VolumeIds }, cloud) => ({
  Volumes: (Array.isArray(VolumeIds) ? VolumeIds : []).map((id) => {
    const found = volumeOf(id, cloud);
    const held = attachmentsOf(found.id, cloud);
    return {
      VolumeId: found.id,
      State: found.outputs.state ?? (held.length > 0 ? 'in-use' : 'available'),
      Size: found.outputs.size ?? null,
      AvailabilityZone: found.inputs.availabilityZone ?? null,
      Attachments: held.map(({ inputs, outputs }) => ({
        InstanceId: inputs.instanceId ?? null,
        Device: inputs.deviceName ?? null,
        State: outputs.state ?? 'attached',
      })),
    };
  }),
});

/** A snapshot is there at once; it outlives what it was taken of. */
const createSnapshot: SandboxApi = ({ VolumeId, Description = '' }, cloud) => {
  if (!isRootDisk(VolumeId, cloud)) volumeOf(VolumeId, cloud);
  const id = `snap-${digitsOf(`${String(VolumeId)} ${String(Description)}`, 17)}`;
  cloud.put?.({ type: SNAPSHOT, id, inputs: { volumeId: VolumeId ?? null, description: Description }, outputs: {} });
  return { SnapshotId: id, VolumeId: VolumeId ?? null, State: 'completed' };
};

/** A change of a simulated volume is done at once; a `modification` that a person wrote into it is one that goes on. */
const describeModifications: SandboxApi = ({ Filters }, cloud) => {
  const ids = asObjects(Filters).flatMap(({ Values }) => (Array.isArray(Values) ? Values.map(String) : []));
  return {
    VolumesModifications: ids.flatMap((id) => {
      const state = cloud.get(VOLUME, id)?.outputs.modification;
      return typeof state === 'string' ? [{ VolumeId: id, ModificationState: state }] : [];
    }),
  };
};

/** The disk that an instance starts from is made with it, and is no resource of its own. */
function isRootDisk(id: unknown, cloud: SandboxCloud): boolean {
  return cloud.list(INSTANCE).some(({ outputs }) => asObject(outputs.rootBlockDevice).volumeId === id);
}

function volumeOf(id: unknown, cloud: SandboxCloud): SandboxResource {
  const found = cloud.get(VOLUME, String(id));
  if (found === undefined) throw new Error(`InvalidVolume.NotFound: The volume '${String(id)}' does not exist.`);
  return found;
}

function attachmentsOf(volumeId: string, cloud: SandboxCloud): readonly SandboxResource[] {
  return cloud.list(ATTACHMENT).filter((one) => one.inputs.volumeId === volumeId);
}

/** Volumes of EBS and what they are attached to, for every kind that makes disks. Replacing inputs: CloudFormation's schema of AWS::EC2::Volume. */
export const sandboxVolumes: SandboxModels = {
  models: [volume, attachment, { type: SNAPSHOT, replaces: ['volumeId'], idPrefix: 'snap', keeps: () => true }],
  api: {
    'ec2:CreateSnapshot': createSnapshot,
    'ec2:DescribeVolumes': describeVolumes,
    'ec2:DescribeVolumesModifications': describeModifications,
  },
};
