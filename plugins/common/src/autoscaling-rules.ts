import type { Finding } from 'panka/sdk';
import type { AutoscalingSpec } from './autoscaling.js';
import { errorAt } from './finding.js';

/** `autoscaling` with what it falls back to: `minReplicas` is `replicas` when left out. */
export function autoscalingRules(scaling: AutoscalingSpec | undefined, replicas: number): Finding[] {
  if (scaling === undefined || scaling.enabled === false) return [];
  const min = scaling.minReplicas ?? replicas;
  if (scaling.maxReplicas === undefined)
    return [
      errorAt('/autoscaling', 'PANKA-ECS-020', 'autoscaling needs maxReplicas', `maxReplicas: ${Math.max(min, 2)}`),
    ];
  if (min > scaling.maxReplicas)
    return [
      errorAt(
        '/autoscaling/minReplicas',
        'PANKA-ECS-004',
        `autoscaling.minReplicas ${min} > maxReplicas ${scaling.maxReplicas}`,
      ),
    ];
  return (scaling.schedules ?? []).flatMap(({ min: from, max: to }, index) =>
    from > to
      ? [
          errorAt(
            `/autoscaling/schedules/${index}/min`,
            'PANKA-ECS-004',
            `autoscaling.schedules[${index}].min ${from} > max ${to}`,
          ),
        ]
      : [],
  );
}
