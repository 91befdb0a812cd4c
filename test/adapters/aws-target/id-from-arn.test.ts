import { expect } from 'chai';
import { idFromArn } from '../../../src/adapters/aws-target/id-from-arn.js';
import type { ResourceModel } from '../../../src/sdk/index.js';

const place = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const idOf = (arn: string, model: Omit<ResourceModel, 'type' | 'replaces'>, inputs: Record<string, string> = {}) =>
  idFromArn(arn, { model: { type: 'aws:x/y:Y', replaces: [], ...model }, urn: 'urn', inputs, place });

describe('idFromArn', () => {
  it('takes the part that AWS has made up', () => {
    const model = { arn: 'arn:{partition}:ec2:{region}:{account}:vpc/{id}' };
    expect(idOf('arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0a', model)).to.equal('vpc-0a');
    expect(idOf('arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-0a', model)).to.equal(undefined);
    expect(idOf('arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0a', model)).to.equal(undefined);
  });

  it('goes by the name where the name is the id, and by the ARN where that is', () => {
    const queue = { arn: 'arn:{partition}:sqs:{region}:{account}:{name}', identity: ['name'] };
    const arn = 'arn:aws:sqs:eu-west-1:123456789012:a.b';
    expect(idOf(arn, queue, { name: 'a.b' })).to.equal('a.b');
    expect(idOf(arn, queue, { name: 'axb' })).to.equal(undefined);
    expect(idOf(arn, { arn: queue.arn }, { name: 'a.b' })).to.equal(arn);
  });

  it('asks the model where it makes the id of other things', () => {
    const model = {
      arn: 'arn:{partition}:sqs:{region}:{account}:{name}',
      id: ({ region, account, inputs }: { region: string; account: string; inputs: Record<string, unknown> }) =>
        `https://sqs.${region}.amazonaws.com/${account}/${inputs.name}`,
    };
    const id = idOf('arn:aws:sqs:eu-west-1:123456789012:q', model as never, { name: 'q' });
    expect(id).to.equal('https://sqs.eu-west-1.amazonaws.com/123456789012/q');
  });

  it('takes no ARN of another type where the ARN is the id', () => {
    const model = {
      arn: '{id}',
      id: ({ region, account, hex }: { region: string; account: string; hex: (n: number) => string }) =>
        `arn:aws:acm:${region}:${account}:certificate/${hex(8)}`,
    };
    const certificate = 'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b';
    expect(idOf(certificate, model as never)).to.equal(certificate);
    expect(idOf('arn:aws:kms:eu-west-1:123456789012:key/0a1b', model as never)).to.equal(undefined);
  });
});
