import * as aws from '@pulumi/aws';
import type { Input, Output } from '@pulumi/pulumi';
import { architectureOf } from './instance-type.js';
import type { Ec2InstanceSpec } from './schema.js';

/** Id of the image for one instance: looked up when the stack is planned. */
export function imageId(spec: Ec2InstanceSpec): Output<string> {
  const { id, filter } = spec.ami;
  if (id !== undefined) return checkedImage(spec, id);
  if (filter !== undefined) return newestImage(spec, filter);
  return aws.ssm.getParameterOutput({ name: parameterOf(spec) }).insecureValue;
}

/** Image of a launch template: EC2 looks a parameter up itself, at the start of each instance. */
export function templateImage(spec: Ec2InstanceSpec): Input<string> {
  const { id, filter } = spec.ami;
  return id === undefined && filter === undefined ? `resolve:ssm:${parameterOf(spec)}` : imageId(spec);
}

/** Name of the root disk as the image has it; a template that gives another name would add a disk. */
export function rootDeviceName(spec: Ec2InstanceSpec): Input<string> {
  const { id, filter, ssmParameter } = spec.ami;
  if (id === undefined && filter === undefined && ssmParameter === undefined) return AMAZON_LINUX_ROOT;
  return imageById(imageId(spec)).rootDeviceName;
}

const AMAZON_LINUX_ROOT = '/dev/xvda';

function imageById(id: Input<string>): Output<aws.ec2.GetAmiResult> {
  return aws.ec2.getAmiOutput({ filters: [{ name: 'image-id', values: [id] }] });
}

function parameterOf({ ami, instanceType }: Ec2InstanceSpec): string {
  return (
    ami.ssmParameter ?? `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architectureOf(instanceType)}`
  );
}

/** What EC2 answers; a plan that asks nobody has other texts in its place. */
const ARCHITECTURES = ['arm64', 'x86_64', 'i386', 'arm64_mac', 'x86_64_mac'];

/** An image for another processor would not start, and EC2 says so only when the instance is made. */
function checkedImage({ instanceType }: Ec2InstanceSpec, id: string): Output<string> {
  const wanted = architectureOf(instanceType);
  return imageById(id).architecture.apply((architecture) => {
    if (ARCHITECTURES.includes(architecture) && architecture !== wanted)
      throw new Error(`PANKA-EC2-001: ami ${id} is ${architecture} but ${instanceType} is ${wanted}`);
    return id;
  });
}

function newestImage(
  { instanceType }: Ec2InstanceSpec,
  { name, owner }: NonNullable<Ec2InstanceSpec['ami']['filter']>,
): Output<string> {
  const filters = [
    { name: 'name', values: [name] },
    { name: 'architecture', values: [architectureOf(instanceType)] },
    { name: 'state', values: ['available'] },
  ];
  return aws.ec2.getAmiOutput({ mostRecent: true, owners: [owner], filters }).id;
}
