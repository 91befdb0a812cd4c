import { join } from 'node:path';
import { userFolder } from '../config-files/read-settings.js';

/** Where panka installs the Pulumi CLI: a folder per version. */
export function engineFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(userFolder(env), 'engine');
}
