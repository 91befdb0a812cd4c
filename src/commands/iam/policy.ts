import { Flags } from '@oclif/core';
import { addressOf } from '../../core/model/state-address.js';
import { stackFlags } from '../../ui/flags.js';
import { policyDocuments } from '../../ui/iam-view.js';
import { StackCommand } from '../../ui/stack-command.js';

export default class IamPolicy extends StackCommand {
  static override summary = 'Print the IAM policies that deploying this stack needs, and no more';
  static override description =
    'From what each kind in the manifests declares, on the names of the stack where AWS names resources by name. Several documents where one would be too large for a managed policy. Needs no account.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --account 123456789012',
    '<%= config.bin %> <%= command.id %> --environment production --json',
  ];
  static override flags = {
    ...stackFlags,
    account: Flags.string({ description: 'Account that is deployed to; else that of the settings or manifests' }),
    partition: Flags.string({
      description: 'Partition of AWS',
      options: ['aws', 'aws-cn', 'aws-us-gov'],
      default: 'aws',
    }),
  };

  async run() {
    const { flags } = await this.parse(IamPolicy);
    const session = this.open(flags);
    const application = await this.application();
    const policies = await session.deploymentPolicies(application, flags);
    this.log(policyDocuments(policies, this.out));
    return { ...addressOf(application), policies };
  }
}
