import type { Handover } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';

/** Before `live` points at a new version, the version proves itself. */
export const HANDOVERS: readonly Handover<LambdaSpec>[] = [
  {
    type: 'aws:lambda/alias:Alias',
    input: 'functionVersion',
    first: ({ verify, deployment }, step) => {
      const tried = [
        ...(verify === undefined ? [] : ['a test call']),
        ...(deployment.strategy === 'canary' && step === 'update'
          ? [`${deployment.canaryPercent} % of the calls for ${deployment.canaryMinutes} min`]
          : []),
      ];
      return tried.length === 0 ? undefined : tried.join(' and ');
    },
    attempt: () => import('./try-version.js'),
  },
];
