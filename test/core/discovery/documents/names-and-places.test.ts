import { expect } from 'chai';
import { readApiVersion } from '../../../../src/core/discovery/documents/api-version.js';
import { fileRole, stackFolders } from '../../../../src/core/discovery/documents/file-role.js';
import { allowedName, nameProblem } from '../../../../src/core/discovery/documents/names.js';

describe('names', () => {
  it('are lower-case words with single hyphens, at most forty characters', () => {
    for (const name of ['a', 'api', 'api-v2', 'a1-b2', 'x'.repeat(40)])
      expect(nameProblem(name), name).to.equal(undefined);
    for (const name of ['', 'A', '1a', '-a', 'a-', 'a--b', 'a_b', 'a.b', 'a b', 'é', 'a\n', 'x'.repeat(41)])
      expect(nameProblem(name), JSON.stringify(name)).to.be.a('string');
    expect(nameProblem('development-environment', 20)).to.match(/at most 20/);
  });

  it('that are not allowed lead to one that is', () => {
    expect(['JobQueue', 'my_api', '1st', 'a--b', 'Ünï', '!!'].map((name) => allowedName(name))).to.deep.equal([
      'job-queue',
      'my-api',
      'st',
      'a-b',
      'n',
      undefined,
    ]);
  });
});

describe('places of files', () => {
  const role = (path: string, ...others: string[]) => fileRole(path, stackFolders([path, ...others]));

  it('decide what a file is', () => {
    expect(role('stack.yaml')).to.deep.equal({ role: 'manifest' });
    expect(role('services/a/b/c.yml')).to.deep.equal({ role: 'manifest' });
    expect(role('infra/x.yaml')).to.deep.equal({ role: 'manifest' });
    expect(role('environments/production.yaml')).to.deep.equal({
      role: 'overlay',
      environment: 'production',
      variables: false,
    });
    expect(role('environments/production/a/b.yaml')).to.deep.equal({
      role: 'overlay',
      environment: 'production',
      variables: false,
    });
    expect(role('environments/production/variables.yaml')).to.deep.equal({
      role: 'overlay',
      environment: 'production',
      variables: true,
    });
    expect(role('panka.yaml')).to.deep.equal({ role: 'configuration' });
    for (const path of ['docker-compose.yaml', 'charts/x/values.yaml', 'docs/services/a.yaml'])
      expect(role(path), path).to.deep.equal({ role: 'other' });
  });

  it('are read from the nearest folder with a stack.yaml', () => {
    expect(role('shop/services/a.yaml', 'shop/stack.yaml')).to.deep.equal({ role: 'manifest' });
    expect(role('shop/environments/dev.yaml', 'shop/stack.yml')).to.deep.include({ environment: 'dev' });
    expect(role('shop/services/a.yaml')).to.deep.equal({ role: 'other' });
  });
});

describe('readApiVersion', () => {
  const status = (apiVersion: string, kind: string) => readApiVersion(apiVersion, kind).status;

  it('takes the current one of the kind’s group, older ones with a mark, and nothing else', () => {
    expect(status('components.panka.io/v1', 'SQS')).to.equal('current');
    expect(status('infra.panka.io/v1', 'Networking')).to.equal('current');
    for (const older of [
      'components.panka.io/v1alpha1',
      'components.panka.io/v1beta1',
      'panka.io/v1',
      'panka.io/v1alpha1',
    ])
      expect(status(older, 'SQS'), older).to.equal('older');
    expect(status('core.panka.io/v1', 'SQS')).to.equal('wrong-group');
    for (const unknown of [
      'components.panka.io/v2',
      'v1',
      'apps/v1',
      'components.panka.io',
      'evil.panka.io.example.com/v1',
    ])
      expect(status(unknown, 'SQS'), unknown).to.equal('unknown');
  });
});
