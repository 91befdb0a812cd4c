import type { EnvironmentClass, JsonObject } from '../../../sdk/index.js';
import type { WholeKind } from './select-infra.js';

/** Defaults of the whole documents that depend on the environment class; the others stand in their schemas. */
export function classDefaults(kind: WholeKind, environmentClass: EnvironmentClass): JsonObject {
  const production = environmentClass === 'production';
  if (kind === 'Networking')
    return {
      nat: production ? 'perAz' : 'single',
      endpoints: { gateway: ['s3', 'dynamodb'] },
      flowLogs: { enabled: production },
    };
  if (kind === 'Observability') {
    return {
      logs: { retentionDays: production ? 90 : 30 },
      metrics: { containerInsights: production ? 'enhanced' : 'enabled' },
      tracing: {},
      alarms: { enabled: production },
    };
  }
  if (kind === 'Security') return { encryption: {}, publicAccess: {}, iam: {}, secrets: {} };
  return {};
}
