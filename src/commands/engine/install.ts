import { engineFolder } from '../../adapters/pulumi-cli/engine-folder.js';
import { ensurePulumiCli } from '../../adapters/pulumi-cli/ensure-pulumi-cli.js';
import { PankaCommand } from '../../ui/base-command.js';

export default class EngineInstall extends PankaCommand {
  static override summary = 'Install the Pulumi CLI that target aws needs, beside any other copy on this machine';
  static override description =
    'Downloads the tested version from get.pulumi.com into ~/.panka/engine. What is there already stays; copies on PATH are not touched.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run() {
    await this.parse(EngineInstall);
    const folder = engineFolder();
    this.note(`Looking for the tested version in ${folder}; it is downloaded if need be …`);
    const { cli, installed } = await ensurePulumiCli(folder);
    this.log(`Pulumi ${cli.version} ${installed ? 'installed' : 'is there already'}: ${cli.path}`);
    return { ...cli, installed };
  }
}
