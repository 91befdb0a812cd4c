import { parseDuration } from '../core/config/parse-duration.js';
import { destroy } from '../core/execution/destroy.js';
import { DeployCommand, outcomeJson } from '../ui/deploy-command.js';
import { approveFlags, filterFlags, lockFlags, stackFlags } from '../ui/flags.js';

export default class Destroy extends DeployCommand {
  static override summary = 'Delete what is deployed, dependants first';
  static override description =
    'Shows everything that would go and asks for the name of the stack. Protected components stop it; in a production environment, and where nobody is asked, data goes only with --allow-data-loss.';
  static override examples = [
    '<%= config.bin %> destroy --sandbox',
    '<%= config.bin %> destroy --component api/worker --yes',
    '<%= config.bin %> destroy --yes --allow-data-loss api/cache --allow-data-loss api/orders',
  ];
  static override flags = { ...stackFlags, ...filterFlags, ...approveFlags, ...lockFlags };

  async run() {
    const { flags } = await this.parse(Destroy);
    const session = this.open(flags);
    const { at, application } = await this.place();
    const word = at.stack;
    const typesName = !flags.yes && this.mayAsk;
    const question = { yes: flags.yes, word, text: `Delete all of this? Type the name of the stack (${word}):` };
    const outcome = await this.running(question, this.logListener(flags), async ({ emit, signal, approve }) => {
      const ports = await session.ports({ application, command: 'panka destroy', emit, at, id: this.runId });
      const kinds = await session.kindsInUse(ports.state, { application, at });
      return destroy({
        ports,
        at,
        filter: { services: flags.service, components: flags.component },
        parallel: Number(session.settings.parallel.value),
        lockTimeout: parseDuration(String(session.settings.lockTimeout.value)),
        kindOf: (kind) => kinds.get(kind)?.definition,
        allowDataLoss: flags['allow-data-loss'] ?? [],
        dataLossMustBeAllowed: application.environment.class === 'production' || !typesName,
        approve,
        signal,
      });
    });
    return outcomeJson(outcome);
  }
}
