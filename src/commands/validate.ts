import { hasErrors } from '../core/diagnostics/diagnostic.js';
import { EXIT } from '../core/diagnostics/panka-error.js';
import { diagnosticJson } from '../ui/diagnostic-json.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';
import { count } from '../ui/style.js';

export default class Validate extends StackCommand {
  static override summary = 'Check the manifests and report everything that is wrong, with file, line and column';
  static override description = 'Reads manifests only: no AWS, no engine, nothing is written.';
  static override examples = [
    '<%= config.bin %> validate',
    '<%= config.bin %> validate -C examples/shop --environment production --json',
  ];
  static override flags = stackFlags;

  async run() {
    const { flags } = await this.parse(Validate);
    const { value, diagnostics } = await this.open(flags).discover();
    const ok = value !== undefined && !hasErrors(diagnostics);
    if (!ok) process.exitCode = EXIT.input;
    if (!this.jsonEnabled()) this.report(diagnostics, value?.components.length ?? 0);
    return {
      ok,
      stack: value?.stack.name,
      environment: value?.environment.name,
      components: value?.components.length ?? 0,
      diagnostics: diagnostics.map(diagnosticJson),
    };
  }

  private report(diagnostics: Parameters<typeof this.printDiagnostics>[0], components: number): void {
    this.printDiagnostics(diagnostics);
    const errors = diagnostics.filter((d) => d.severity === 'error').length;
    const warnings = diagnostics.filter((d) => d.severity === 'warning').length;
    const verdict = errors > 0 ? this.out(['bold', 'red'], 'Invalid') : this.out(['bold', 'green'], 'Valid');
    this.log(`${verdict}: ${count(components, 'component')}, ${count(errors, 'error')}, ${count(warnings, 'warning')}`);
  }
}
