import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import { imageId } from './image.js';
import { type Machine, METADATA_OPTIONS, rootVolumeArgs } from './machine.js';
import type { Place } from './place.js';

/** One instance with where it is. */
export interface DeclaredInstance {
  readonly instance: aws.ec2.Instance;
  /** Known in a plan where the network tells, so that a disk of the same zone is not taken for one that moves. */
  readonly zone: pulumi.Output<string>;
}

/** So many instances as are asked for, each in the next subnet. */
export function declareInstances(
  machine: Machine,
  context: TranslateContext,
  places: readonly Place[],
): readonly [DeclaredInstance, ...DeclaredInstance[]] {
  const { count } = machine.component.spec;
  const ami = imageId(machine.component.spec);
  const one = (index: number) =>
    declareInstance(machine, context, { ami, index, place: places[index % places.length] });
  return [one(0), ...Array.from({ length: count - 1 }, (_, index) => one(index + 1))];
}

function declareInstance(
  machine: Machine,
  context: TranslateContext,
  { ami, index, place }: { ami: pulumi.Output<string>; index: number; place: Place | undefined },
): DeclaredInstance {
  const { spec } = machine.component;
  if (place === undefined) throw new Error(`there is no ${spec.subnet} subnet`);
  const logicalName = context.logicalName(index === 0 ? undefined : `instance-${index + 1}`);
  const tags = machine.tagsOf(logicalName);
  const instance = new aws.ec2.Instance(
    logicalName,
    {
      ami,
      instanceType: spec.instanceType,
      subnetId: place.subnetId,
      ...(place.zone === undefined ? {} : { availabilityZone: place.zone }),
      vpcSecurityGroupIds: [...machine.securityGroupIds],
      associatePublicIpAddress: spec.publicIp,
      iamInstanceProfile: machine.profileName,
      metadataOptions: METADATA_OPTIONS,
      monitoring: spec.monitoring,
      disableApiTermination: spec.deletionProtection ?? false,
      ...(spec.keyName === undefined ? {} : { keyName: spec.keyName }),
      ...(machine.userData === undefined ? {} : { userData: machine.userData }),
      rootBlockDevice: rootBlockDevice(machine, tags),
      tags,
    },
    context.dataOptions({
      dependsOn: [...machine.ready],
      // The newest image changes every few weeks, and a new one means another instance.
      ...(spec.replaceAmi ? {} : { ignoreChanges: ['ami'] }),
      ...(spec.replaceOnUserDataChange ? { replaceOnChanges: ['userData'] } : {}),
    }),
  );
  return { instance, zone: place.zone === undefined ? instance.availabilityZone : pulumi.output(place.zone) };
}

function rootBlockDevice(machine: Machine, tags: Record<string, string>): aws.types.input.ec2.InstanceRootBlockDevice {
  return { ...rootVolumeArgs(machine), encrypted: true, deleteOnTermination: true, tags };
}
