import { Flags } from '@oclif/core';
import { EXIT } from '../../core/diagnostics/panka-error.js';
import { diagnose } from '../../core/state-admin/find-problems.js';
import { type FoundProblems, repairState } from '../../core/state-admin/repair-state.js';
import { lockFlags, stackFlags, yesFlag } from '../../ui/flags.js';
import { StateCommand } from '../../ui/state-command.js';
import { foundView, problemsJson, repairedView } from '../../ui/state-repair-view.js';

export default class StateRepair extends StateCommand {
  static override summary = 'Find what is wrong with the stored state, explain it, and put right what can be';
  static override description =
    'Looks at every object: cut off, edited, missing, of another stack, left over, not fitting together. What it replaces is kept below set-aside/. The cloud is neither asked nor touched. Exit code 1 when an error is left, with --check 2 when there is any.';
  static override examples = [
    '<%= config.bin %> state repair --check --sandbox',
    '<%= config.bin %> state repair --yes --json',
    '<%= config.bin %> state repair --accept-loss',
  ];
  static override flags = {
    ...stackFlags,
    ...lockFlags,
    ...yesFlag,
    check: Flags.boolean({ description: 'Only look: no lock, no change' }),
    deep: Flags.boolean({ description: 'Also read every checkpoint of the history, which may be many' }),
    'accept-loss': Flags.boolean({
      description: 'Also repair where something is lost for good, such as a damaged journal; it says what',
    }),
  };

  async run() {
    const { flags } = await this.parse(StateRepair);
    this.open(flags).target();
    const located = await this.located();
    const { at, application } = located;
    if (flags.check) {
      const { state } = await this.session.stores();
      const target = await this.session.identity(application);
      const { problems } = await diagnose({ store: state, at, target, deep: flags.deep });
      if (problems.some(({ severity }) => severity !== 'info')) process.exitCode = EXIT.changes;
      this.log(foundView(problems, this.out));
      return { outcome: 'checked', ...problemsJson({ problems, repaired: [], left: problems }), setAside: [] };
    }
    const approve = (found: FoundProblems) =>
      this.approved(foundView(found.problems, this.err, found.repairable), flags.yes);
    const options = { deep: flags.deep, acceptLoss: flags['accept-loss'], approve };
    const result = await this.changing(located, (request) => repairState({ ...request, ...options }));
    if (result.left.some(({ severity }) => severity === 'error')) process.exitCode = EXIT.failed;
    this.log(repairedView(result, this.out));
    const { outcome, serial, setAside } = result;
    return { outcome, ...(serial !== undefined && { serial }), ...problemsJson(result), setAside };
  }
}
