import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { SecretsManagerSecrets, secretResources } from '../../../src/adapters/aws-shared/secrets.js';
import { IDENTITY } from './test-stack.js';

const secrets = new SecretsManagerSecrets(IDENTITY);
const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/api-key';

describe('secrets', () => {
  it('turns a name into an ARN of this account and region', () => {
    expect(secrets.resolve('prod/api-key')).to.deep.equal({ arn: ARN });
    expect(secrets.resolve('prod/api-key', 'token')).to.deep.equal({ arn: ARN, key: 'token' });
  });

  it('takes an ARN as it is, also with the JSON key that ECS writes behind it', () => {
    expect(secrets.resolve(`${ARN}-AbCdEf`)).to.deep.equal({ arn: `${ARN}-AbCdEf` });
    expect(secrets.resolve(`${ARN}-AbCdEf:token::`)).to.deep.equal({ arn: `${ARN}-AbCdEf`, key: 'token' });
    expect(secrets.resolve(`${ARN}-AbCdEf:::`)).to.deep.equal({ arn: `${ARN}-AbCdEf` });
    expect(secrets.resolve(`${ARN}-AbCdEf:token::`, 'other')).to.deep.equal({ arn: `${ARN}-AbCdEf`, key: 'other' });
  });

  it('allows a written ARN with and without its random end, and a computed one as it is', () => {
    expect(secretResources({ arn: ARN })).to.deep.equal([ARN, `${ARN}-??????`]);
    const computed = pulumi.output(ARN);
    expect(secretResources({ arn: computed })).to.deep.equal([computed]);
  });
});
