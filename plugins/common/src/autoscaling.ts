import { type Static, Type } from '@sinclair/typebox';
import type { JsonObject } from 'panka/sdk';
import { isMap, mapSection, renameField } from './normalise.js';
import { strict } from './schema-fields.js';

const percent = (description: string) => Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description }));
const replicas = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 5000, description }));

/** Fields of `autoscaling` that MicroService and Worker share. */
export const autoscalingFields = {
  minReplicas: replicas('Fewest tasks; default: replicas'),
  maxReplicas: replicas('Most tasks; needed when enabled'),
  targetCPUUtilization: percent('Percent of CPU to hold (alias targetCPUPercent)'),
  targetMemoryUtilization: percent('Percent of memory to hold (alias targetMemoryPercent)'),
  scaleInCooldown: Type.Integer({
    default: 300,
    minimum: 0,
    maximum: 3600,
    description: 'Seconds between two steps down',
  }),
  scaleOutCooldown: Type.Integer({
    default: 60,
    minimum: 0,
    maximum: 3600,
    description: 'Seconds between two steps up',
  }),
  schedules: Type.Optional(
    Type.Array(
      strict(
        {
          cron: Type.String({
            pattern: '^(cron|rate|at)\\(.+\\)$',
            description: '`cron(0 8 ? * MON-FRI *)`, `rate(…)` or `at(…)` of Application Auto Scaling',
          }),
          min: Type.Integer({ minimum: 0, description: 'Fewest tasks from then on' }),
          max: Type.Integer({ minimum: 0, description: 'Most tasks from then on' }),
          timezone: Type.String({ default: 'UTC', description: 'IANA name: Europe/Madrid' }),
        },
        { description: 'One change of the limits' },
      ),
      { description: 'Limits that change by the clock' },
    ),
  ),
};

const shape = Type.Object(autoscalingFields);
export type AutoscalingSpec = Static<typeof shape> & { readonly enabled?: boolean };

const ALIASES = [
  ['targetCPUPercent', 'targetCPUUtilization'],
  ['targetMemoryPercent', 'targetMemoryUtilization'],
] as const;

const BY_METRIC: Readonly<Record<string, string>> = {
  CPUUtilization: 'targetCPUUtilization',
  MemoryUtilization: 'targetMemoryUtilization',
  ALBRequestCountPerTarget: 'requestsPerTarget',
  SQSBacklogPerTask: 'targetBacklogPerTask',
};

/** Older names of the targets, and `policies: [{metric, targetValue}]` as ComponentInfra writes them. */
export function normaliseAutoscaling(spec: JsonObject): JsonObject {
  return mapSection(spec, 'autoscaling', (scaling) =>
    ALIASES.reduce<JsonObject>((s, [older, field]) => renameField(s, older, field), policiesToTargets(scaling)),
  );
}

function policiesToTargets(scaling: JsonObject): JsonObject {
  const { policies, ...rest } = scaling;
  if (!Array.isArray(policies)) return scaling;
  const targets: Record<string, JsonObject[string]> = {};
  const left: JsonObject[] = [];
  for (const policy of policies) {
    const field = isMap(policy) && typeof policy.metric === 'string' ? BY_METRIC[policy.metric] : undefined;
    if (field !== undefined && isMap(policy) && policy.targetValue !== undefined) targets[field] = policy.targetValue;
    else left.push(policy as JsonObject);
  }
  return { ...targets, ...rest, ...(left.length > 0 ? { policies: left } : {}) };
}
