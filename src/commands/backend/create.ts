import { Flags } from '@oclif/core';
import { backendFlags } from '../../ui/backend-flags.js';
import { stackFlags, yesFlag } from '../../ui/flags.js';
import { SetupCommand } from '../../ui/setup-command.js';

export default class BackendCreate extends SetupCommand {
  static override summary =
    'Make the bucket and the table of a team, or repair them: private, encrypted, versioned, TLS only';
  static override description =
    'Shows what is there and what would be made, asks, makes it, and looks again. What is there is never weakened, and nothing is deleted.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --bucket company-panka-state --table company-panka-locks',
    '<%= config.bin %> <%= command.id %> --bucket company-panka-state --table company-panka-locks --with-role --trust github:acme/shop --yes',
  ];
  static override flags = {
    ...backendFlags,
    dir: stackFlags.dir,
    environment: stackFlags.environment,
    'replica-region': Flags.string({ description: 'Copy the state to a second bucket in this region' }),
    'with-role': Flags.boolean({
      description: 'Also make the role PankaExecutionRole, for state and locks, and in a project for its stack',
    }),
    role: Flags.string({ description: 'Another name for that role', default: 'PankaExecutionRole' }),
    trust: Flags.string({
      description:
        'Pipeline that may assume it, as github:owner/name[@branch] or gitlab:group/project[@branch]; else the account',
      dependsOn: ['with-role'],
    }),
    'dry-run': Flags.boolean({ description: 'Only show what is there and what would be made' }),
    ...yesFlag,
  };

  async run() {
    const { flags } = await this.parse(BackendCreate);
    return this.setUp(flags);
  }
}
