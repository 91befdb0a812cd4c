import { Flags } from '@oclif/core';
import { addressOf } from '../../core/model/state-address.js';
import { stackFlags } from '../../ui/flags.js';
import { policyList } from '../../ui/policy-view.js';
import { StackCommand } from '../../ui/stack-command.js';

export default class PolicyList extends StackCommand {
  static override summary = 'List the rules that hold for a stack in an environment, and how each is taken';
  static override description = 'Built-in rules and those of Compliance.policies. Reads manifests only.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --environment production --json',
  ];
  static override flags = {
    ...stackFlags,
    all: Flags.boolean({ description: 'Also those that are off here', default: false }),
  };

  async run() {
    const { flags } = await this.parse(PolicyList);
    this.open(flags);
    const { application } = await this.place();
    const policies = application.policies.rules.filter(({ severity }) => flags.all || severity !== 'off');
    const off = application.policies.rules.length - policies.length;
    this.log(policyList(policies, { off, ...application.environment }, this.out));
    return { ...addressOf(application), policies };
  }
}
