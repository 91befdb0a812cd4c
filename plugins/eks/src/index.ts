import type { RuntimeDefinition } from 'panka/sdk';
import { EKS_ACTIONS } from './iam-actions.js';
import { validate } from './validate.js';

const eks: RuntimeDefinition = {
  platform: 'eks',
  summary: 'Containers as pods of an EKS cluster that exists',
  validate,
  iamActions: EKS_ACTIONS,
  runtime: () => import('./eks-runtime.js'),
  sandbox: () => import('./sandbox.js'),
};

/** Platforms of containers, by the value of `runtime.platform`. */
export const runtimes = { eks };
