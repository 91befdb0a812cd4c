import { Args } from '@oclif/core';
import { forgetResources } from '../../core/state-admin/forget-resources.js';
import { lockFlags, stackFlags, yesFlag } from '../../ui/flags.js';
import { forgetPreviewView, forgottenView } from '../../ui/state-change-view.js';
import { StateCommand } from '../../ui/state-command.js';

export default class StateRm extends StateCommand {
  static override summary = 'Forget resources without deleting them';
  static override description =
    'They stay in the cloud, and nobody looks after them any more; what is still in the manifests is made anew by the next apply. Refuses what others refer to, unless those are named, too.';
  static override examples = [
    '<%= config.bin %> state rm api/orders/dlq --sandbox',
    "<%= config.bin %> state rm 'urn:pulumi:production::shop::aws:sqs/queue:Queue::api/orders' --yes",
  ];
  static override strict = false;
  static override args = {
    resource: Args.string({ required: true, description: 'Names or URNs, as `panka state list` has them' }),
  };
  static override flags = { ...stackFlags, ...lockFlags, ...yesFlag };

  async run() {
    const { argv, flags } = await this.parse(StateRm);
    this.open(flags).target();
    const located = await this.located();
    const result = await this.changing(located, (request) =>
      forgetResources({
        ...request,
        named: argv.map(String),
        approve: (resources) => this.approved(forgetPreviewView(resources, this.err), flags.yes),
      }),
    );
    this.log(forgottenView(result));
    return result;
  }
}
