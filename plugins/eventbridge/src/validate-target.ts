import { errorAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { TASK_KINDS, targetPath } from './references.js';
import type { EventBridgeSpec } from './schema.js';
import type { Rule, Target } from './schema-rule.js';

interface Around {
  readonly component: ComponentOf<EventBridgeSpec>;
  readonly view: ApplicationView;
}
interface At extends Around {
  readonly rule: Rule;
  /** Of the rule, and of the target in it. */
  readonly index: readonly [number, number];
}
type Place = Around & { readonly path: string; readonly who: string; readonly scheduled: boolean };

/** Rules of one target. */
export function validateTarget(target: Target, { component, view, rule, index }: At): Finding[] {
  const [, i] = index;
  const path = targetPath(...index);
  const at = { component, view, path, who: `rule ${rule.name}, targets[${i}]`, scheduled: rule.schedule !== undefined };
  if ((target.component === undefined) === (target.arn === undefined))
    return [errorAt(path, 'PANKA-EVB-006', `${at.who} needs exactly one of component, arn`)];
  return [
    ...inputs(target, at),
    ...arn(target, at),
    ...byKind(target, at),
    ...standardQueue(target.deadLetterQueue?.component, `${path}/deadLetterQueue/component`, at),
  ];
}

function inputs(target: Target, { path, who, scheduled }: Place): Finding[] {
  const fields = ['input', 'inputPath', 'inputTransformer'] as const;
  const given = fields.filter((field) => target[field] !== undefined);
  if (given.length > 1)
    return [errorAt(`${path}/${given[1]}`, 'PANKA-EVB-007', `${who} takes one of ${given.join(', ')}`)];
  const [only] = given;
  if (!scheduled || only === undefined || only === 'input') return [];
  return [
    errorAt(`${path}/${only}`, 'PANKA-EVB-008', `${who}: a schedule has no event to take ${only} from`, 'input: {…}'),
  ];
}

/** Schedules reach everything with a role, and Panka does not know what an ARN takes. */
function arn(target: Target, { path, who, scheduled }: Place): Finding[] {
  if (target.arn !== undefined && target.roleArn === undefined && scheduled)
    return [errorAt(path, 'PANKA-EVB-016', `${who}: a schedule needs a roleArn to reach an arn`)];
  if (target.component === undefined || target.roleArn === undefined) return [];
  return [
    errorAt(`${path}/roleArn`, 'PANKA-EVB-016', `${who}: roleArn goes with arn; a component is let in by itself`),
  ];
}

function byKind(target: Target, at: Place): Finding[] {
  const { path, who } = at;
  const found = target.component === undefined ? undefined : at.view.find(target.component, at.component);
  const spec = (found?.spec ?? {}) as { type?: unknown; fifoTopic?: unknown; runtime?: { platform?: unknown } };
  if (found?.kind === 'SQS' && (spec.type === 'fifo') !== (target.messageGroupId !== undefined))
    return spec.type === 'fifo'
      ? [
          errorAt(
            path,
            'PANKA-EVB-009',
            `${who}: fifo queue ${found.name} needs messageGroupId`,
            'messageGroupId: events',
          ),
        ]
      : [
          errorAt(
            `${path}/messageGroupId`,
            'PANKA-EVB-009',
            `${who}: queue ${found.name} is standard; messageGroupId is for fifo`,
          ),
        ];
  if (found?.kind === 'SNS' && spec.fifoTopic === true)
    return [
      errorAt(`${path}/component`, 'PANKA-EVB-010', `${who}: EventBridge cannot publish to fifo topic ${found.name}`),
    ];
  if (found?.kind === 'EventBridge' && at.scheduled && target.detailType === undefined)
    return [
      errorAt(path, 'PANKA-EVB-015', `${who}: an event on bus ${found.name} needs a detailType`, 'detailType: Tick'),
    ];
  const platform = spec.runtime?.platform ?? 'fargate';
  if (found !== undefined && TASK_KINDS.includes(found.kind) && platform !== 'fargate')
    return [
      errorAt(
        `${path}/component`,
        'PANKA-EVB-020',
        `${who}: ${found.name} runs on ${String(platform)}; EventBridge starts tasks on Fargate only`,
      ),
    ];
  return [];
}

/** EventBridge refuses a fifo queue for what could not be delivered. */
export function standardQueue(reference: string | undefined, path: string, { component, view }: Around): Finding[] {
  const found = reference === undefined ? undefined : view.find(reference, component);
  if (found?.kind !== 'SQS' || (found.spec as { type?: unknown }).type !== 'fifo') return [];
  return [errorAt(path, 'PANKA-EVB-019', `dead-letter queue ${found.name} is fifo; EventBridge takes a standard one`)];
}
