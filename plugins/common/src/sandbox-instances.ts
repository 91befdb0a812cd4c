import type {
  JsonObject,
  MadeResource,
  ResourceModel,
  SandboxApi,
  SandboxCloud,
  SandboxInvoke,
  SandboxModels,
  SandboxResource,
} from 'panka/sdk';
import { asObject, asObjects } from './look.js';
import { digitsOf } from './sandbox-task-fate.js';

const INSTANCE = 'aws:ec2/instance:Instance';
const SUBNET = 'aws:ec2/subnet:Subnet';
const PROFILE = 'aws:iam/instanceProfile:InstanceProfile';
/** Bytes. Source: EC2 user guide, "Run commands on your Linux instance at launch". */
const USER_DATA_LIMIT = 16_384;

const instance: ResourceModel = {
  type: INSTANCE,
  replaces: [
    ...['ami', 'associatePublicIpAddress', 'availabilityZone', 'hostId', 'keyName', 'placementGroup', 'privateIp'],
    ...['rootBlockDevice.encrypted', 'rootBlockDevice.kmsKeyId', 'subnetId', 'tenancy'],
  ],
  idPrefix: 'i',
  arn: 'arn:{partition}:ec2:{region}:{account}:instance/{id}',
  computed: (made, cloud) => {
    const { inputs, hex, region, previous } = made;
    const [privateIp, publicIp] = [addressOf('10.0', made), addressOf('203.0', made)];
    const isPublic = inputs.associatePublicIpAddress === true;
    const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
    return {
      privateIp,
      privateDns: `ip-${privateIp.replaceAll('.', '-')}.${domain}`,
      publicIp: isPublic ? publicIp : '',
      publicDns: isPublic ? `ec2-${publicIp.replaceAll('.', '-')}.compute-1.amazonaws.com` : '',
      availabilityZone: inputs.availabilityZone ?? zoneOf(inputs.subnetId, cloud) ?? `${region}a`,
      instanceState: 'running',
      primaryNetworkInterfaceId: `eni-${hex(17)}`,
      rootBlockDevice: {
        deviceName: '/dev/xvda',
        ...asObject(inputs.rootBlockDevice),
        volumeId: asObject(previous?.rootBlockDevice).volumeId ?? `vol-${hex(17)}`,
      },
    };
  },
  refuses: ({ inputs }, cloud) => imageRefusal(inputs) ?? profileRefusal(inputs, cloud) ?? userDataRefusal(inputs),
  refusesDelete: ({ id, inputs }) =>
    inputs.disableApiTermination === true
      ? `OperationNotPermitted: The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`
      : undefined,
};

function imageRefusal({ ami, launchTemplate }: JsonObject): string | undefined {
  if (launchTemplate !== undefined && ami === undefined) return undefined;
  return /^ami-[0-9a-f]{8,17}$/.test(String(ami))
    ? undefined
    : `InvalidAMIID.Malformed: Invalid id: "${String(ami)}" (expecting "ami-...")`;
}

function profileRefusal({ iamInstanceProfile: name }: JsonObject, cloud: SandboxCloud): string | undefined {
  if (name === undefined || cloud.list(PROFILE).some((profile) => profile.inputs.name === name)) return undefined;
  return `InvalidParameterValue: Value (${String(name)}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`;
}

function userDataRefusal({ userData }: JsonObject): string | undefined {
  return typeof userData === 'string' && Buffer.byteLength(userData) > USER_DATA_LIMIT
    ? `InvalidParameterValue: User data is limited to ${USER_DATA_LIMIT} bytes`
    : undefined;
}

/** An address that follows from the instance. */
function addressOf(network: string, { hex }: MadeResource): string {
  const digits = digitsOf(hex(17), 4);
  return `${network}.${Number.parseInt(digits.slice(0, 2), 16)}.${Number.parseInt(digits.slice(2), 16)}`;
}

function zoneOf(subnetId: unknown, cloud: SandboxCloud): string | undefined {
  const zone = cloud.get(SUBNET, String(subnetId))?.outputs.availabilityZone;
  return typeof zone === 'string' ? zone : undefined;
}

/** An instance of the sandbox runs and is well, unless a person wrote something else into it. */
const describeStatus: SandboxApi = ({ InstanceIds }, cloud) => ({
  InstanceStatuses: wanted(InstanceIds, cloud).map(({ id, outputs }) => ({
    InstanceId: id,
    InstanceState: { Name: outputs.instanceState ?? 'running' },
    SystemStatus: { Status: outputs.systemStatus ?? 'ok' },
    InstanceStatus: { Status: outputs.instanceStatus ?? 'ok' },
  })),
});

const describeInformation: SandboxApi = ({ Filters }, cloud) => {
  const ids = asObjects(Filters).flatMap(({ Values }) => (Array.isArray(Values) ? Values : []));
  return {
    InstanceInformationList: ids.flatMap((id) => {
      const found = cloud.get(INSTANCE, String(id));
      return found === undefined ? [] : [{ InstanceId: found.id, PingStatus: found.outputs.pingStatus ?? 'Online' }];
    }),
  };
};

function wanted(ids: unknown, cloud: SandboxCloud): readonly SandboxResource[] {
  return (Array.isArray(ids) ? ids : []).map((id) => {
    const found = cloud.get(INSTANCE, String(id));
    if (found === undefined)
      throw new Error(`InvalidInstanceID.NotFound: The instance ID '${String(id)}' does not exist`);
    return found;
  });
}

/** Images are AWS's or the user's; of one that is asked for by its id nothing else is known. */
const getAmi: SandboxInvoke = (args, _cloud, { region }) => {
  const filters = new Map(
    asObjects(args.filters).map(({ name, values }) => [String(name), Array.isArray(values) ? String(values[0]) : '']),
  );
  const id = filters.get('image-id') ?? `ami-${digitsOf(`${region} ${JSON.stringify([...filters])}`, 17)}`;
  return { ...args, id, imageId: id, architecture: filters.get('architecture') ?? '', rootDeviceName: '/dev/xvda' };
};

/** Instances of EC2 in the sandbox, for every kind that makes them. Replacing inputs: CloudFormation's schema of AWS::EC2::Instance. */
export const sandboxInstances: SandboxModels = {
  models: [instance],
  api: {
    'ec2:DescribeInstanceStatus': describeStatus,
    'ssm:DescribeInstanceInformation': describeInformation,
  },
  invokes: { 'aws:ec2/getAmi:getAmi': getAmi },
};
