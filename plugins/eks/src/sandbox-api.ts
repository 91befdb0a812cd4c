import { sandboxLbApi } from '@panka/plugin-common';
import type { JsonObject, SandboxApi, SandboxCloud } from 'panka/sdk';
import { objectAt } from './sandbox-object.js';
import { TARGET_BINDING } from './sandbox-objects.js';
import { DEPLOYMENT } from './sandbox-workloads.js';

const HEALTH = 'elasticloadbalancing:DescribeTargetHealth';

/** Targets that are pods are in their group as the controller of the cluster would put them there. */
export const sandboxApi: Readonly<Record<string, SandboxApi>> = {
  [HEALTH]: (params, cloud) => {
    const others = sandboxLbApi[HEALTH]?.(params, cloud) as JsonObject | undefined;
    const known = (others?.TargetHealthDescriptions ?? []) as readonly JsonObject[];
    return { TargetHealthDescriptions: [...known, ...podsBehind(String(params.TargetGroupArn), cloud)] };
  },
};

function podsBehind(arn: string, cloud: SandboxCloud): readonly JsonObject[] {
  return cloud
    .list(TARGET_BINDING)
    .filter(({ inputs }) => objectAt(inputs, 'spec').targetGroupARN === arn)
    .flatMap(({ inputs }) => {
      const { port } = objectAt(inputs, 'spec', 'serviceRef');
      const { namespace } = objectAt(inputs, 'metadata');
      const workload = objectAt(inputs, 'metadata', 'labels')['app.kubernetes.io/instance'];
      const running = cloud.get(DEPLOYMENT, `${String(namespace)}/${String(workload)}`);
      const count = Number(objectAt(running?.outputs ?? {}, 'status').availableReplicas ?? 0);
      return Array.from({ length: count }, (_, index) => ({
        Target: { Id: `10.0.0.${index + 10}`, Port: port ?? null },
        TargetHealth: { State: 'healthy' },
      }));
    });
}
