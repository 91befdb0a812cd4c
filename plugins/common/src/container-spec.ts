import { type Static, Type } from '@sinclair/typebox';
import type { EnvironmentClass, JsonObject, SharedPiece } from 'panka/sdk';
import { imageField, normaliseImage } from './container-image.js';
import { configsField, execField, iamField, loggingField, networkingField } from './container-settings.js';
import { volumesField } from './container-volumes.js';
import { runsOnEcs } from './ecs-platforms.js';
import { environmentField, normaliseEnvironment } from './environment.js';
import { isMap, mapField, mapSection } from './normalise.js';
import { normaliseCpu, normaliseMemory } from './quantities.js';
import { oneOf, section, strict } from './schema-fields.js';
import { secretsField } from './secret-list.js';

const runtimeField = section(
  {
    platform: Type.String({
      default: 'fargate',
      description: 'What the containers run on: fargate, ec2, or a platform that a plugin brings, such as eks',
    }),
    architecture: oneOf(['x86_64', 'arm64'], { default: 'x86_64', description: 'Processor; must match the image' }),
    cpu: Type.Union([Type.Integer({ minimum: 128, maximum: 196_608 }), Type.String({ pattern: '^\\d+m$' })], {
      default: 256,
      description: 'ECS CPU units (1024 = one vCPU), or "0.5 vCPU"',
    }),
    memory: Type.Integer({ default: 512, minimum: 128, description: 'MiB, or "1 GB", "512Mi"' }),
    ephemeralStorageGiB: Type.Optional(
      Type.Integer({ minimum: 20, maximum: 200, description: 'Fargate: disk of a task in GiB (20 when left out)' }),
    ),
    spot: Type.Boolean({
      default: false,
      description: 'Run on spare capacity, which AWS may take back with two minutes notice',
    }),
    capacityPool: Type.Optional(
      Type.String({ description: 'ec2: name of a pool of InfraDefaults.compute.ec2Pools; default: the first' }),
    ),
    launchType: Type.Optional(
      oneOf(['FARGATE', 'EC2'], { description: 'Accepted from other tools; must agree with platform' }),
    ),
    networkMode: Type.Optional(
      Type.Literal('awsvpc', { description: 'Accepted from other tools; every task has awsvpc' }),
    ),
    requiresGPU: Type.Optional(Type.Boolean({ description: 'One GPU for each task; only with platform ec2' })),
  },
  { description: 'Size and place of a task' },
);

/** One port of the container. */
export const portField = strict(
  {
    name: Type.String({ pattern: '^[a-z0-9_][a-z0-9_-]{0,63}$', description: 'Name of the port' }),
    port: Type.Integer({ minimum: 1, maximum: 65_535, description: 'Port that the container listens on' }),
    protocol: oneOf(['tcp', 'udp'], { default: 'tcp', description: 'Transport' }),
    appProtocol: Type.Optional(
      oneOf(['http', 'http2', 'grpc', 'tcp'], {
        description: 'What is spoken on a tcp port (default http); tcp: plain bytes',
      }),
    ),
  },
  { description: 'One port' },
);

/** What MicroService, Worker and CronJob take alike. */
export const containerFields = {
  image: imageField,
  runtime: runtimeField,
  command: Type.Optional(
    Type.Array(Type.String(), { description: "Program to start; replaces the image's entry point" }),
  ),
  args: Type.Optional(Type.Array(Type.String(), { description: "Its arguments; replace the image's command" })),
  workingDir: Type.Optional(Type.String({ pattern: '^/', description: 'Folder that it starts in' })),
  user: Type.Optional(Type.String({ minLength: 1, description: 'User, or user:group, that it runs as' })),
  readonlyRootFilesystem: Type.Boolean({
    default: true,
    description: 'The file system of the image cannot be written',
  }),
  environment: environmentField,
  secrets: secretsField,
  configs: configsField,
  volumes: volumesField,
  logging: loggingField,
  networking: networkingField,
  iam: iamField,
  exec: execField,
};

const shape = Type.Object(containerFields);
export type ContainerSpec = Static<typeof shape>;
export type PortSpec = Static<typeof portField>;

/** Accepted variants of the container fields → the canonical form: `container.*`, quantities, lists and maps. */
export function normaliseContainer(spec: JsonObject): JsonObject {
  const steps = [
    unwrapContainer,
    normaliseImage,
    normaliseRuntime,
    normaliseEnvironment,
    normalisePorts,
    normaliseConfigs,
  ];
  return steps.reduce((s, step) => step(s), spec);
}

/** `container: {image, command, …}` means the fields themselves; what is given outside wins. */
function unwrapContainer(spec: JsonObject): JsonObject {
  const { container, ...rest } = spec;
  return isMap(container) ? { ...container, ...rest } : spec;
}

function normaliseRuntime(spec: JsonObject): JsonObject {
  return mapSection(spec, 'runtime', (runtime) => {
    const sized = mapField(mapField(runtime, 'cpu', normaliseCpu), 'memory', normaliseMemory);
    return mapField(sized, 'launchType', (v) => (typeof v === 'string' ? v.toUpperCase() : v));
  });
}

function normalisePorts(spec: JsonObject): JsonObject {
  return mapField(spec, 'ports', (ports) => {
    if (!Array.isArray(ports)) return ports;
    return ports.map((port) =>
      isMap(port) ? mapField(port, 'protocol', (p) => (typeof p === 'string' ? p.toLowerCase() : p)) : port,
    );
  });
}

function normaliseConfigs(spec: JsonObject): JsonObject {
  return mapField(spec, 'configs', (configs) => (isMap(configs) ? [configs] : configs));
}

/** A shell in running containers is for development. */
export function containerDefaults(environment: EnvironmentClass): JsonObject {
  return { exec: { enabled: environment !== 'production' } };
}

/** Pieces of the stack that a container workload stands on. */
export function containerNeeds(spec: ContainerSpec): readonly SharedPiece[] {
  // A platform of a plugin says itself what else it stands on.
  if (!runsOnEcs(spec.runtime.platform)) return ['network', 'alarmTopic'];
  return [
    'network',
    'cluster',
    'key',
    'alarmTopic',
    ...(spec.configs === undefined ? [] : ['artifactBucket' as const]),
  ];
}

/** Files beside the manifest that decide what is deployed. */
export function containerFiles(spec: ContainerSpec): readonly string[] {
  return (spec.configs ?? []).flatMap((config) => config.files);
}
