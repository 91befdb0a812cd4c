import type { UnitIdentity } from '../../core/engine/deployment-engine.js';
import type { DeploymentV3 } from '../../core/engine/deployment-v3.js';
import { ORGANISATION } from './organisation.js';

type SecretsProvider = NonNullable<DeploymentV3['secrets_providers']>;

/** What stands in a state instead of the address of a run's server, so that two runs write the same. */
const ANY_SERVER = 'http://127.0.0.1';

/** The CLI looks into the state for the server that opens the secrets, and which stack to ask it for: today's. */
export function atServer(provider: SecretsProvider, unit: UnitIdentity, url: string): SecretsProvider {
  if (provider.type !== 'service') return provider;
  return { ...provider, state: { url, owner: ORGANISATION, project: unit.project, stack: unit.stack } };
}

export function atAnyServer(provider: SecretsProvider): SecretsProvider {
  if (provider.type !== 'service') return provider;
  return { ...provider, state: { ...(provider.state as object), url: ANY_SERVER } };
}
