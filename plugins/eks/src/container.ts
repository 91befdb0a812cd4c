import type { core } from '@pulumi/kubernetes/types/input.js';
import type { Workload, WorkloadProbe } from 'panka/sdk';
import { containerSecurity } from './pod-security.js';

export type Pod = core.v1.PodTemplateSpec;
export type Container = core.v1.Container;
export type Variable = core.v1.EnvVar;
export type VolumeMount = core.v1.VolumeMount;
export type Volume = core.v1.Volume;

/** ECS CPU units of one vCPU. */
const UNITS_PER_VCPU = 1024;

export interface ContainerParts {
  readonly name: string;
  readonly workload: Workload;
  /** Variables that hold secrets: by where they are, not by what they are. */
  readonly secretEnvironment: readonly Variable[];
  readonly mounts: readonly VolumeMount[];
  readonly drainSeconds: number;
}

/** The container of a workload in the words of Kubernetes. */
export function container({ name, workload, secretEnvironment, mounts, drainSeconds }: ContainerParts): Container {
  return {
    name,
    image: workload.image,
    imagePullPolicy: workload.pullPolicy ?? 'Always',
    // Entry point and command, as Docker calls them.
    ...given('command', workload.entryPoint),
    ...given('args', workload.command),
    ...given('workingDir', workload.workingDir),
    env: [
      ...workload.environment.map(({ name: variable, value }) => ({ name: variable, value })),
      ...secretEnvironment,
    ],
    ports: workload.ports.map(({ name: port, port: containerPort, protocol }, index) => ({
      name: portName(port, index),
      containerPort,
      protocol: protocol.toUpperCase(),
    })),
    resources: resources(workload),
    securityContext: containerSecurity(workload),
    volumeMounts: [...mounts],
    ...probes(workload),
    ...(drainSeconds === 0 ? {} : { lifecycle: { preStop: { sleep: { seconds: drainSeconds } } } }),
  };
}

/** As much as is asked for and no more, as a task of ECS has it: the pod is the last to be evicted. */
function resources({ cpu, memory, ephemeralStorageGiB }: Workload): NonNullable<Container['resources']> {
  const size = {
    cpu: `${Math.round((cpu / UNITS_PER_VCPU) * 1000)}m`,
    memory: `${memory}Mi`,
    ...(ephemeralStorageGiB === undefined ? {} : { 'ephemeral-storage': `${ephemeralStorageGiB}Gi` }),
  };
  return { requests: size, limits: size };
}

function probes({ probes: asked, healthCommand }: Workload): Partial<Container> {
  const { readiness, liveness } = asked ?? {};
  const alive = liveness === undefined ? commandProbe(healthCommand) : probe(liveness);
  return {
    ...(readiness === undefined ? {} : { readinessProbe: probe(readiness) }),
    // A command that says whether it is ready is no reason to start it anew.
    ...(alive === undefined || (liveness === undefined && readiness !== undefined) ? {} : { livenessProbe: alive }),
  };
}

function probe({ ask, delay, period, timeout, failures }: WorkloadProbe): core.v1.Probe {
  return {
    ...question(ask),
    ...(delay === 0 ? {} : { initialDelaySeconds: delay }),
    periodSeconds: period,
    timeoutSeconds: timeout,
    failureThreshold: failures,
  };
}

function question(ask: WorkloadProbe['ask']): core.v1.Probe {
  if ('command' in ask) return { exec: { command: [...ask.command] } };
  return 'tcp' in ask
    ? { tcpSocket: { port: ask.tcp.port } }
    : { httpGet: { path: ask.http.path, port: ask.http.port } };
}

function commandProbe(check: Workload['healthCommand']): core.v1.Probe | undefined {
  if (check === undefined) return undefined;
  const { command, startPeriodSeconds, intervalSeconds, timeoutSeconds, retries } = check;
  return probe({
    ask: { command },
    delay: startPeriodSeconds,
    period: intervalSeconds,
    timeout: timeoutSeconds,
    failures: retries,
  });
}

/** Fifteen small letters, digits and hyphens at most, one letter at least; others are told apart by their place. */
export function portName(name: string, index: number): string {
  const fits = /^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(name) && /[a-z]/.test(name) && !name.includes('--');
  return fits ? name : `port-${index}`;
}

function given(key: string, value: readonly string[] | string | undefined): object {
  return value === undefined ? {} : { [key]: value };
}
