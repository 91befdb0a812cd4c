import type { ApplicationView, Finding } from 'panka/sdk';
import type { ContainerSpec } from './container-spec.js';
import { fargateProblem } from './fargate-sizes.js';
import { errorAt, warningAt } from './finding.js';
import { readCpu } from './quantities.js';

/** Rules of image, size and platform. */
export function runtimeRules(spec: ContainerSpec, view: ApplicationView): Finding[] {
  return [...imageRules(spec), ...sizeRules(spec), ...platformRules(spec, view)];
}

function imageRules({ image }: ContainerSpec): Finding[] {
  if (image.tag !== undefined || image.digest !== undefined) return [];
  return [
    errorAt('/image', 'PANKA-ECS-008', `image ${image.repository} has neither tag nor digest`, 'tag: "${VERSION}"'),
  ];
}

function sizeRules({ runtime }: ContainerSpec): Finding[] {
  const { units, rounded } = readCpu(runtime.cpu);
  const warning = rounded
    ? [
        warningAt(
          '/runtime/cpu',
          'PANKA-ECS-009',
          `runtime.cpu ${runtime.cpu} is read as millicores and rounded up to ${units} CPU units`,
          `cpu: ${units}`,
        ),
      ]
    : [];
  const problem = runtime.platform === 'fargate' ? fargateProblem(units, runtime.memory) : undefined;
  if (problem === undefined) return warning;
  const [path, suggestion] =
    problem.cpu === undefined
      ? ['/runtime/memory', `memory: ${problem.memory}`]
      : ['/runtime/cpu', `cpu: ${problem.cpu}`];
  return [...warning, errorAt(path, 'PANKA-ECS-001', problem.message, suggestion)];
}

function platformRules({ runtime }: ContainerSpec, view: ApplicationView): Finding[] {
  const { platform, launchType, requiresGPU, capacityPool, ephemeralStorageGiB } = runtime;
  const findings: Finding[] = [];
  if (launchType !== undefined && launchType.toLowerCase() !== platform)
    findings.push(
      errorAt(
        '/runtime/launchType',
        'PANKA-ECS-010',
        `runtime.launchType ${launchType} does not agree with runtime.platform ${platform}`,
        `platform: ${launchType.toLowerCase()}`,
      ),
    );
  if (requiresGPU === true && platform !== 'ec2')
    findings.push(
      errorAt(
        '/runtime/requiresGPU',
        'PANKA-ECS-011',
        `requiresGPU needs runtime.platform ec2, not ${platform}`,
        'platform: ec2',
      ),
    );
  if (capacityPool !== undefined) findings.push(...poolRules(platform, capacityPool, view));
  if (ephemeralStorageGiB !== undefined && platform === 'ec2')
    findings.push(
      errorAt(
        '/runtime/ephemeralStorageGiB',
        'PANKA-ECS-012',
        'ephemeralStorageGiB needs runtime.platform fargate, or that of a plugin',
      ),
    );
  return findings;
}

function poolRules(platform: string, pool: string, view: ApplicationView): Finding[] {
  if (platform !== 'ec2')
    return [
      errorAt(
        '/runtime/capacityPool',
        'PANKA-ECS-013',
        `capacityPool ${pool} needs runtime.platform ec2`,
        'platform: ec2',
      ),
    ];
  const names = poolNames(view);
  if (names.includes(pool)) return [];
  const known = names.length === 0 ? 'none is declared' : `declared: ${names.join(', ')}`;
  return [
    errorAt(
      '/runtime/capacityPool',
      'PANKA-ECS-013',
      `capacityPool ${pool} is not in InfraDefaults.compute.ec2Pools (${known})`,
    ),
  ];
}

function poolNames(view: ApplicationView): string[] {
  const compute = view.infra.defaults.compute as
    | { readonly ec2Pools?: readonly { readonly name?: string }[] }
    | undefined;
  return (compute?.ec2Pools ?? []).flatMap((pool) => (pool.name === undefined ? [] : [pool.name]));
}
