import { asObject, asObjects } from '@panka/plugin-common';
import type { AwsApi, HandoverContext } from 'panka/sdk';

const ALARM = 'aws:cloudwatch/metricAlarm:MetricAlarm';
/** Of the function's own alarms those that tell of failing calls. Slow ones and lags need more time than a canary has. */
const OWN = ['alarm-errors', 'alarm-throttles'];
/** Source: CloudWatch API reference, DescribeAlarms: names in one call. */
const NAMES_A_CALL = 100;

/** Names of the alarms that stop a canary: those that the function has already, and those that its manifest names. */
export function watchedAlarms(resources: HandoverContext['resources'], named: readonly string[]): readonly string[] {
  const own = resources.flatMap(({ type, name, outputs }) =>
    type === ALARM && OWN.some((part) => name.endsWith(`/${part}`)) ? [String(outputs.name)] : [],
  );
  return [...new Set([...own, ...named])];
}

/** Those that fire now. Throws where one does not exist: nothing would stop a bad version. */
export async function firing(names: readonly string[], aws: AwsApi): Promise<readonly string[]> {
  const found = new Map<string, string>();
  for (let from = 0; from < names.length; from += NAMES_A_CALL) {
    const params = {
      AlarmNames: names.slice(from, from + NAMES_A_CALL),
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    };
    const answer = asObject(await aws.call('cloudwatch:DescribeAlarms', params));
    for (const { AlarmName, StateValue } of [...asObjects(answer.MetricAlarms), ...asObjects(answer.CompositeAlarms)])
      found.set(String(AlarmName), String(StateValue));
  }
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`there is no alarm ${missing.join(', ')} to watch the new version by`);
  return names.filter((name) => found.get(name) === 'ALARM');
}
