import { Args } from '@oclif/core';
import { readErrorHelp } from '../adapters/error-help/error-help.js';
import { EXIT, PankaError } from '../core/diagnostics/panka-error.js';
import type { Provenance } from '../core/model/application.js';
import type { PluginIdentity } from '../core/registry/kind-registry.js';
import { platformNames } from '../core/registry/platform-names.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';

const PLATFORM = '/spec/runtime/platform';

interface PlatformOrigin {
  readonly installed: readonly string[];
  /** Absent for Panka's own. */
  readonly plugin?: PluginIdentity;
}

export default class Explain extends StackCommand {
  static override summary = 'Say which file and line won for a value, or what an error code means';
  static override examples = [
    '<%= config.bin %> explain api/server.runtime.cpu',
    '<%= config.bin %> explain PANKA-ECS-001',
    '<%= config.bin %> explain UndefinedVariable',
  ];
  static override args = {
    what: Args.string({ required: true, description: 'service/component, service/component.field, or an error code' }),
  };
  static override flags = stackFlags;

  async run() {
    const { args, flags } = await this.parse(Explain);
    return args.what.includes('/') ? this.field(args.what, flags) : this.code(args.what);
  }

  /** Who brings it, and what else could stand there. */
  private platform(name: string): PlatformOrigin {
    const { registry } = this.session;
    const plugin = registry.runtimes?.find(({ platform }) => platform === name)?.plugin;
    return { installed: platformNames(registry).installed, ...(plugin && { plugin }) };
  }

  private async code(code: string) {
    const help = await readErrorHelp(this.config.root, code);
    this.log(`${this.out('bold', help.code)}\n\n${help.text}`);
    return help;
  }

  private async field(what: string, flags: Parameters<Explain['open']>[0]) {
    this.open(flags);
    const { application } = await this.place();
    const [address = '', ...path] = what.split('.');
    const component = application.components.find((c) => c.address === address);
    if (component === undefined)
      throw unknownComponent(
        address,
        application.components.map((c) => c.address),
      );
    const pointer = ['spec', ...(path[0] === 'spec' ? path.slice(1) : path)].map((p) => `/${p}`).join('');
    const found = application.provenance(address, pointer);
    if (found === undefined) throw noSuchField(address, pointer);
    this.log(`${this.out('bold', address)} ${component.kind} ${pointer.slice(1).replaceAll('/', '.')}`);
    this.log(`  ${text(found.value)}  ${this.out('dim', place(found))}`);
    for (const layer of found.overridden) this.log(this.out('dim', `  over ${text(layer.value)}  ${place(layer)}`));
    const platform = pointer === PLATFORM ? this.platform(String(found.value)) : undefined;
    if (platform !== undefined) this.log(this.out('dim', platformLine(platform)));
    return { component: address, kind: component.kind, path: pointer, ...found, ...(platform && { platform }) };
  }
}

function platformLine({ plugin, installed }: PlatformOrigin): string {
  const from = plugin === undefined ? '' : `  from ${plugin.name}@${plugin.version};`;
  return `${from}  installed: ${installed.join(', ')}`;
}

function place({ layer, source }: Pick<Provenance, 'layer' | 'source'>): string {
  return source === undefined ? layer : `${layer}, ${source.file}:${source.line}:${source.column}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function unknownComponent(address: string, known: readonly string[]): PankaError {
  return new PankaError({
    code: 'UnknownComponent',
    message: `there is no component "${address}"`,
    suggestions: known.slice(0, 8).map((k) => `panka explain ${k}`),
    exitCode: EXIT.input,
  });
}

function noSuchField(address: string, pointer: string): PankaError {
  return new PankaError({
    code: 'UnknownField',
    message: `"${address}" has no value at ${pointer}`,
    suggestions: [`panka explain ${address}`],
    exitCode: EXIT.input,
  });
}
