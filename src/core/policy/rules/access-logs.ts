import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';
import { about, input, ofTypes } from '../resource-inputs.js';

/** Fields that switch access logs off. */
const SWITCHES = ['/accessLogs', '/accessLogs/enabled', '/logs/enabled'];

export const accessLogs: Policy = {
  id: 'PANKA-LOG-001',
  title: 'what serves requests keeps access logs, and logs have an end',
  severity: { development: 'off', production: 'error' },
  check({ spec, kind, address }) {
    if (!['ALB', 'CloudFront', 'APIGateway'].includes(kind)) return [];
    return SWITCHES.filter((path) => valueAt(spec, path) === false).map((path) => ({
      path,
      message: `${kind} ${address} keeps no access logs`,
      suggestion: 'remove it: access logs are on in production',
    }));
  },
  checkResources: (resources) =>
    ofTypes(resources, 'aws:cloudwatch/logGroup:LogGroup')
      .filter((group) => !input(group, '/retentionInDays'))
      .map((group) => about(group, 'the log group keeps its logs for ever', 'set Observability.logs.retentionDays')),
};
