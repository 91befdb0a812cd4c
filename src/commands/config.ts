import { definitionOf, environmentName, type SettingName, type Settings } from '../core/config/settings.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';

export default class ConfigCommand extends StackCommand {
  static override summary = 'Show every setting, its value, and where it came from';
  static override description =
    'Precedence: flags, PANKA_* variables, panka.yaml of the project, ~/.panka/config.yaml, defaults.';
  static override examples = ['<%= config.bin %> config', 'PANKA_TARGET=sandbox <%= config.bin %> config --json'];
  static override flags = { dir: stackFlags.dir, environment: stackFlags.environment, sandbox: stackFlags.sandbox };

  async run() {
    const { flags } = await this.parse(ConfigCommand);
    const session = this.open(flags);
    const settings = names(session.settings).map((name) => ({
      name,
      value: session.settings[name]?.value ?? null,
      origin: session.settings[name]?.origin,
      variable: environmentName(name),
      description: definitionOf(name)?.description,
    }));
    for (const { name, value, origin, description } of settings)
      this.log(
        `${this.out('bold', name.padEnd(20))} ${String(value ?? '(unset)').padEnd(12)} ${this.out('dim', `${origin} · ${description}`)}`,
      );
    return { folder: session.folder, settings };
  }
}

function names(settings: Settings): readonly SettingName[] {
  return Object.keys(settings) as SettingName[];
}
