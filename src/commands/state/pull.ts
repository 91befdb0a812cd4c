import { Flags } from '@oclif/core';
import { writeStateFile } from '../../adapters/state-files/state-files.js';
import { nothingDeployed } from '../../core/state-admin/errors.js';
import { stateFile } from '../../core/state-admin/state-file.js';
import { readWholeState } from '../../core/state-admin/whole-state.js';
import { stackFlags } from '../../ui/flags.js';
import { StackCommand } from '../../ui/stack-command.js';

export default class StatePull extends StackCommand {
  static override summary = 'Write the state as a Pulumi deployment, for a copy or to edit it';
  static override description =
    'Version 3 of Pulumi\'s deployment format, as `pulumi stack import` takes it; "panka" beside it says which state it is, for `panka state push`. Secrets stay sealed.';
  static override examples = [
    '<%= config.bin %> state pull --sandbox > state.json',
    '<%= config.bin %> state pull --out state.json --unit service.api',
  ];
  static override flags = {
    ...stackFlags,
    out: Flags.string({ char: 'o', description: 'Write to this file, mode 0600' }),
    unit: Flags.string({ description: 'Which unit, where services or components have locks of their own' }),
  };

  async run() {
    const { flags } = await this.parse(StatePull);
    const session = this.open(flags);
    session.target();
    const { at } = await this.located();
    const { state } = await session.stores();
    const whole = await readWholeState(state, at);
    if (whole.state === undefined) throw nothingDeployed(state.describe(at));
    const file = stateFile({ ...whole, state: whole.state }, flags.unit);
    if (flags.out === undefined) this.log(JSON.stringify(file, null, 2));
    else await writeStateFile(flags.out, file);
    if (flags.out !== undefined) this.note(`Serial ${file.panka.serial} of ${file.panka.unit} written to ${flags.out}`);
    return file;
  }
}
