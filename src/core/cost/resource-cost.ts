import type { CostItem } from '../../sdk/index.js';
import type { PlannedResource } from '../policy/policy.js';
import { input } from '../policy/resource-inputs.js';

const HOURS = 730;

/** Fixed items of resources that no kind accounts for: what a stack has once, and alarms. */
const BY_TYPE: Readonly<Record<string, (resource: PlannedResource) => readonly CostItem[]>> = {
  'aws:ec2/natGateway:NatGateway': () => [
    { item: 'nat-gateway-hour', quantity: HOURS },
    { item: 'public-ipv4-hour', quantity: HOURS },
  ],
  'aws:ec2/vpcEndpoint:VpcEndpoint': (endpoint) =>
    input(endpoint, '/vpcEndpointType') === 'Interface'
      ? [{ item: 'interface-endpoint-hour', quantity: HOURS * lengthOf(input(endpoint, '/subnetIds')) }]
      : [],
  'aws:kms/key:Key': () => [{ item: 'kms-key-month', quantity: 1 }],
  'aws:secretsmanager/secret:Secret': () => [{ item: 'secret-month', quantity: 1 }],
  'aws:cloudwatch/metricAlarm:MetricAlarm': (alarm) => [
    { item: 'alarm-metric-month', quantity: Math.max(1, metricsOf(input(alarm, '/metricQueries'))) },
  ],
};

export function resourceCost(resources: readonly PlannedResource[]): CostItem[] {
  const totals = new Map<string, number>();
  for (const resource of resources)
    for (const { item, quantity } of BY_TYPE[resource.type]?.(resource) ?? [])
      totals.set(item, (totals.get(item) ?? 0) + quantity);
  return [...totals].map(([item, quantity]) => ({ item, quantity }));
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}

/** An alarm on an expression is billed by the metrics that it reads. Source: CloudWatch pricing. */
function metricsOf(queries: unknown): number {
  return Array.isArray(queries)
    ? queries.filter((one) => typeof one === 'object' && one !== null && 'metric' in one).length
    : 0;
}
