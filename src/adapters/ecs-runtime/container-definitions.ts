import * as pulumi from '@pulumi/pulumi';
import type { SecretReference, Workload } from '../../sdk/index.js';
import { type ConfigFiles, fetchPath } from './config-files.js';
import type { Mount } from './task-volumes.js';
import { COLLECTOR, collectorConfig, type Tracing, tracedEnvironment } from './trace-collector.js';

const FETCHER = 'panka-configs';

export interface ContainerParts {
  /** Name of the main container. */
  readonly name: string;
  readonly workload: Workload;
  readonly mounts: readonly Mount[];
  readonly configs: ConfigFiles | undefined;
  readonly configImage: string;
  /** Absent: no traces are collected. */
  readonly tracing?: Tracing | undefined;
  readonly logGroup: pulumi.Input<string>;
  readonly region: string;
}

/** JSON of the containers in ECS's own words: the main one, the one that fetches its configuration, and the one that takes its traces. */
export function containerDefinitions(parts: ContainerParts): pulumi.Output<string> {
  const { configs, tracing } = parts;
  const fetcher = configs === undefined ? [] : [fetchContainer(parts, configs)];
  const collector = tracing === undefined ? [] : [collectContainer(parts, tracing)];
  return pulumi.jsonStringify([mainContainer(parts), ...fetcher, ...collector]);
}

function mainContainer(parts: ContainerParts): object {
  const { name, workload, mounts, tracing } = parts;
  const environment = tracing === undefined ? workload.environment : tracedEnvironment(workload.environment, name);
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
    environment: environment.map(({ name: variable, value }) => ({ name: variable, value })),
    secrets: workload.secrets.map((secret) => ({ name: secret.name, valueFrom: valueFrom(secret) })),
    portMappings: workload.ports.map(portMapping),
    mountPoints: mounts,
    ...given('healthCheck', healthCheck(workload)),
    ...(workload.gpus === undefined ? {} : { resourceRequirements: [{ type: 'GPU', value: String(workload.gpus) }] }),
    ...before(parts),
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

/** A collector that ends doesn't end the task. It stops after the main container, whose last traces it gets. */
function collectContainer(parts: ContainerParts, tracing: Tracing): object {
  return {
    name: COLLECTOR,
    image: tracing.image,
    essential: false,
    readonlyRootFilesystem: true,
    environment: [{ name: 'AOT_CONFIG_CONTENT', value: collectorConfig(tracing) }],
    secrets: [],
    portMappings: [],
    mountPoints: [],
    logConfiguration: logs(parts, COLLECTOR),
  };
}

/** What must have ended or started before the main container does. */
function before({ configs, tracing }: ContainerParts): object {
  const dependsOn = [
    ...(configs === undefined ? [] : [{ containerName: FETCHER, condition: 'SUCCESS' }]),
    ...(tracing === undefined ? [] : [{ containerName: COLLECTOR, condition: 'START' }]),
  ];
  return dependsOn.length === 0 ? {} : { dependsOn };
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
