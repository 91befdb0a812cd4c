import { findPulumiCli } from '../../adapters/pulumi-cli/find-pulumi-cli.js';
import { fitOf, OLDEST_PULUMI, TESTED_PULUMI } from '../../adapters/pulumi-cli/pulumi-version.js';
import { PankaCommand } from '../../ui/base-command.js';

export default class EngineShow extends PankaCommand {
  static override summary = 'Show which Pulumi CLI target aws would use, and why that one';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json'];

  async run() {
    await this.parse(EngineShow);
    const cli = await findPulumiCli();
    const fit = fitOf(cli.version);
    this.log(`Pulumi ${cli.version}, ${cli.path} (${ORIGIN[cli.source]})`);
    if (fit === 'newer') this.log(`newer than ${TESTED_PULUMI}, the newest that panka was tested with`);
    return { ...cli, fit, oldest: OLDEST_PULUMI, tested: TESTED_PULUMI };
  }
}

const ORIGIN = { PANKA_PULUMI: 'named by PANKA_PULUMI', PATH: 'on PATH', installed: 'installed by panka' } as const;
