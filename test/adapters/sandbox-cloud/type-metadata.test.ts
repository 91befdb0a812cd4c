import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { typeMetadata } from '../../../src/adapters/sandbox-cloud/type-metadata.js';

describe('metadata of @pulumi/aws', () => {
  it('tells inputs, required inputs, outputs, secrets and write-only inputs of a type', () => {
    const database = typeMetadata('aws:rds/instance:Instance')!;
    expect(database.required).to.deep.equal(['instanceClass']);
    expect([...database.inputs]).to.include.members(['identifier', 'region', 'passwordWo']);
    expect(database.inputs.has('endpoint')).to.equal(false);
    expect([...database.outputs]).to.include.members(['identifier', 'endpoint', 'tagsAll']);
    expect(database.secretOutputs).to.deep.equal(['password', 'passwordWo']);
    expect(database.writeOnly).to.deep.equal(['passwordWo']);
    expect(database.computed).to.include.members(['endpoint', 'arn']).and.not.include('deletionProtection');
  });

  it('is undefined for what is no resource of the package', () => {
    for (const token of [
      'aws:sqs/queue:NoSuchClass',
      'aws:nothing/here:Here',
      'pulumi:providers:aws',
      'random:index/randomId:RandomId',
      'aws:../../secret:Secret',
    ])
      expect(typeMetadata(token), token).to.equal(undefined);
  });

  it('is found for every resource class of the package, whatever its file is called', () => {
    const root = dirname(createRequire(import.meta.url).resolve('@pulumi/aws/package.json'));
    const tokens: string[] = [];
    for (const folder of ['glue', 'guardduty', 'kendra', 'fsx', 'dms', 'vpc', 'cloudwatch', 'resiliencehub', 'sqs']) {
      for (const file of readdirSync(join(root, folder)).filter((name) => name.endsWith('.js'))) {
        const token = /__pulumiType = '([^']+)'/.exec(readFileSync(join(root, folder, file), 'utf8'))?.[1];
        if (token !== undefined) tokens.push(token);
      }
    }
    expect(tokens.length).to.be.greaterThan(100);
    expect(tokens.filter((token) => (typeMetadata(token)?.outputs.size ?? 0) === 0)).to.deep.equal([]);
  });
});
