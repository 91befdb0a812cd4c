import { errorAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { EventBridgeSpec } from './schema.js';
import type { Rule } from './schema-rule.js';
import { validatePattern } from './validate-pattern.js';
import { standardQueue, validateTarget } from './validate-target.js';

type Component = ComponentOf<EventBridgeSpec>;

const MOST_TARGETS = 5;

/** Rules of EventBridge that the schema cannot express. Source: EventBridge user guide, "Quotas", "Event patterns", "Targets". */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...ownBusOnly(spec),
    ...standardQueue(spec.deadLetterQueue.component, '/deadLetterQueue/component', { component, view }),
    ...spec.rules.flatMap((rule, index) => [
      ...validateRule(rule, { spec, index }),
      ...validatePattern(rule, `/rules/${index}`),
      ...rule.targets.flatMap((target, i) => validateTarget(target, { component, view, rule, index: [index, i] })),
    ]),
  ];
}

/** Settings of a bus belong to whoever makes it. */
function ownBusOnly(spec: EventBridgeSpec): Finding[] {
  if (spec.bus === 'new') return [];
  const given = [
    ...(spec.allowedAccounts.length > 0 ? ['allowedAccounts'] : []),
    ...(spec.encryption.kmsKey === undefined ? [] : ['encryption']),
  ];
  return given.map((field) => errorAt(`/${field}`, 'PANKA-EVB-014', `${field} needs bus: new`, 'bus: new'));
}

function validateRule(rule: Rule, { spec, index }: { spec: EventBridgeSpec; index: number }): Finding[] {
  const path = `/rules/${index}`;
  const findings: Finding[] = [];
  if ((rule.pattern === undefined) === (rule.schedule === undefined))
    findings.push(errorAt(path, 'PANKA-EVB-001', `rule ${rule.name} needs pattern or schedule, not both`));
  if (rule.schedule !== undefined && spec.bus !== 'default')
    findings.push({
      code: 'PANKA-EVB-002',
      severity: 'info',
      path: `${path}/schedule`,
      message: "a schedule can't run on a custom bus: panka makes an EventBridge Scheduler schedule",
    });
  if (rule.pattern !== undefined && rule.targets.length > MOST_TARGETS)
    findings.push(
      errorAt(
        `${path}/targets`,
        'PANKA-EVB-005',
        `rule ${rule.name} has ${rule.targets.length} targets; EventBridge takes ${MOST_TARGETS}`,
      ),
    );
  if (spec.rules.slice(0, index).some(({ name }) => name === rule.name))
    findings.push(errorAt(`${path}/name`, 'PANKA-EVB-013', `rule ${rule.name} is there twice`));
  return findings;
}
