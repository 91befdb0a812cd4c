import * as pulumi from '@pulumi/pulumi';
import type { SecretReference, Workload } from '../../sdk/index.js';
import { type ConfigFiles, fetchPath } from './config-files.js';
import type { Mount } from './task-volumes.js';

const FETCHER = 'panka-configs';

export interface ContainerParts {
  /** Name of the main container. */
  readonly name: string;
  readonly workload: Workload;
  readonly mounts: readonly Mount[];
  readonly configs: ConfigFiles | undefined;
  readonly configImage: string;
  readonly logGroup: pulumi.Input<string>;
  readonly region: string;
}

/** JSON of the containers in ECS's own words: the main one, and the one that fetches its configuration. */
export function containerDefinitions(parts: ContainerParts): pulumi.Output<string> {
  const { configs } = parts;
  const fetcher = configs === undefined ? [] : [fetchContainer(parts, configs)];
  return pulumi.jsonStringify([mainContainer(parts), ...fetcher]);
}

function mainContainer(parts: ContainerParts): object {
  const { name, workload, mounts, configs } = parts;
  return {
    name,
    image: workload.image,
    essential: true,
    ...given('entryPoint', workload.entryPoint),
    ...given('command', workload.command),
    ...given('workingDirectory', workload.workingDir),
    ...given('user', workload.user),
    readonlyRootFilesystem: workload.readonlyRootFilesystem,
    stopTimeout: workload.stopTimeoutSeconds,
    linuxParameters: { initProcessEnabled: true },
    environment: workload.environment.map(({ name: variable, value }) => ({ name: variable, value })),
    secrets: workload.secrets.map((secret) => ({ name: secret.name, valueFrom: valueFrom(secret) })),
    portMappings: workload.ports.map(portMapping),
    mountPoints: mounts,
    ...given('healthCheck', healthCheck(workload)),
    ...(workload.gpus === undefined ? {} : { resourceRequirements: [{ type: 'GPU', value: String(workload.gpus) }] }),
    ...(configs === undefined ? {} : { dependsOn: [{ containerName: FETCHER, condition: 'SUCCESS' }] }),
    logConfiguration: logs(parts, name),
  };
}

function fetchContainer(parts: ContainerParts, configs: ConfigFiles): object {
  return {
    name: FETCHER,
    image: parts.configImage,
    essential: false,
    entryPoint: ['sh', '-c'],
    command: [configs.script],
    readonlyRootFilesystem: true,
    environment: [],
    secrets: [],
    portMappings: [],
    mountPoints: configs.mounts.map(({ volume }, index) => ({
      sourceVolume: volume,
      containerPath: fetchPath(index),
      readOnly: false,
    })),
    logConfiguration: logs(parts, FETCHER),
  };
}

/** awsvpc: the container's port is the task's. A name makes the port known to Service Connect. */
function portMapping({ name, port, protocol, appProtocol }: Workload['ports'][number]): object {
  return { name, containerPort: port, hostPort: port, protocol, ...given('appProtocol', appProtocol) };
}

function healthCheck({ healthCommand }: Workload): object | undefined {
  if (healthCommand === undefined) return undefined;
  const { command, intervalSeconds, timeoutSeconds, retries, startPeriodSeconds } = healthCommand;
  return {
    command: ['CMD', ...command],
    interval: intervalSeconds,
    timeout: timeoutSeconds,
    retries,
    startPeriod: startPeriodSeconds,
  };
}

/** One key of a secret as ECS writes it: `<arn>:<key>::`. */
function valueFrom({ arn, key }: SecretReference): pulumi.Input<string> {
  return key === undefined ? arn : pulumi.interpolate`${arn}:${key}::`;
}

/** Non-blocking: a container goes on when logs can't be sent. */
function logs({ workload, logGroup, region }: ContainerParts, prefix: string): object {
  const mode = workload.logMode ?? 'non-blocking';
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': logGroup,
      'awslogs-region': region,
      'awslogs-stream-prefix': prefix,
      mode,
      ...(mode === 'non-blocking' ? { 'max-buffer-size': workload.logBuffer ?? '25m' } : {}),
    },
  };
}

function given(key: string, value: unknown): object {
  return value === undefined ? {} : { [key]: value };
}
