import { DisabledException, IncorrectKeyException, KMSInvalidStateException } from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { secretsKeyUnusable } from '../../../src/adapters/kms-secrets/errors.js';

/** What moto does not say: it decrypts with keys that are disabled, too. */
describe('SecretsKeyUnusable', () => {
  const call = { action: 'kms:Decrypt', key: 'arn:aws:kms:eu-west-1:1:key/k', profile: 'deploy' };
  const detail = { message: 'arn:… is no good', $metadata: { httpStatusCode: 400, requestId: 'r-1' } };

  it('names the key, the call and the request', () => {
    const { message } = secretsKeyUnusable(call, new DisabledException(detail));
    expect(message).to.include(call.key).and.include('kms:Decrypt').and.include('request r-1');
  });

  it('gives the command that enables a disabled key, or takes its deletion back', () => {
    expect(secretsKeyUnusable(call, new DisabledException(detail)).suggestions).to.deep.equal([
      'aws kms enable-key --key-id arn:aws:kms:eu-west-1:1:key/k --profile deploy',
    ]);
    expect(secretsKeyUnusable(call, new KMSInvalidStateException(detail)).suggestions).to.deep.equal([
      'aws kms cancel-key-deletion --key-id arn:aws:kms:eu-west-1:1:key/k --profile deploy',
      'aws kms enable-key --key-id arn:aws:kms:eu-west-1:1:key/k --profile deploy',
    ]);
  });

  it('says which permission is missing, and for whom', () => {
    const denied = Object.assign(new Error('no'), {
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
    const { message, suggestions } = secretsKeyUnusable(call, denied);
    expect(message).to.include('access denied');
    expect(suggestions[0]).to.include('allow kms:Decrypt on arn:aws:kms:eu-west-1:1:key/k');
    expect(suggestions[0]).to.include('aws sts get-caller-identity --profile deploy');
  });

  it('sends who has an object of another stack back to the right one', () => {
    const { suggestions } = secretsKeyUnusable(call, new IncorrectKeyException(detail));
    expect(suggestions[0]).to.include('secrets.json');
  });
});
