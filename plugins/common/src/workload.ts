import type { ComponentOf, PolicyStatement, Secrets, TranslateContext, Workload, WorkloadAutoscaling } from 'panka/sdk';
import type { AutoscalingSpec } from './autoscaling.js';
import { imageReference } from './container-image.js';
import type { ContainerSpec, PortSpec } from './container-spec.js';
import { volumesOf } from './container-volumes.js';
import { environmentOf } from './environment.js';
import { readCpu } from './quantities.js';
import { secretsOf } from './secret-list.js';

type Component = ComponentOf<ContainerSpec & { readonly ports?: readonly PortSpec[] }>;

/** What a container spec alone decides of a workload; the kind adds replicas, deployment, health and targets. */
export type ContainerWorkload = Omit<
  Workload,
  'type' | 'replicas' | 'autoscaling' | 'deployment' | 'stopTimeoutSeconds' | 'targetGroups' | 'healthCommand'
>;

/** Container spec → workload, with every variable and secret that bindings inject. */
export function containerWorkload(
  component: Component,
  context: TranslateContext,
  services: { readonly secrets: Secrets },
): ContainerWorkload {
  const { spec } = component;
  const secrets = secretsOf(component, context, services.secrets);
  return {
    ...sizeOf(spec),
    ...processOf(spec),
    environment: environmentOf(component, context, new Set(secrets.map((s) => s.name))),
    secrets,
    ports: portsOf(spec.ports ?? []),
    volumes: volumesOf(component, context),
    ...given('configs', spec.configs),
    subnets: spec.networking.subnets,
    assignPublicIp: spec.networking.assignPublicIp,
    securityGroupIds: spec.networking.securityGroupIds,
    statements: spec.iam.policies.map(statement),
    managedPolicyArns: spec.iam.managedPolicyArns,
    ...given('permissionsBoundary', spec.iam.permissionsBoundary),
    exec: spec.exec.enabled,
    logMode: spec.logging.mode,
    logBuffer: spec.logging.bufferSize,
    consumed: context.consumed,
  };
}

function sizeOf({ image, runtime }: ContainerSpec) {
  return {
    image: imageReference(image),
    pullPolicy: image.pullPolicy,
    cpu: readCpu(runtime.cpu).units,
    memory: runtime.memory,
    architecture: runtime.architecture,
    spot: runtime.spot,
    ...given('ephemeralStorageGiB', moreThanStandard(runtime.ephemeralStorageGiB)),
    ...given('capacityPool', runtime.capacityPool),
    ...(runtime.requiresGPU === true ? { gpus: 1 } : {}),
  };
}

/** 20 GiB is what a task has anyway, and AWS refuses to be told so. */
function moreThanStandard(gib: number | undefined): number | undefined {
  return gib === undefined || gib <= 20 ? undefined : gib;
}

/** `command` and `args` of the manifest are entry point and command of the container. */
function processOf(spec: ContainerSpec) {
  return {
    ...given('entryPoint', spec.command),
    ...given('command', spec.args),
    ...given('workingDir', spec.workingDir),
    ...given('user', spec.user),
    readonlyRootFilesystem: spec.readonlyRootFilesystem,
  };
}

function portsOf(ports: readonly PortSpec[]): Workload['ports'] {
  return ports.map(({ name, port, protocol, appProtocol }) => ({
    name,
    port,
    protocol,
    ...(protocol === 'tcp' && appProtocol !== 'tcp' ? { appProtocol: appProtocol ?? 'http' } : {}),
  }));
}

function statement(policy: ContainerSpec['iam']['policies'][number]): PolicyStatement {
  return {
    ...given('Sid', policy.sid),
    Effect: policy.effect,
    Action: policy.actions,
    Resource: policy.resources,
    ...given('Condition', policy.conditions),
  };
}

/** `autoscaling` with its fall-backs; undefined when it is off. Targets that need names of other resources come in `more`. */
export function autoscalingOf(
  scaling: AutoscalingSpec | undefined,
  replicas: number,
  more: Pick<WorkloadAutoscaling, 'requestsPerTarget' | 'backlogPerTask' | 'wakeOn'> = {},
): WorkloadAutoscaling | undefined {
  if (scaling === undefined || scaling.enabled === false) return undefined;
  const { targetCPUUtilization: cpu, targetMemoryUtilization: memory } = scaling;
  const alone = memory === undefined && more.requestsPerTarget === undefined && more.backlogPerTask === undefined;
  const min = scaling.minReplicas ?? replicas;
  return {
    minReplicas: min,
    maxReplicas: scaling.maxReplicas ?? Math.max(min, replicas),
    ...given('targetCPUUtilization', cpu ?? (alone ? DEFAULT_CPU_TARGET : undefined)),
    ...given('targetMemoryUtilization', memory),
    ...more,
    scaleInCooldown: scaling.scaleInCooldown,
    scaleOutCooldown: scaling.scaleOutCooldown,
    schedules: scaling.schedules ?? [],
  };
}

/** Percent; holds where no other target is given. */
const DEFAULT_CPU_TARGET = 70;

/** `{key: value}`, or nothing where there is no value: an absent field and an undefined one differ in a plan. */
export function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
