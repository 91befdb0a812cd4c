import type { ComponentOf, SharedPiece } from '../../sdk/index.js';
import { alarmsOn } from './alarms.js';
import { booleanAt, stringAt } from './infra-json.js';
import { keyChoice } from './shared-key.js';
import type { StackFacts } from './stack-facts.js';

type Facts = Pick<StackFacts, 'infra' | 'environmentClass'>;

/** Every piece that the stack must make: what the kinds of its components ask for, and what those pieces need in turn. */
export function sharedNeeds(
  components: readonly ComponentOf[],
  needsOf: (component: ComponentOf) => readonly SharedPiece[],
  facts: Facts,
): ReadonlySet<SharedPiece> {
  const own = components.filter((component) => component.spec.external === undefined);
  const needs = new Set(own.flatMap(needsOf));
  // Whether alarms are on isn't the kind's to say, so neither is the topic.
  if (own.some((component) => alarmsOn(component, facts))) needs.add('alarmTopic');
  else needs.delete('alarmTopic');
  return closedNeeds(needs, facts);
}

/** Adds what pieces need of each other, and drops those that the infrastructure documents provide. */
export function closedNeeds(
  needs: ReadonlySet<SharedPiece>,
  { infra }: Pick<StackFacts, 'infra'>,
): ReadonlySet<SharedPiece> {
  const all = new Set(needs);
  if (stringAt(infra.observability, 'alarms', 'topicArn') !== undefined) all.delete('alarmTopic');
  if (stringAt(infra.security, 'accessLogs', 'bucket') !== undefined) all.delete('logsBucket');
  if (all.has('cluster')) all.add('network');
  if (all.has('alarmTopic') || booleanAt(infra.security, 'encryption', 'customerManagedKeys') === true) all.add('key');
  if (keyChoice({ infra }).type !== 'stack') all.delete('key');
  return all;
}
