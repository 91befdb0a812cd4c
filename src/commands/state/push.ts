import { Args } from '@oclif/core';
import { readStateFile } from '../../adapters/state-files/state-files.js';
import { pushState } from '../../core/state-admin/push-state.js';
import { lockFlags, stackFlags, yesFlag } from '../../ui/flags.js';
import { pushedView, pushPreviewView } from '../../ui/state-change-view.js';
import { StateCommand } from '../../ui/state-command.js';

export default class StatePush extends StateCommand {
  static override summary = 'Make an edited copy of the state the present one';
  static override description =
    'Takes what `panka state pull` has written and somebody has edited. Refuses a file of another state, of an older moment, of a later version, and one with a secret in plain text. The cloud is not touched.';
  static override examples = [
    '<%= config.bin %> state push state.json --sandbox',
    '<%= config.bin %> state push state.json --yes --json',
  ];
  static override args = { file: Args.string({ required: true, description: 'File that `panka state pull` wrote' }) };
  static override flags = { ...stackFlags, ...lockFlags, ...yesFlag };

  async run() {
    const { args, flags } = await this.parse(StatePush);
    const file = await readStateFile(args.file);
    this.open(flags).target();
    const located = await this.located();
    const result = await this.changing(located, (request) =>
      pushState({
        ...request,
        ...{ file, fileName: args.file },
        approve: (difference) => this.approved(pushPreviewView(difference, this.err), flags.yes),
      }),
    );
    this.log(pushedView(result));
    return result;
  }
}
