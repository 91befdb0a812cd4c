import type { Json, JsonObject } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Mapping } from '../merge/layer.js';
import { mergeValues } from '../merge/merge-values.js';
import { isObject } from '../values.js';
import { type Contribution, contribution } from './defaults-layer.js';

const FIELDS: readonly Mapping[] = [
  { from: '/spec/resources/cpu', to: '/runtime/cpu' },
  { from: '/spec/resources/memory', to: '/runtime/memory' },
  { from: '/spec/scaling/replicas', to: '/replicas' },
  { from: '/spec/scaling/minReplicas', to: '/autoscaling/minReplicas' },
  { from: '/spec/scaling/maxReplicas', to: '/autoscaling/maxReplicas' },
  { from: '/spec/scaling/autoscaling', to: '/autoscaling' },
  { from: '/spec/networking/subnets', to: '/networking/subnets' },
  { from: '/spec/networking/securityGroups', to: '/networking/securityGroupIds' },
  { from: '/spec/networking/securityGroupIds', to: '/networking/securityGroupIds' },
];

/** What a ComponentInfra sets in the spec of its component: sizes, scaling, volumes, and `overrides` on top. */
export function componentInfraContribution(spec: JsonObject): Contribution {
  const plain = contribution(spec, FIELDS);
  let value: Json = plain.value;
  const mappings = [...plain.mappings];
  const volumes = valueAt(spec, '/storage/volumes');
  if (Array.isArray(volumes)) {
    value = mergeValues(value, { volumes: volumes.map(volume) });
    mappings.unshift({ from: '/spec/storage/volumes', to: '/volumes' });
  }
  const overrides = spec['overrides'];
  if (isObject(overrides)) {
    value = mergeValues(value, overrides);
    mappings.unshift({ from: '/spec/overrides', to: '' });
  }
  return { value: autoscalingTarget(value as JsonObject), mappings };
}

/** `{name, mountPath, type: efs, source}` in the words of the container kinds. */
function volume(given: Json): Json {
  if (!isObject(given)) return given;
  const { type, source, ...rest } = given;
  if (type === 'efs') return { ...rest, efs: { component: source ?? null } };
  return type === 'emptyDir' ? { ...rest, ephemeral: true } : given;
}

/** Target-tracking policies by metric → the fields of the same meaning. */
const METRICS: Readonly<Record<string, string>> = {
  CPUUtilization: 'targetCPUUtilization',
  MemoryUtilization: 'targetMemoryUtilization',
  ALBRequestCountPerTarget: 'requestsPerTarget',
  SQSBacklogPerTask: 'targetBacklogPerTask',
};

function autoscalingTarget(value: JsonObject): JsonObject {
  const autoscaling = value['autoscaling'];
  if (!isObject(autoscaling) || !Array.isArray(autoscaling['policies'])) return value;
  const { policies, ...rest } = autoscaling;
  const targets = (policies as Json[]).flatMap((policy) => {
    const field = isObject(policy) ? METRICS[String(policy['metric'])] : undefined;
    return field === undefined || !isObject(policy) ? [] : [[field, policy['targetValue'] ?? null] as const];
  });
  return { ...value, autoscaling: { ...rest, ...Object.fromEntries(targets) } };
}
