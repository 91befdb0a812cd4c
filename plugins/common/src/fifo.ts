import type { ComponentOf } from 'panka/sdk';

/** A queue or topic that keeps order: not every service of AWS sends to those. */
export function isFifo(component: Pick<ComponentOf, 'kind' | 'spec'> | undefined): boolean {
  if (component?.kind === 'SQS') return component.spec.type === 'fifo';
  return component?.kind === 'SNS' && component.spec.fifoTopic === true;
}
