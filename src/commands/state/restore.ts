import { Flags } from '@oclif/core';
import { restoreState } from '../../core/state-admin/restore-state.js';
import { lockFlags, stackFlags, yesFlag } from '../../ui/flags.js';
import { restoredView, restorePreviewView } from '../../ui/state-change-view.js';
import { StateCommand } from '../../ui/state-command.js';

export default class StateRestore extends StateCommand {
  static override summary = 'Make the state of an earlier serial the present one';
  static override description =
    'Shows what will differ and asks. The state of then becomes a new serial; the cloud is neither asked nor touched, so compare it afterwards: panka plan --refresh.';
  static override examples = [
    '<%= config.bin %> state restore --serial 11 --sandbox',
    '<%= config.bin %> state restore --serial 11 --yes --json',
  ];
  static override flags = {
    ...stackFlags,
    ...lockFlags,
    ...yesFlag,
    serial: Flags.integer({ required: true, min: 1, description: 'Which, as `panka state history` lists them' }),
    'discard-pending': Flags.boolean({
      description: 'Forget the steps that an interrupted run has begun and not ended',
    }),
  };

  async run() {
    const { flags } = await this.parse(StateRestore);
    this.open(flags).target();
    const located = await this.located();
    const result = await this.changing(located, (request) =>
      restoreState({
        ...request,
        serial: flags.serial,
        discardPending: flags['discard-pending'],
        approve: (preview) => this.approved(restorePreviewView(preview, this.err), flags.yes),
      }),
    );
    this.log(restoredView(result));
    return result;
  }
}
