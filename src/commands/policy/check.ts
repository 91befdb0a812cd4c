import { hasErrors } from '../../core/diagnostics/diagnostic.js';
import { EXIT } from '../../core/diagnostics/panka-error.js';
import { diagnosticJson } from '../../ui/diagnostic-json.js';
import { stackFlags } from '../../ui/flags.js';
import { policyVerdict } from '../../ui/policy-view.js';
import { StackCommand } from '../../ui/stack-command.js';

export default class PolicyCheck extends StackCommand {
  static override summary = 'Check manifests, and every resource that they would declare, against the policies';
  static override description =
    'Needs no engine and no account: resources are rendered. Exits with 3 if a rule that is an error is broken.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --environment production --json',
  ];
  static override flags = stackFlags;

  async run() {
    const { flags } = await this.parse(PolicyCheck);
    const session = this.open(flags);
    const { value, diagnostics } = await session.discover();
    const sound = value !== undefined && !hasErrors(diagnostics);
    const resources = sound ? await session.render(value) : [];
    const found = [...diagnostics, ...(sound ? value.policies.checkResources(resources) : [])];
    const ok = sound && !hasErrors(found);
    if (!ok) process.exitCode = EXIT.input;
    if (!this.jsonEnabled()) this.printDiagnostics(found);
    this.log(policyVerdict({ ok, found, resources: resources.length }, this.out));
    return {
      ok,
      stack: value?.stack.name,
      environment: value?.environment.name,
      resources: resources.length,
      diagnostics: found.map(diagnosticJson),
    };
  }
}
