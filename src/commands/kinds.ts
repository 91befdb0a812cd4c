import { Args } from '@oclif/core';
import { readCatalogue } from '../adapters/oclif-plugins/catalogue-file.js';
import { openRegistry } from '../adapters/oclif-plugins/open-registry.js';
import { describeKinds, installableKinds, type KindDescription } from '../core/registry/describe-kinds.js';
import { PankaCommand } from '../ui/base-command.js';
import { kindDetail, kindList } from '../ui/kinds-view.js';

export default class Kinds extends PankaCommand {
  static override summary = 'List the component kinds of the installed plugins';
  static override description = 'With the name of a kind: its outputs, access levels and injected variables.';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> SQS'];
  static override args = { kind: Args.string({ description: 'Only this kind, in full' }) };

  async run(): Promise<{
    kinds: readonly KindDescription[];
    installable: readonly { kind: string; package: string }[];
  }> {
    const { args } = await this.parse(Kinds);
    const registry = openRegistry(this.config);
    if (args.kind) await registry.load(args.kind);
    const kinds = (await describeKinds(registry)).filter((k) => args.kind === undefined || k.kind === args.kind);
    const installable = args.kind ? [] : installableKinds(registry, readCatalogue(this.config.root));
    this.log(args.kind ? kinds.map(kindDetail).join('\n') : kindList(kinds, installable));
    return { kinds, installable };
  }
}
