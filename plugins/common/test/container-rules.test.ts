import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import { type ComponentKind, defineKind, type JsonObject } from 'panka/sdk';
import { autoscalingRules } from '../src/autoscaling-rules.js';
import { containerRules } from '../src/container-rules.js';
import { type ContainerSpec, containerFields, normaliseContainer, portField } from '../src/container-spec.js';
import { volumeReferences } from '../src/container-volumes.js';
import { componentOf, told, viewOf } from './component.js';
import { stranger } from './consumption.js';

const kind = defineKind({
  kind: 'Container',
  schema: Type.Object({ ...containerFields, ports: Type.Optional(Type.Array(portField)) }),
  normalise: normaliseContainer,
} as unknown as ComponentKind<ContainerSpec>);

const others = [stranger('files/uploads', 'S3'), stranger('api/shared', 'EFS', { accessPoints: [{ name: 'app' }] })];

function check(spec: JsonObject, defaults: JsonObject = {}) {
  const component = componentOf(kind, { image: 'app:1', ...spec });
  return containerRules(component, viewOf([component, ...others], { defaults }));
}

describe('rules of containers', () => {
  const rules: readonly [string, JsonObject, string][] = [
    [
      'a size that Fargate lacks',
      { runtime: { cpu: 512, memory: 512 } },
      'PANKA-ECS-001 spec.runtime: cpu 512 and memory 512 is not a Fargate size; with cpu 512 memory must be 1024, 2048, 3072 or 4096 MiB',
    ],
    [
      'a port declared twice',
      {
        ports: [
          { name: 'a', port: 8080 },
          { name: 'b', port: 8080 },
        ],
      },
      'PANKA-ECS-002 containerPort 8080 is declared twice',
    ],
    [
      'a volume of the wrong kind',
      { volumes: [{ name: 'data', mountPath: '/data', efs: { component: 'files/uploads' } }] },
      "PANKA-ECS-006 EFS volume 'data' needs component files/uploads of kind EFS",
    ],
    [
      'an access point that the file system does not have',
      { volumes: [{ name: 'data', mountPath: '/data', efs: { component: 'shared', accessPoint: 'web' } }] },
      "PANKA-ECS-024 EFS volume 'data' asks for access point web of api/shared; it has app",
    ],
    [
      'one name for a variable and a secret',
      { environment: { DB_PASSWORD: 'x' }, secrets: [{ name: 'DB_PASSWORD', secretRef: 's' }] },
      'PANKA-ECS-007 environment and secrets both define DB_PASSWORD',
    ],
    ['an image without a version', { image: 'app' }, 'PANKA-ECS-008 image app has neither tag nor digest'],
    [
      'millicores',
      { runtime: { cpu: '300m', memory: 1024 } },
      'PANKA-ECS-009 runtime.cpu 300m is read as millicores and rounded up to 512 CPU units',
    ],
    [
      'a launch type against the platform',
      { runtime: { launchType: 'EC2' } },
      'PANKA-ECS-010 runtime.launchType EC2 does not agree with runtime.platform fargate',
    ],
    [
      'a GPU on Fargate',
      { runtime: { requiresGPU: true } },
      'PANKA-ECS-011 requiresGPU needs runtime.platform ec2, not fargate',
    ],
    [
      'a Fargate disk on EC2',
      { runtime: { platform: 'ec2', ephemeralStorageGiB: 50 } },
      'PANKA-ECS-012 ephemeralStorageGiB needs runtime.platform fargate, or that of a plugin',
    ],
    [
      'a pool on Fargate',
      { runtime: { capacityPool: 'gpu' } },
      'PANKA-ECS-013 capacityPool gpu needs runtime.platform ec2',
    ],
    [
      'a pool that is not declared',
      { runtime: { platform: 'ec2', capacityPool: 'gpu' } },
      'PANKA-ECS-013 capacityPool gpu is not in InfraDefaults.compute.ec2Pools (none is declared)',
    ],
    [
      'a port name used twice',
      {
        ports: [
          { name: 'a', port: 80 },
          { name: 'a', port: 81 },
        ],
      },
      'PANKA-ECS-014 port name a is declared twice',
    ],
    [
      'a variable without a value',
      { environment: [{ name: 'X' }] },
      'PANKA-ECS-015 environment.X needs exactly one of value and valueFrom',
    ],
    [
      'a volume of two sorts',
      { volumes: [{ name: 'tmp', mountPath: '/tmp', ephemeral: true, ebs: { sizeGiB: 1 } }] },
      "PANKA-ECS-016 volume 'tmp' needs exactly one of efs, ephemeral and ebs",
    ],
    [
      'a public address in a private subnet',
      { networking: { assignPublicIp: true } },
      'PANKA-ECS-017 networking.assignPublicIp needs networking.subnets public: a private subnet has no way in for a public address',
    ],
  ];
  for (const [what, spec, message] of rules)
    it(`finds ${what}`, () => {
      expect(told(check(spec))).to.deep.equal([message]);
    });

  const disks: readonly [string, JsonObject, string, string | undefined][] = [
    ['provisioned operations left out', { type: 'io1', sizeGiB: 20 }, 'iops is needed with io1', 'iops: 1000'],
    ['the same of io2', { type: 'io2', sizeGiB: 20 }, 'iops is needed with io2', 'iops: 3000'],
    [
      'a disk smaller than its type begins',
      { type: 'st1', sizeGiB: 100 },
      'sizeGiB 100 is not within 125 to 16384, which st1 has',
      'sizeGiB: 125',
    ],
    [
      'operations that a type has none of',
      { type: 'sc1', sizeGiB: 200, iops: 300 },
      'iops cannot be set for sc1',
      undefined,
    ],
    [
      'throughput beyond its operations',
      { sizeGiB: 20, throughputMiBps: 900 },
      'throughputMiBps 900 needs iops 3600: gp3 has one MiB/s for every 4 operations',
      undefined,
    ],
    [
      'operations that EBS has and ECS does not give',
      { sizeGiB: 200, iops: 20_000 },
      'iops 20000 is more than the 16000 that ECS takes',
      undefined,
    ],
  ];
  for (const [what, ebs, message, suggestion] of disks)
    it(`finds ${what}`, () => {
      const findings = check({ volumes: [{ name: 'data', mountPath: '/data', ebs }] });
      expect(told(findings)).to.deep.equal([`PANKA-ECS-027 volume 'data': ${message}`]);
      expect(findings[0]?.suggestion).to.equal(suggestion);
      expect(findings[0]?.path).to.match(/^\/volumes\/0\/ebs\/\w+$/);
    });

  it('finds a second disk, which ECS would not attach', () => {
    const disk = (name: string) => ({ name, mountPath: `/${name}`, ebs: { sizeGiB: 10 } });
    const [finding, ...more] = check({ volumes: [disk('a'), disk('b')] });
    expect(more).to.deep.equal([]);
    expect(finding).to.include({ code: 'PANKA-ECS-028', path: '/volumes/1/ebs' });
    expect(check({ volumes: [disk('a')] })).to.deep.equal([]);
  });

  it('finds nothing in what is right', () => {
    const spec: JsonObject = {
      runtime: { platform: 'ec2', cpu: 300, memory: 700, capacityPool: 'gpu', requiresGPU: true, launchType: 'ec2' },
      ports: [
        { name: 'a', port: 53 },
        { name: 'b', port: 53, protocol: 'UDP' },
      ],
      volumes: [{ name: 'data', mountPath: '/data', efs: { component: 'shared' } }],
      image: `app@sha256:${'0'.repeat(64)}`,
    };
    expect(check(spec, { compute: { ec2Pools: [{ name: 'gpu' }] } })).to.deep.equal([]);
  });

  it('gives public addresses to tasks on Fargate alone, and warns of public subnets without them', () => {
    const open = { assignPublicIp: true, subnets: 'public' };
    expect(check({ networking: open })).to.deep.equal([]);
    expect(told(check({ networking: open, runtime: { platform: 'ec2', cpu: 300, memory: 700 } }))).to.deep.equal([
      'PANKA-ECS-030 networking.assignPublicIp is for fargate: tasks on instances have no public address of their own',
    ]);
    const [finding, ...more] = check({ networking: { subnets: 'public' } });
    expect(more).to.deep.equal([]);
    expect(finding).to.include({ code: 'PANKA-ECS-030', severity: 'warning', path: '/networking/subnets' });
  });

  it('leaves an unknown component to the reference check', () => {
    expect(check({ volumes: [{ name: 'data', mountPath: '/data', efs: { component: 'nowhere' } }] })).to.deep.equal([]);
  });

  it('compares limits of scaling with what they fall back to', () => {
    const scaling = { scaleInCooldown: 300, scaleOutCooldown: 60 };
    expect(told(autoscalingRules({ ...scaling, minReplicas: 5, maxReplicas: 3 }, 1))).to.deep.equal([
      'PANKA-ECS-004 autoscaling.minReplicas 5 > maxReplicas 3',
    ]);
    expect(told(autoscalingRules({ ...scaling, maxReplicas: 3 }, 4))).to.deep.equal([
      'PANKA-ECS-004 autoscaling.minReplicas 4 > maxReplicas 3',
    ]);
    const schedules = [
      { cron: 'rate(1 day)', min: 1, max: 3, timezone: 'UTC' },
      { cron: 'rate(1 day)', min: 4, max: 3, timezone: 'UTC' },
    ];
    expect(autoscalingRules({ ...scaling, maxReplicas: 3, schedules }, 1)).to.deep.include({
      code: 'PANKA-ECS-004',
      severity: 'error',
      path: '/autoscaling/schedules/1/min',
      message: 'autoscaling.schedules[1].min 4 > max 3',
    });
    expect(told(autoscalingRules(scaling, 1))).to.deep.equal(['PANKA-ECS-020 autoscaling needs maxReplicas']);
    expect(autoscalingRules({ ...scaling, enabled: false }, 1)).to.deep.equal([]);
  });

  it('refers to file systems with the access that the mount needs', () => {
    const efs = { component: 'shared', accessPoint: 'app' };
    const volume = { name: 'a', mountPath: '/a', readOnly: false, efs };
    expect(
      volumeReferences([volume, { ...volume, readOnly: true }, { name: 't', mountPath: '/t', readOnly: false }]),
    ).to.deep.equal([
      { component: 'shared', path: '/volumes/0/efs/component', edge: 'needs', reason: 'volume', access: 'write' },
      { component: 'shared', path: '/volumes/1/efs/component', edge: 'needs', reason: 'volume', access: 'read' },
    ]);
  });
});
