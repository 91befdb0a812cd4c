import { Args } from '@oclif/core';
import { readErrorHelp } from '../../adapters/error-help/error-help.js';
import { unknownPolicy } from '../../core/policy/errors.js';
import { stackFlags } from '../../ui/flags.js';
import { policyDetail } from '../../ui/policy-view.js';
import { StackCommand } from '../../ui/stack-command.js';

export default class PolicyExplain extends StackCommand {
  static override summary = 'Say what a rule asks for, how it is taken here and why, and what is excepted from it';
  static override examples = ['<%= config.bin %> <%= command.id %> PANKA-ENC-001'];
  static override args = { policy: Args.string({ required: true, description: 'The id of a rule' }) };
  static override flags = stackFlags;

  async run() {
    const { args, flags } = await this.parse(PolicyExplain);
    this.open(flags);
    const { application } = await this.place();
    const { rules } = application.policies;
    const policy = rules.find(({ id }) => id.toLowerCase() === args.policy.toLowerCase());
    if (policy === undefined)
      throw unknownPolicy(
        args.policy,
        rules.map(({ id }) => id),
      );
    const help = policy.origin === 'built-in' ? await readErrorHelp(this.config.root, policy.id) : undefined;
    this.log(policyDetail(policy, { text: help?.text, ...application.environment }, this.out));
    return { ...policy, environment: application.environment.name, ...(help ? { text: help.text } : {}) };
  }
}
