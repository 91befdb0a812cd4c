import { Args } from '@oclif/core';
import { readCatalogue } from '../adapters/oclif-plugins/catalogue-file.js';
import { openRegistry } from '../adapters/oclif-plugins/open-registry.js';
import { pankaItself } from '../adapters/oclif-plugins/plugin-sources.js';
import { describeInstalled, type Installed } from '../core/registry/describe-installed.js';
import { PankaCommand } from '../ui/base-command.js';
import { installedDetail, installedList } from '../ui/kinds-view.js';

export default class Kinds extends PankaCommand {
  static override summary =
    'List the component kinds of the installed plugins, and the platforms that containers run on';
  static override description =
    'With the name of a kind: its outputs, access levels and injected variables. With that of a platform: what it is and which kinds run on it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> SQS',
    '<%= config.bin %> <%= command.id %> fargate',
  ];
  static override args = { kind: Args.string({ description: 'Only this kind or platform, in full' }) };

  async run(): Promise<Installed> {
    const { args } = await this.parse(Kinds);
    const catalogue = readCatalogue(this.config.root);
    const request = { registry: openRegistry(this.config), catalogue, panka: pankaItself(this.config) };
    const installed = await describeInstalled(request, args.kind);
    this.log(args.kind ? installedDetail(installed) : installedList(installed));
    return installed;
  }
}
