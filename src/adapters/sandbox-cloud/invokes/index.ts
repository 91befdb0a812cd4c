import type { SandboxInvoke } from '../../../sdk/sandbox.js';

/** Data look-ups that the sandbox answers without a plugin. */
export const builtInInvokes: Readonly<Record<string, SandboxInvoke>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': (_, __, at) => ({
    id: at.account,
    accountId: at.account,
    arn: `arn:${at.partition}:iam::${at.account}:user/sandbox`,
    userId: 'AIDASANDBOX0000000000',
  }),
};
