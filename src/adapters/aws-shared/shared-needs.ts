import type { SharedPiece } from '../../sdk/index.js';
import { booleanAt, stringAt } from './infra-json.js';
import { keyChoice } from './shared-key.js';
import type { StackFacts } from './stack-facts.js';

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
