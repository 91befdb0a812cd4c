import type { PluginChange } from '../../adapters/oclif-plugins/guarded-change.js';
import { updatePlugins } from '../../adapters/oclif-plugins/plugin-installer.js';
import { PankaCommand } from '../../ui/base-command.js';

export default class PluginsUpdate extends PankaCommand {
  static override summary = 'Update installed plugins within the range they were installed with';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run(): Promise<{ plugins: readonly PluginChange[] }> {
    await this.parse(PluginsUpdate);
    const plugins = await updatePlugins(this.config);
    for (const { name, version, previous } of plugins) this.log(`${name} ${previous} → ${version}`);
    if (plugins.length === 0) this.log('Every plugin is up to date.');
    return { plugins };
  }
}
