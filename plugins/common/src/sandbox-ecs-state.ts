import type { JsonObject, SandboxCloud, SandboxResource } from 'panka/sdk';
import { digitsOf, essentialContainer, type TaskFate, taskFate } from './sandbox-task-fate.js';

export const ECS_SERVICE = 'aws:ecs/service:Service';
export const TASK_DEFINITION = 'aws:ecs/taskDefinition:TaskDefinition';
const SCALABLE_TARGET = 'aws:appautoscaling/target:Target';
const TASKS_SHOWN = 3;

/** A service of the simulated cloud with what its tasks do, worked out from what is stored. */
export interface SimulatedService {
  readonly resource: SandboxResource;
  readonly arn: string;
  readonly name: string;
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly fate: TaskFate;
  /** Name of its first essential container. */
  readonly container: string;
  readonly targetGroups: readonly { readonly arn: string; readonly port: number }[];
}

export function simulatedServices(cloud: SandboxCloud): readonly SimulatedService[] {
  return simulateAll(cloud.list(ECS_SERVICE), cloud);
}

/** By cluster and service, each as a name or an ARN. */
export function findService(cloud: SandboxCloud, cluster: string, service: string): SimulatedService | undefined {
  const named = cloud
    .list(ECS_SERVICE)
    .filter(({ inputs }) => String(inputs.name) === lastPart(service) && clusterOf(inputs) === lastPart(cluster));
  return simulateAll(named.slice(0, 1), cloud)[0];
}

/** Services of a target group. */
export function servicesBehind(cloud: SandboxCloud, targetGroupArn: string): readonly SimulatedService[] {
  const behind = cloud
    .list(ECS_SERVICE)
    .filter(({ inputs }) => loadBalancersOf(inputs).some(({ arn }) => arn === targetGroupArn));
  return simulateAll(behind, cloud);
}

/** What services are looked up in, read once for all that are simulated together. */
interface Surroundings {
  readonly definitions: ReadonlyMap<string, SandboxResource>;
  readonly limits: ReadonlyMap<string, JsonObject>;
}

function simulateAll(services: readonly SandboxResource[], cloud: SandboxCloud): readonly SimulatedService[] {
  if (services.length === 0) return [];
  const around: Surroundings = {
    definitions: new Map(cloud.list(TASK_DEFINITION).map((d) => [String(d.outputs.arn), d])),
    limits: new Map(cloud.list(SCALABLE_TARGET).map((t) => [String(t.inputs.resourceId), t.inputs])),
  };
  return services.map((resource) => simulate(resource, around));
}

function simulate(resource: SandboxResource, { definitions, limits }: Surroundings): SimulatedService {
  const { inputs } = resource;
  const taskDefinition = String(inputs.taskDefinition ?? '');
  const targetGroups = loadBalancersOf(inputs);
  const definition = definitions.get(taskDefinition);
  const fate = taskFate(
    definition,
    targetGroups.map((group) => group.arn),
  );
  const cluster = clusterOf(inputs);
  const name = String(inputs.name);
  const desired = desiredCount(limits.get(`service/${cluster}/${name}`), Number(inputs.desiredCount ?? 1));
  const arn = String(resource.outputs.arn ?? resource.id);
  const running = fate.stop === undefined ? desired : 0;
  const container = String(essentialContainer(definition)?.name ?? name);
  return { resource, arn, name, cluster, taskDefinition, desired, running, fate, container, targetGroups };
}

function clusterOf(inputs: JsonObject): string {
  return lastPart(String(inputs.cluster ?? 'default'));
}

function loadBalancersOf(inputs: JsonObject): SimulatedService['targetGroups'] {
  const list = Array.isArray(inputs.loadBalancers) ? (inputs.loadBalancers as readonly JsonObject[]) : [];
  return list.map((lb) => ({ arn: String(lb.targetGroupArn), port: Number(lb.containerPort) }));
}

/** Application Auto Scaling moves a service into its limits as soon as they are registered. */
function desiredCount(limits: JsonObject | undefined, wanted: number): number {
  if (limits === undefined) return wanted;
  return Math.min(Number(limits.maxCapacity), Math.max(Number(limits.minCapacity), wanted));
}

/** ARNs of the tasks of a service: running ones, or those that stopped. */
export function taskArns(service: SimulatedService, status: 'RUNNING' | 'STOPPED'): readonly string[] {
  const stopped = service.fate.stop === undefined ? 0 : Math.min(TASKS_SHOWN, service.desired);
  const count = status === 'RUNNING' ? service.running : stopped;
  const prefix = service.arn.replace(':service/', ':task/').replace(/\/[^/]+$/, '');
  return Array.from(
    { length: count },
    (_, i) => `${prefix}/${digitsOf(`${service.arn} ${service.taskDefinition} ${status} ${i}`, 32)}`,
  );
}

/** The last part of an ARN or a path; a name is itself. */
export function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
