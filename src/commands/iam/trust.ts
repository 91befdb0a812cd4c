import { Args, Flags } from '@oclif/core';
import { OIDC_PROVIDERS, type OidcProvider, oidcTrust } from '../../core/iam/oidc-trust.js';
import { PankaCommand } from '../../ui/base-command.js';

export default class IamTrust extends PankaCommand {
  static override summary = 'Print the trust policy of a role that a pipeline assumes by OIDC, without stored keys';
  static override examples = [
    '<%= config.bin %> <%= command.id %> github --repository acme/shop --branch main --account 123456789012',
    '<%= config.bin %> <%= command.id %> gitlab --repository acme/shop --account 123456789012',
  ];
  static override args = {
    provider: Args.string({ required: true, options: [...OIDC_PROVIDERS], description: 'Where the pipeline runs' }),
  };
  static override flags = {
    repository: Flags.string({ required: true, description: 'owner/name, or group/project' }),
    account: Flags.string({ required: true, description: 'Account of the role' }),
    branch: Flags.string({ description: 'Only from this branch' }),
    environment: Flags.string({
      char: 'e',
      description: 'GitHub: only jobs of this deployment environment',
      exclusive: ['branch'],
    }),
    host: Flags.string({ description: 'Host of a GitLab of your own' }),
    partition: Flags.string({
      description: 'Partition of AWS',
      options: ['aws', 'aws-cn', 'aws-us-gov'],
      default: 'aws',
    }),
  };

  async run() {
    const { args, flags } = await this.parse(IamTrust);
    const { account, partition, ...subject } = flags;
    const trust = oidcTrust({ provider: args.provider as OidcProvider, ...subject }, account, partition);
    this.log(JSON.stringify(trust.document, null, 2));
    this.note(`The account needs an identity provider ${trust.issuer} with the audience ${trust.audience}.\n`);
    return trust;
  }
}
