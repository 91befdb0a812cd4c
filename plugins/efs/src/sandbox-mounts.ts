import type { ResourceModel, SandboxCloud } from 'panka/sdk';

export const MOUNT_TARGET = 'aws:efs/mountTarget:MountTarget';
const FILE_SYSTEM = 'aws:efs/fileSystem:FileSystem';
const SUBNET = 'aws:ec2/subnet:Subnet';

export const mountTargetModel: ResourceModel = {
  type: MOUNT_TARGET,
  replaces: ['fileSystemId', 'subnetId', 'ipAddress', 'ipAddressType', 'ipv6Address'],
  identity: ['fileSystemId', 'subnetId'],
  id: ({ hex }) => `fsmt-${hex(17)}`,
  computed: ({ id, hex, inputs, region, account }, cloud) => ({
    availabilityZoneName: zoneOf(inputs.subnetId, cloud) ?? null,
    dnsName: `${String(inputs.fileSystemId)}.efs.${region}.amazonaws.com`,
    networkInterfaceId: `eni-${hex(17)}`,
    ownerId: account,
    fileSystemArn: String(cloud.get(FILE_SYSTEM, String(inputs.fileSystemId))?.outputs.arn ?? id),
  }),
  refuses: ({ inputs, previous }, cloud) => {
    const system = cloud.get(FILE_SYSTEM, String(inputs.fileSystemId));
    if (system === undefined) return `FileSystemNotFound: File system '${String(inputs.fileSystemId)}' does not exist.`;
    const zone = zoneOf(inputs.subnetId, cloud);
    const only = system.inputs.availabilityZoneName;
    if (only !== undefined && zone !== undefined && zone !== only)
      return 'AvailabilityZonesMismatch: The Availability Zone name of the mount target does not match that of the file system.';
    const others = cloud.list(MOUNT_TARGET).filter((target) => target.inputs.fileSystemId === inputs.fileSystemId);
    const taken = zone !== undefined && others.some((target) => zoneOf(target.inputs.subnetId, cloud) === zone);
    return previous === undefined && taken ? 'MountTargetConflict: mount target already exists in this AZ' : undefined;
  },
};

/** Zones are known for subnets of this cloud only. */
function zoneOf(subnetId: unknown, cloud: SandboxCloud): string | undefined {
  const zone = cloud.get(SUBNET, String(subnetId))?.outputs.availabilityZone;
  return typeof zone === 'string' ? zone : undefined;
}

export const accessPointModel: ResourceModel = {
  type: 'aws:efs/accessPoint:AccessPoint',
  replaces: ['*'],
  id: ({ hex }) => `fsap-${hex(17)}`,
  arn: 'arn:{partition}:elasticfilesystem:{region}:{account}:access-point/{id}',
  computed: ({ account, inputs }, cloud) => ({
    fileSystemArn: String(cloud.get(FILE_SYSTEM, String(inputs.fileSystemId))?.outputs.arn ?? ''),
    ownerId: account,
  }),
  refuses: ({ inputs }, cloud) =>
    cloud.get(FILE_SYSTEM, String(inputs.fileSystemId)) === undefined
      ? `FileSystemNotFound: File system '${String(inputs.fileSystemId)}' does not exist.`
      : undefined,
};
