import { Args, Flags } from '@oclif/core';
import type { PluginChange } from '../../adapters/oclif-plugins/guarded-change.js';
import { linkPlugin } from '../../adapters/oclif-plugins/plugin-installer.js';
import { PankaCommand } from '../../ui/base-command.js';
import { pluginLine } from '../../ui/plugin-line.js';

export default class PluginsLink extends PankaCommand {
  static override summary = 'Use a plugin from its folder, while you develop it';
  static override examples = ['<%= config.bin %> <%= command.id %> ./my-plugin'];
  static override args = { path: Args.string({ default: '.', description: 'folder of the plugin' }) };
  static override flags = {
    install: Flags.boolean({ allowNo: true, default: true, summary: 'Install its dependencies first' }),
    'allow-hooks': Flags.string({ multiple: true, summary: 'Name of a plugin that may run code in every command' }),
  };

  async run(): Promise<{ plugins: readonly PluginChange[] }> {
    const { args, flags } = await this.parse(PluginsLink);
    const options = { install: flags.install, allowHooks: flags['allow-hooks'] ?? [] };
    const plugins = await linkPlugin(this.config, args.path, options);
    for (const plugin of plugins) this.log(pluginLine(plugin));
    return { plugins };
  }
}
