import type { SecretSealer } from '../../core/state/secret-sealer.js';
import { accountRoutes } from './endpoints/account.js';
import { eventRoutes } from './endpoints/events.js';
import { journalRoutes } from './endpoints/journal.js';
import { secretRoutes } from './endpoints/secrets.js';
import { stackRoutes } from './endpoints/stacks.js';
import { updateRoutes } from './endpoints/updates.js';
import type { Route } from './route.js';

/** The part of Pulumi's service API that the CLI uses for what panka asks of it. Everything else is 404. */
export function allRoutes(secrets: SecretSealer): readonly Route[] {
  return [
    ...accountRoutes,
    ...stackRoutes,
    ...secretRoutes(secrets),
    ...updateRoutes,
    ...journalRoutes,
    ...eventRoutes,
  ];
}
