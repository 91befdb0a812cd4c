import { Flags } from '@oclif/core';
import { sandboxFolders } from '../../adapters/sandbox-target/sandbox-folders.js';
import { SECRETS_PROVIDERS } from '../../core/secrets/root-key-source.js';
import { changeSecrets } from '../../core/state-admin/change-secrets.js';
import { lockFlags, stackFlags, yesFlag } from '../../ui/flags.js';
import { secretsChangedView, secretsPreviewView } from '../../ui/secrets-view.js';
import { StateCommand } from '../../ui/state-command.js';

export default class StateChangeSecrets extends StateCommand {
  static override summary = 'Seal the secrets of the state anew, with a key that KMS, a passphrase or a file keeps';
  static override description =
    'Makes a new key and seals every secret of the present state with it; the cloud is not touched. Also where the provider stays: for another KMS key (secrets.kmsKey), a new passphrase (PANKA_SECRETS_NEW_PASSPHRASE, beside the present one) or just a new key. Killed on the way, the state can be opened, and the same command finishes it.';
  static override examples = [
    '<%= config.bin %> state change-secrets --to kms',
    'PANKA_SECRETS_NEW_PASSPHRASE_FILE=new.txt <%= config.bin %> state change-secrets --to passphrase --yes --json',
  ];
  static override flags = {
    ...stackFlags,
    ...lockFlags,
    ...yesFlag,
    to: Flags.option({ options: SECRETS_PROVIDERS, required: true, description: 'Who keeps the key from now on' })(),
  };

  async run() {
    const { flags } = await this.parse(StateChangeSecrets);
    this.open(flags).target();
    const located = await this.located();
    const [{ exchangeSecrets }, { state }] = await Promise.all([
      import('../../adapters/configured-stores/open-secrets.js'),
      this.session.stores(),
    ]);
    const { settings, folder } = this.session;
    const place = { store: state, at: located.at, keys: sandboxFolders(folder).keys };
    const request = { ...place, settings, version: this.config.version, env: process.env };
    const result = await this.changing(located, (change) =>
      changeSecrets({
        ...change,
        exchange: () => exchangeSecrets(request, flags.to),
        approve: (shown) => this.approved(secretsPreviewView(shown), flags.yes),
      }),
    );
    this.log(secretsChangedView(result));
    return result;
  }
}
