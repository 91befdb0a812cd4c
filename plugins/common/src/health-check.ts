import { type Static, Type } from '@sinclair/typebox';
import type { Json, JsonObject, Workload, WorkloadProbe } from 'panka/sdk';
import { isMap, mapField, mapSection } from './normalise.js';
import { oneOf, section, strict } from './schema-fields.js';

const timing = {
  initialDelaySeconds: Type.Integer({
    default: 30,
    minimum: 0,
    maximum: 300,
    description: 'Seconds after the start in which failures do not count',
  }),
  periodSeconds: Type.Integer({ default: 10, minimum: 5, maximum: 300, description: 'Seconds between checks' }),
  timeoutSeconds: Type.Integer({
    default: 5,
    minimum: 2,
    maximum: 120,
    description: 'Seconds until a check counts as failed',
  }),
  failureThreshold: Type.Integer({
    default: 3,
    minimum: 1,
    maximum: 10,
    description: 'Failures in a row that make it unhealthy',
  }),
};

const probe = {
  path: Type.String({ default: '/', pattern: '^/', description: 'HTTP path that answers 200 to 399' }),
  port: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 65_535, description: 'Port that is asked; default: the first of ports' }),
  ),
  protocol: oneOf(['HTTP', 'TCP', 'CMD'], {
    default: 'HTTP',
    description: 'HTTP and TCP are asked by the load balancer; CMD runs in the container',
  }),
  command: Type.Optional(
    Type.Array(Type.String(), { minItems: 1, description: 'CMD: program and arguments; exit code 0 is healthy' }),
  ),
  ...timing,
};

/** Flat form: readiness. `liveness` makes a container check where it has a command. */
export const healthCheckField = section(
  {
    enabled: Type.Boolean({
      default: true,
      description: 'False: no container check, and the load balancer asks with its own defaults',
    }),
    ...probe,
    liveness: Type.Optional(
      strict(probe, { description: 'Restarts the container when it fails; needs protocol CMD but on eks' }),
    ),
  },
  { description: 'When a task counts as ready (flat form, or readiness) and when it is restarted (liveness)' },
);

export type HealthCheck = Static<typeof healthCheckField>;
type Probe = Omit<HealthCheck, 'enabled' | 'liveness'>;

/** `{readiness: {http|tcp|exec}, liveness: {…}}` becomes the flat form with `liveness`; values given flat win. */
export function normaliseHealthCheck(spec: JsonObject): JsonObject {
  return mapSection(spec, 'healthCheck', (check) => {
    const { readiness, ...flat } = check;
    const own = mapSection(normaliseProbe(flat), 'liveness', normaliseProbe);
    // A readiness that is no map stays, for the schema to refuse.
    return isMap(readiness) ? { ...normaliseProbe(readiness), ...own } : { ...check, ...own };
  });
}

/** `http: {path, port}`, `tcp: {port}` or `exec: {command}` inside a probe become its fields. */
function normaliseProbe(probe: JsonObject): JsonObject {
  const { http, tcp, exec, successThreshold: _, ...rest } = probe;
  const named = mapField(rest, 'protocol', (protocol) =>
    typeof protocol === 'string' ? protocol.toUpperCase() : protocol,
  );
  return { ...form(http, 'HTTP'), ...form(tcp, 'TCP'), ...form(exec, 'CMD'), ...named };
}

function form(value: Json | undefined, protocol: string): JsonObject {
  if (!isMap(value)) return {};
  const { scheme: _, ...fields } = value;
  return { ...fields, protocol };
}

/** The check that ECS runs inside the container, from liveness, else from a readiness that is a command. */
export function healthCommandOf(check: HealthCheck): Workload['healthCommand'] {
  if (!check.enabled) return undefined;
  const probe: Probe | undefined = [check.liveness, check].find(
    (p) => p?.protocol === 'CMD' && p.command !== undefined,
  );
  if (probe?.command === undefined) return undefined;
  return {
    command: withoutForm(probe.command),
    intervalSeconds: probe.periodSeconds,
    timeoutSeconds: Math.min(60, probe.timeoutSeconds),
    retries: probe.failureThreshold,
    startPeriodSeconds: probe.initialDelaySeconds,
  };
}

/** How a platform that asks its containers itself does so: ready by the check, started anew by `liveness`. */
export function probesOf(check: HealthCheck, main: MainPort): NonNullable<Workload['probes']> {
  if (!check.enabled) return {};
  const mainPort = main.port;
  const plain = check.protocol === 'HTTP' && check.path === '/' && (check.port ?? mainPort) === mainPort;
  // A port that is asked nothing of its own answers in its protocol, and UDP answers nobody.
  const silent = plain && main.protocol === 'udp';
  const asked: Probe = plain && (main.appProtocol ?? 'http') !== 'http' ? { ...check, protocol: 'TCP' } : check;
  return {
    // A container that is asked early is only not ready yet.
    ...(silent ? {} : { readiness: { ...probeOf(asked, check.port ?? mainPort), delay: 0 } }),
    ...(check.liveness === undefined ? {} : { liveness: probeOf(check.liveness, check.liveness.port ?? mainPort) }),
  };
}

/** The port that others use, and what it speaks. */
interface MainPort {
  readonly port: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

function probeOf(probe: Probe, port: number): WorkloadProbe {
  return {
    ask: questionOf(probe, port),
    delay: probe.initialDelaySeconds,
    period: probe.periodSeconds,
    timeout: probe.timeoutSeconds,
    failures: probe.failureThreshold,
  };
}

function questionOf({ protocol, command, path }: Probe, port: number): WorkloadProbe['ask'] {
  if (protocol === 'CMD' && command !== undefined) return { command: withoutForm(command) };
  return protocol === 'TCP' ? { tcp: { port } } : { http: { path, port } };
}

/** ECS's own forms are understood: `CMD` is left out, `CMD-SHELL` is a shell. */
function withoutForm(command: readonly string[]): readonly string[] {
  const [form, ...rest] = command;
  if (form === 'CMD') return rest;
  return form === 'CMD-SHELL' ? ['sh', '-c', rest.join(' ')] : command;
}
