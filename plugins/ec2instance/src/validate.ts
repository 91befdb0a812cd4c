import { errorAt, isTarget, volumeProblems, warningAt, zonesOf } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { architectureOf } from './instance-type.js';
import type { Ec2InstanceSpec } from './schema.js';
import { userDataRules } from './validate-user-data.js';

type Component = ComponentOf<Ec2InstanceSpec>;

/** Rules of instances that the schema cannot express. */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...imageRules(spec),
    ...keyRules(spec, view),
    ...placeRules(spec, view),
    ...countRules(spec),
    ...volumeProblems(spec.rootVolume).map(({ field, message }) =>
      errorAt(`/rootVolume/${field}`, 'PANKA-EC2-010', `rootVolume.${message}`),
    ),
    ...ingressRules(spec),
    ...portRules(component, view),
    ...userDataRules(component),
  ];
}

/** The processor of an image that is named by its id is known to AWS alone: that is looked at in the plan. */
function imageRules({ ami, instanceType }: Ec2InstanceSpec): Finding[] {
  const given = (['id', 'ssmParameter', 'filter'] as const).filter((field) => ami[field] !== undefined);
  if (given.length > 1)
    return [
      errorAt('/ami', 'PANKA-EC2-003', `ami has ${given.join(' and ')}; give one of id, ssmParameter and filter`),
    ];
  const architecture = architectureOf(instanceType);
  const named = /(arm64|aarch64|x86_64|amd64)/.exec(ami.ssmParameter ?? '')?.[1];
  const other = named === undefined || architecture === SAME[named] ? undefined : SAME[named];
  if (other === undefined) return [];
  return [
    errorAt(
      '/ami/ssmParameter',
      'PANKA-EC2-001',
      `ami ${String(ami.ssmParameter)} is ${other} but ${instanceType} is ${architecture}`,
    ),
  ];
}

const SAME: Readonly<Record<string, string>> = { arm64: 'arm64', aarch64: 'arm64', x86_64: 'x86_64', amd64: 'x86_64' };

function keyRules({ keyName }: Ec2InstanceSpec, { infra }: ApplicationView): Finding[] {
  if (keyName === undefined || infra.security.allowSshKeys === true) return [];
  return [errorAt('/keyName', 'PANKA-EC2-002', 'keyName is not allowed; use Session Manager', 'ssm: true')];
}

function placeRules({ subnet, publicIp }: Ec2InstanceSpec, { infra }: ApplicationView): Finding[] {
  if (publicIp && subnet !== 'public')
    return [
      errorAt(
        '/publicIp',
        'PANKA-EC2-006',
        `publicIp needs subnet public: nothing from outside finds its way into ${subnet}`,
        'subnet: public',
      ),
    ];
  const zones = zonesOf(infra);
  if (subnet === 'private' || subnet === 'public' || zones === undefined || zones.includes(subnet)) return [];
  return [
    errorAt(
      '/subnet',
      'PANKA-EC2-011',
      `subnet ${subnet} is no zone of the stack; it has ${zones.join(', ')}`,
      `subnet: ${zones[0] ?? ''}`,
    ),
  ];
}

function countRules({ autoscaling, count }: Ec2InstanceSpec): Finding[] {
  if (autoscaling === undefined) return [];
  if (autoscaling.min > autoscaling.max)
    return [
      errorAt('/autoscaling/min', 'PANKA-EC2-007', `autoscaling.min ${autoscaling.min} > max ${autoscaling.max}`),
    ];
  if (count === 1) return [];
  return [
    errorAt(
      '/count',
      'PANKA-EC2-008',
      `count ${count} has no meaning with autoscaling; set autoscaling.min`,
      `min: ${count}`,
    ),
  ];
}

function ingressRules({ ingress }: Ec2InstanceSpec): Finding[] {
  return ingress.flatMap(({ from }, index) =>
    Object.values(from).filter((value) => value !== undefined).length === 1
      ? []
      : [
          errorAt(
            `/ingress/${index}/from`,
            'PANKA-EC2-009',
            `ingress[${index}].from needs exactly one of component, cidr and securityGroupId`,
          ),
        ],
  );
}

function portRules(component: Component, view: ApplicationView): Finding[] {
  const { ports } = component.spec;
  const twice = ports.findIndex((port, index) => ports.findIndex(same(port)) !== index);
  if (twice !== -1)
    return [errorAt(`/ports/${twice}/port`, 'PANKA-EC2-012', `port ${ports[twice]?.port ?? ''} is declared twice`)];
  if (ports.length > 0 || !isTarget(component, view)) return [];
  return [
    warningAt(
      '/ports',
      'PANKA-EC2-013',
      `a load balancer leads to ${component.address}, which declares no ports: port 80 is taken`,
      'ports: [{name: http, port: 80}]',
    ),
  ];
}

type Port = Ec2InstanceSpec['ports'][number];

function same(one: Port): (other: Port) => boolean {
  return (other) => other.port === one.port && other.protocol === one.protocol;
}
