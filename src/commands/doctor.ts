import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT } from '../core/diagnostics/panka-error.js';
import { backendChecks, type Check, engineCheck, failure } from '../ui/doctor-checks.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Doctor extends StackCommand {
  static override summary = 'Check what panka needs on this machine and for this project, and say what to type';
  static override examples = ['<%= config.bin %> doctor'];
  static override flags = { dir: stackFlags.dir, sandbox: stackFlags.sandbox, environment: stackFlags.environment };

  async run() {
    const { flags } = await this.parse(Doctor);
    const checks: Check[] = [nodeCheck()];
    try {
      this.open(flags);
      checks.push(
        { name: 'project', ok: true, detail: this.session.folder },
        await this.targetCheck(),
        ...(await this.engineChecks()),
        this.pluginsCheck(),
        this.folderCheck(),
      );
      checks.push(await this.manifestsCheck(), ...(await this.backendChecks()), await this.stateCheck());
    } catch (error) {
      checks.push(failure('project', error));
    }
    const ok = checks.every((c) => c.ok);
    if (!ok) process.exitCode = EXIT.failed;
    for (const check of checks) {
      this.log(`${check.ok ? this.out('green', '✔') : this.out('red', '✖')} ${check.name.padEnd(10)} ${check.detail}`);
      if (!check.ok && check.fix !== undefined) this.log(`             ${this.out('green', 'try:')} ${check.fix}`);
    }
    return { ok, checks };
  }

  private async targetCheck(): Promise<Check> {
    try {
      const target = await this.session.identity();
      return { name: 'target', ok: true, detail: `${target.name}, ${target.account}/${target.region}` };
    } catch (error) {
      return failure('target', error);
    }
  }

  /** The Pulumi CLI, where the target needs it. */
  private async engineChecks(): Promise<Check[]> {
    if (this.session.settings.target.value !== 'aws') return [];
    return [await engineCheck()];
  }

  private pluginsCheck(): Check {
    const broken = this.session.registry.entries.filter((e) => e.problem !== undefined);
    if (broken.length === 0)
      return { name: 'plugins', ok: true, detail: `${this.session.registry.entries.length} kinds` };
    const [first] = broken;
    return {
      name: 'plugins',
      ok: false,
      detail: broken.map((e) => `${e.kind}: ${e.problem?.message}`).join('; '),
      fix: first?.problem?.suggestions[0],
    };
  }

  private folderCheck(): Check {
    const folder = `${this.session.folder}/.panka`;
    try {
      accessSync(existsSync(folder) ? folder : dirname(folder), constants.W_OK);
      return { name: 'folder', ok: true, detail: `${folder} can be written` };
    } catch {
      return { name: 'folder', ok: false, detail: `${folder} cannot be written`, fix: `chmod u+w ${folder}` };
    }
  }

  private async manifestsCheck(): Promise<Check> {
    const { diagnostics } = await this.session.discover();
    const errors = diagnostics.filter((d) => d.severity === 'error').length;
    return {
      name: 'manifests',
      ok: errors === 0,
      detail: errors === 0 ? 'valid' : `${errors} errors`,
      fix: 'panka validate',
    };
  }

  /** Bucket, table, credentials and clock, where state or locks are in AWS. */
  private async backendChecks(): Promise<Check[]> {
    try {
      return backendChecks(await this.session.checkBackend());
    } catch (error) {
      return [failure('backend', error)];
    }
  }

  private async stateCheck(): Promise<Check> {
    try {
      const { at } = await this.place();
      const { state } = await this.session.stores();
      const read = await state.readState(at);
      return {
        name: 'state',
        ok: true,
        detail: read.found ? `serial ${read.value.serial}, ${state.describe(at)}` : 'nothing deployed yet',
      };
    } catch (error) {
      return failure('state', error);
    }
  }
}

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { name: 'node', ok, detail: `v${process.versions.node}`, fix: 'install Node 20.19 or newer' };
}
