import { Args, Flags } from '@oclif/core';
import type { PluginChange } from '../../adapters/oclif-plugins/guarded-change.js';
import { installPlugins } from '../../adapters/oclif-plugins/plugin-installer.js';
import { PankaCommand } from '../../ui/base-command.js';
import { pluginLine } from '../../ui/plugin-line.js';

export default class PluginsInstall extends PankaCommand {
  static override summary = 'Install plugins: by kind or name from the npm registry, from a tarball, or from a URL';
  static override description =
    'A plugin that breaks the contract, provides a kind that another one provides, or brings its own copy of a shared package is refused, and nothing is changed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> sqs',
    '<%= config.bin %> <%= command.id %> @acme/panka-plugin-flags@^2',
    '<%= config.bin %> <%= command.id %> ./panka-plugin-flags-1.0.0.tgz',
  ];
  static override aliases = ['plugins:add'];
  static override strict = false;
  static override args = { plugin: Args.string({ description: 'kind, package, tarball or URL', required: true }) };
  static override flags = {
    force: Flags.boolean({ char: 'f', summary: 'Install again what is there' }),
    'allow-hooks': Flags.string({ multiple: true, summary: 'Name of a plugin that may run code in every command' }),
  };

  async run(): Promise<{ plugins: readonly PluginChange[] }> {
    const { argv, flags } = await this.parse(PluginsInstall);
    const options = { force: flags.force, allowHooks: flags['allow-hooks'] ?? [] };
    const plugins = await installPlugins(this.config, argv.map(String), options);
    for (const plugin of plugins) this.log(pluginLine(plugin));
    return { plugins };
  }
}
