import { join } from 'node:path';
import { repository } from '../helpers/cli.js';

/** Where `node scripts/test-servers.mjs` puts what is not an npm package. */
export const serversFolder = process.env.PANKA_TEST_SERVERS ?? join(repository, '.cache', 'test-servers');
