import type { ComponentOf, Reference } from 'panka/sdk';
import type { EventBridgeSpec } from './schema.js';
import type { Target } from './schema-rule.js';

/** Kinds of which a task is run. */
export const TASK_KINDS: readonly string[] = ['CronJob', 'MicroService'];
const TARGET_KINDS: readonly string[] = ['SQS', 'SNS', 'Lambda', 'EventBridge', ...TASK_KINDS];

/** Components that the spec names. Queues and topics finish their policies after this one, so that they let it in. */
export function referencesOf({ bus, rules, deadLetterQueue }: EventBridgeSpec): Reference[] {
  const targets = rules.flatMap((rule, i) =>
    rule.targets.flatMap((target, j) => referencesOfTarget(target, targetPath(i, j))),
  );
  return [
    ...(typeof bus === 'string' ? [] : [busReference(bus.component)]),
    ...targets,
    ...deadLetters(deadLetterQueue, ''),
  ];
}

function busReference(component: string): Reference {
  return { component, path: '/bus/component', edge: 'needs', reason: 'bus', kinds: ['EventBridge'] };
}

function referencesOfTarget({ component, deadLetterQueue }: Target, path: string): Reference[] {
  const own = deadLetters(deadLetterQueue, path);
  if (component === undefined) return own;
  const target = {
    component,
    path: `${path}/component`,
    edge: 'contributes',
    reason: 'target',
    kinds: TARGET_KINDS,
  } as const;
  return [target, ...own];
}

function deadLetters(queue: { readonly component?: string } | undefined, path: string): Reference[] {
  if (queue?.component === undefined) return [];
  const { component } = queue;
  return [
    {
      component,
      path: `${path}/deadLetterQueue/component`,
      edge: 'contributes',
      reason: 'deadLetterQueue',
      kinds: ['SQS'],
    },
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
