import type { SandboxModels } from '../../../sdk/sandbox.js';

/** Models of the AWS pieces that every stack uses. */
export const sharedModels: readonly SandboxModels[] = [];
