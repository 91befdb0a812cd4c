import { expect } from 'chai';
import { chooseProvider, keepProvider, secretsKmsKey } from '../../../src/core/secrets/choose-provider.js';
import { failureOf } from '../../helpers/failure-of.js';
import { settingsOf } from './secrets-world.js';

const REMOTE = { 'state.backend': 's3', 'state.bucket': 'b' };
const KEY = { 'state.kmsKey': 'alias/state' };

describe('who keeps the key of secrets', () => {
  const cases = [
    ['the key file of this machine, for a state on it', {}, false, 'local'],
    ['a passphrase where one was given, for a state on this machine too', {}, true, 'passphrase'],
    ['a passphrase where one was given, for a state in S3', REMOTE, true, 'passphrase'],
    ['the KMS key of a state in S3, whatever passphrase there is', { ...REMOTE, ...KEY }, true, 'kms'],
    ['the KMS key of secrets, for a state on this machine too', { 'secrets.kmsKey': 'k' }, true, 'kms'],
    ['no KMS key of a bucket that is not used', KEY, false, 'local'],
    ['whoever is set', { ...REMOTE, ...KEY, 'secrets.provider': 'passphrase' }, false, 'passphrase'],
    ['KMS where it is set', { 'secrets.provider': 'kms', ...KEY }, true, 'kms'],
  ] as const;
  for (const [title, given, hasPassphrase, expected] of cases)
    it(`is ${title}`, () => expect(chooseProvider({ settings: settingsOf(given), hasPassphrase })).to.equal(expected));

  it('is nobody, with what to set, for a state in S3 with neither; and no file of this machine', async () => {
    for (const given of [REMOTE, { ...REMOTE, 'secrets.provider': 'local' }]) {
      const choice = { settings: settingsOf(given), hasPassphrase: false };
      const failure = await failureOf(async () => chooseProvider(choice));
      expect(failure).to.include({ code: 'SecretsProviderNeeded', exitCode: 3 });
      expect(failure.suggestions.join())
        .to.include('PANKA_SECRETS_KMS_KEY')
        .and.include('PANKA_SECRETS_PASSPHRASE_FILE');
    }
  });

  it('is who the state says; another setting is refused with where it stands and how to change it', async () => {
    keepProvider(settingsOf({ ...REMOTE, ...KEY }), 'passphrase');
    keepProvider(settingsOf({ 'secrets.provider': 'kms' }), 'kms');
    const failure = await failureOf(async () => keepProvider(settingsOf({ 'secrets.provider': 'kms' }), 'passphrase'));
    expect(failure.code).to.equal('SecretsSettingChanged');
    expect(failure.message).to.include('panka.yaml:3').and.include('"passphrase"');
    expect(failure.suggestions[0]).to.include('panka state change-secrets --to kms');
  });

  it('knows the key by secrets.kmsKey, else by state.kmsKey', () => {
    expect(secretsKmsKey(settingsOf({ ...KEY, 'secrets.kmsKey': 'own' }))).to.equal('own');
    expect(secretsKmsKey(settingsOf(KEY))).to.equal('alias/state');
    expect(secretsKmsKey(settingsOf({}))).to.equal(undefined);
    expect(secretsKmsKey(settingsOf({ ...KEY, 'secrets.provider': 'passphrase' }))).to.equal(undefined);
  });
});
