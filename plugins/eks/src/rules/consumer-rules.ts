import { errorAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { EksSpec } from './eks-spec.js';

/** Outputs that only tasks of ECS have. */
const OF_ECS = [
  ...['serviceName', 'serviceArn', 'taskDefinitionArn', 'logGroupName'],
  ...['scheduleArn', 'scheduleName', 'dlqUrl', 'dlqArn'],
];

/**
 * What others want of a workload that is no task of ECS; said at the workload, whose platform is the reason. That EventBridge starts
 * no pods is said by EventBridge.
 */
export function consumerRules({ address, kind }: ComponentOf<EksSpec>, view: ApplicationView): Finding[] {
  const references = view.referencesTo?.(address) ?? [];
  const wanted = references.flatMap(({ from, reference }) => {
    if (OF_ECS.includes(reference.output ?? ''))
      return [`${from.address} asks for its ${reference.output}, which only tasks of ECS have`];
    if (kind === 'MicroService' && looksUp(reference) && !isInCluster(from))
      return [`${from.address} runs outside of the cluster, where its name is not known; put an ALB or NLB in front`];
    return [];
  });
  return [...new Set(wanted)].map((why) =>
    errorAt('/runtime/platform', 'PANKA-EKS-020', `${address} cannot be on eks: ${why}`, 'platform: fargate'),
  );
}

type Reference = NonNullable<ReturnType<NonNullable<ApplicationView['referencesTo']>>>[number]['reference'];

/** Gets its host by an injected variable, or asks for it. */
function looksUp({ inject, output }: Reference): boolean {
  if (output !== undefined) return output === 'internalHost' || output === 'internalUrl';
  return inject !== undefined && inject !== false;
}

function isInCluster({ spec }: ComponentOf): boolean {
  const { platform } = (spec.runtime ?? {}) as { readonly platform?: string };
  return platform === 'eks';
}
