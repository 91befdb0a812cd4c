import { ORGANISATION } from '../organisation.js';
import type { Route } from '../route.js';

const ACCOUNT = { githubLogin: ORGANISATION, name: ORGANISATION };

/**
 * Delta checkpoints, policy packs and the assistants of Pulumi's own service are not announced. Without the schema's version
 * the CLI writes down what it uploads as version 3, whatever it holds.
 */
const CAPABILITIES = [
  { capability: 'batch-encrypt' },
  { capability: 'deployment-schema-version', version: 1, configuration: { version: 4 } },
];

/** What the CLI asks before it asks for a stack. */
export const accountRoutes: readonly Route[] = [
  {
    of: 'run',
    method: 'GET',
    path: '/api/user',
    answer: () => ({ ...ACCOUNT, organizations: [ACCOUNT] }),
  },
  {
    of: 'run',
    method: 'GET',
    path: '/api/user/organizations/default',
    answer: () => ({ GitHubLogin: ORGANISATION }),
  },
  { of: 'run', method: 'GET', path: '/api/capabilities', answer: () => ({ capabilities: CAPABILITIES }) },
];
