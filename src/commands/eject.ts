import { Flags } from '@oclif/core';
import { sandboxFolders } from '../adapters/sandbox-target/sandbox-folders.js';
import { isPankaError } from '../core/diagnostics/panka-error.js';
import type { Application } from '../core/model/application.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Eject extends StackCommand {
  static override summary = 'Write what is deployed as a plain Pulumi project with its state, to go on without panka';
  static override description =
    'TypeScript, a file a component, with `state.json` for `pulumi stack import`; the preview shows no change. Reads the state, and of the manifests what no state has; changes nothing. Secrets are sealed with the passphrase in PULUMI_CONFIG_PASSPHRASE (or PULUMI_CONFIG_PASSPHRASE_FILE).';
  static override examples = [
    '<%= config.bin %> eject --to ../shop-pulumi -e production',
    'PULUMI_CONFIG_PASSPHRASE_FILE=pass.txt <%= config.bin %> eject --to ../shop-pulumi --json',
  ];
  static override flags = {
    ...stackFlags,
    to: Flags.string({ required: true, helpValue: 'FOLDER', description: 'Folder to write, empty or new' }),
  };

  async run() {
    const { flags } = await this.parse(Eject);
    const session = this.open(flags);
    session.target();
    const { at, application } = await this.located();
    const [{ ejectProject }, { state }] = await Promise.all([
      import('../adapters/eject/eject-project.js'),
      session.stores(),
    ]);
    const { settings, folder } = session;
    const declared = await this.declared(application);
    const place = { store: state, at, target: session.target(application), keys: sandboxFolders(folder).keys };
    const request = { ...place, settings, folder: flags.to, version: this.config.version, env: process.env, declared };
    const written = await ejectProject(request);
    const { files, resources, secrets, differences } = written;
    if (differences.length > 0)
      this.note(
        `The project has what is deployed. The manifests differ in ${differences.length} resources: panka plan`,
      );
    this.log(`${resources} resources in ${files.length} files, ${secrets} sealed secrets: ${written.folder}`);
    this.log(`next: ${written.folder}/README.md`);
    return written;
  }

  /** The manifests know an option that no state has. Without them, or with such that are in disorder, the state has to do. */
  private async declared(application: Application | undefined) {
    if (application === undefined) return undefined;
    try {
      return await this.session.render(application);
    } catch (error) {
      if (!isPankaError(error)) throw error;
      this.note(`The manifests cannot be rendered, so deleteBeforeReplace is left out: ${error.message}`);
      return undefined;
    }
  }
}
