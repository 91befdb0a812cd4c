import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { clusterRules } from './rules/cluster-rules.js';
import { consumerRules } from './rules/consumer-rules.js';
import type { EksSpec } from './rules/eks-spec.js';
import { jobRules } from './rules/job-rules.js';
import { podRules } from './rules/pod-rules.js';
import { scalingRules } from './rules/scaling-rules.js';

/** What a manifest asks for and pods of EKS do not have: said where it is written, never left out without a word. */
export function validate(component: ComponentOf, view: ApplicationView): readonly Finding[] {
  const own = component as unknown as ComponentOf<EksSpec>;
  const cluster = clusterRules(own, view);
  return [
    ...cluster,
    ...podRules(own, view),
    ...scalingRules(own, view),
    ...jobRules(own),
    ...consumerRules(own, view),
  ];
}
