import type { ComponentOf, Reference } from 'panka/sdk';
import type { EventBridgeSpec } from './schema.js';

/** Kinds of which a task is run. */
export const TASK_KINDS: readonly string[] = ['CronJob', 'MicroService'];
export const TARGET_KINDS: readonly string[] = ['SQS', 'SNS', 'Lambda', 'EventBridge', ...TASK_KINDS];

/** Components that the spec names. Queues and topics finish their policies after this one, so that they let it in. */
export function referencesOf(spec: EventBridgeSpec): Reference[] {
  const queue = (component: string, path: string): Reference => ({
    component,
    path,
    edge: 'contributes',
    reason: 'deadLetterQueue',
    kinds: ['SQS'],
  });
  const targets = spec.rules.flatMap((rule, i) =>
    rule.targets.flatMap(({ component, deadLetterQueue }, j): Reference[] => {
      const path = targetPath(i, j);
      return [
        ...(component === undefined
          ? []
          : [
              {
                component,
                path: `${path}/component`,
                edge: 'contributes',
                reason: 'target',
                kinds: TARGET_KINDS,
              } as const,
            ]),
        ...(deadLetterQueue === undefined
          ? []
          : [queue(deadLetterQueue.component, `${path}/deadLetterQueue/component`)]),
      ];
    }),
  );
  const { bus, deadLetterQueue } = spec;
  return [
    ...(typeof bus === 'string'
      ? []
      : [
          {
            component: bus.component,
            path: '/bus/component',
            edge: 'needs',
            reason: 'bus',
            kinds: ['EventBridge'],
          } as const,
        ]),
    ...targets,
    ...(deadLetterQueue.component === undefined
      ? []
      : [queue(deadLetterQueue.component, '/deadLetterQueue/component')]),
  ];
}

/** Pointer of a target within the spec. */
export function targetPath(rule: number, target: number): string {
  return `/rules/${rule}/targets/${target}`;
}

/** The component that stands at a pointer of the spec. */
export function referenceAt({ references }: Pick<ComponentOf<unknown>, 'references'>, path: string) {
  return references.find((reference) => reference.path === path);
}
