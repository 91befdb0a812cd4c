import { Args } from '@oclif/core';
import { EXIT, PankaError } from '../core/diagnostics/panka-error.js';
import { SHARED } from '../core/plan/resource-owner.js';
import { readHead } from '../core/state/read-head.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Outputs extends StackCommand {
  static override summary = 'Print what the deployed components publish';
  static override description =
    'With COMPONENT and OUTPUT, the bare value, for scripts. Secret outputs are shown as secret, never in clear.';
  static override examples = [
    '<%= config.bin %> outputs --sandbox',
    '<%= config.bin %> outputs api/orders queueUrl --sandbox',
  ];
  static override args = {
    component: Args.string({ description: 'Component, as service/name' }),
    output: Args.string({ description: 'One output of it' }),
  };
  static override flags = stackFlags;

  async run() {
    const { args, flags } = await this.parse(Outputs);
    const session = this.open(flags);
    session.target();
    const { at } = await this.place();
    const state = await readHead((await session.stores()).state, at);
    const all = Object.fromEntries(
      Object.entries(state?.components ?? {})
        .filter(([address]) => address !== SHARED)
        .map(([address, { outputs }]) => [address, outputs]),
    );
    if (args.component === undefined) return this.print(all);
    const outputs = all[args.component] ?? this.missing(`component "${args.component}"`, Object.keys(all));
    if (args.output === undefined) return this.print({ [args.component]: outputs });
    const value =
      outputs[args.output] ?? this.missing(`output "${args.output}" of "${args.component}"`, Object.keys(outputs));
    this.log(typeof value === 'string' ? value : JSON.stringify(value));
    return { [args.component]: { [args.output]: value } };
  }

  private print(all: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
    for (const [address, outputs] of Object.entries(all)) {
      this.log(this.out('bold', address));
      for (const [name, value] of Object.entries(outputs))
        this.log(`  ${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`);
    }
    return all;
  }

  private missing(what: string, known: readonly string[]): never {
    throw new PankaError({
      code: 'OutputNotFound',
      message: `${what} is not deployed`,
      suggestions: known.slice(0, 8),
      exitCode: EXIT.input,
    });
  }
}
