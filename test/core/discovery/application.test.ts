import { expect } from 'chai';
import { component, discoverWritten, document, NETWORKING, STACK } from './written-project.js';

const FILES = {
  'infra/0.yaml': NETWORKING,
  'services/a.yaml': component('SQS', 'api/jobs', '{tags: {size: 3, own: yes}}'),
};
const digest = async (files: Record<string, string>, request = {}) =>
  (await discoverWritten(files, request)).value?.digest;

describe('the application', () => {
  it('has equal digests for equal files and options, and others for others', async () => {
    const same = await digest(FILES);
    expect(await digest({ ...FILES })).to.equal(same);
    const others = [
      await digest({ ...FILES, 'services/a.yaml': `${FILES['services/a.yaml']}# comment\n` }),
      await digest({ ...FILES, 'services/b.yaml': component('SQS', 'api/other') }),
      await digest(FILES, { environment: 'production' }),
      await digest(FILES, { variables: { vars: { A: '1' } } }),
      await digest(FILES, { variables: { env: { PANKA_VAR_A: '1' } } }),
      await digest(FILES, { sets: ['api/jobs.spec.visibilityTimeout=1'] }),
      await digest(FILES, { target: { region: 'eu-west-1' } }),
    ];
    expect(new Set([same, ...others]).size).to.equal(others.length + 1);
    expect(await digest(FILES, { variables: { env: { HOME: '/x' } } })).to.equal(same);
  });

  it('merges tags: Stack, Service, environment, infrastructure, component', async () => {
    const { value } = await discoverWritten({
      ...FILES,
      'stack.yaml': `apiVersion: core.panka.io/v1\nkind: Stack\nmetadata: {name: shop, labels: {a: stack, b: stack}}\nspec: {tags: {b: stack-tags, c: 1}}\n`,
      'services/s.yaml': document('Service', '{name: api, labels: {c: service}}', '{}'),
      'infra/1.yaml': document('InfraDefaults', '{name: d}', '{tags: {c: infra, own: infra, d: true}}'),
    });
    expect(value!.components[0]!.tags).to.deep.equal({
      a: 'stack',
      b: 'stack-tags',
      c: 'infra',
      d: 'true',
      size: '3',
      own: 'yes',
    });
  });

  it('decides the class of the environment by its name, or by what is written', async () => {
    const classOf = async (environment: string, files: Record<string, string> = {}) =>
      (await discoverWritten({ ...FILES, ...files }, { environment })).value?.environment.class;
    expect(await classOf('production')).to.equal('production');
    expect(await classOf('prod-eu')).to.equal('production');
    expect(await classOf('staging')).to.equal('staging');
    expect(await classOf('pr-17')).to.equal('development');
    expect(
      await classOf('live', {
        'infra/1.yaml': document('InfraDefaults', '{name: d, environment: live}', '{environment: {class: production}}'),
      }),
    ).to.equal('production');
    expect(
      await classOf('production', { 'stack.yaml': `${STACK}spec: {environments: {production: {class: staging}}}\n` }),
    ).to.equal('staging');
    expect(await classOf('live', { 'environments/live.yaml': 'class: production\nvariables: {A: 1}\n' })).to.equal(
      'production',
    );
  });

  it('chooses the environment: as given, the default, the only one, or development', async () => {
    const chosen = async (files: Record<string, string>) => {
      const { value, diagnostics } = await discoverWritten({ ...FILES, ...files }, { environment: undefined });
      return value?.environment.name ?? diagnostics.map((one) => one.code).join();
    };
    expect(await chosen({})).to.equal('development');
    expect(await chosen({ 'environments/live.yaml': 'class: production\n' })).to.equal('live');
    expect(await chosen({ 'stack.yaml': `${STACK}spec: {environments: [a, b], defaultEnvironment: b}\n` })).to.equal(
      'b',
    );
    expect(await chosen({ 'stack.yaml': `${STACK}spec: {environments: [a, b]}\n` })).to.equal('EnvironmentNeeded');
  });

  it('merges the infrastructure documents and completes them for the class of the environment', async () => {
    const files = {
      ...FILES,
      'infra/1.yaml': document('Networking', '{name: prod, environment: production}', '{nat: single}'),
    };
    const development = (await discoverWritten(files)).value!.infra;
    const production = (await discoverWritten(files, { environment: 'production' })).value!.infra;
    expect(development.networking).to.deep.include({
      nat: 'single',
      flowLogs: { enabled: false, traffic: 'REJECT', retentionDays: 30 },
    });
    expect(production.networking).to.deep.include({ vpc: { mode: 'create' }, nat: 'single' });
    expect(production.observability['logs']).to.deep.equal({ retentionDays: 90, kmsEncrypted: true });
    expect(development.security['publicAccess']).to.deep.equal({
      allowInternetFacing: ['ALB', 'CloudFront', 'APIGateway', 'NLB'],
    });
  });

  it('accepts an empty stack that says so', async () => {
    const { value, diagnostics } = await discoverWritten({ 'stack.yaml': `${STACK}spec: {allowEmpty: true}\n` });
    expect(diagnostics).to.deep.equal([]);
    expect(value?.components).to.deep.equal([]);
  });

  it('does not care what folders are called', async () => {
    const one = (await discoverWritten(FILES)).value!;
    const other = (
      await discoverWritten({
        'x/y/z.yml': FILES['infra/0.yaml'],
        'services/other-name/q.yaml': FILES['services/a.yaml'],
      })
    ).value!;
    expect(other.components.map(({ folder, ...rest }) => rest)).to.deep.equal(
      one.components.map(({ folder, ...rest }) => rest),
    );
  });

  it('loads only the kinds that are used, each once', async () => {
    const { sampleRegistry } = await import('./sample-kinds.js');
    const registry = sampleRegistry();
    await discoverWritten({ ...FILES, 'services/b.yaml': component('SQS', 'api/b') }, { registry });
    expect(registry.loaded).to.deep.equal(['SQS']);
  });

  it('remembers former addresses', async () => {
    const renamed = (from: string) =>
      component('SQS', 'api/new').replace('name: new', `name: new, renamedFrom: ${from}`);
    expect((await discoverWritten({ 'a.yaml': renamed('old') })).value?.components[0]?.renamedFrom).to.equal('api/old');
    expect((await discoverWritten({ 'a.yaml': renamed('mail/old') })).value?.components[0]?.renamedFrom).to.equal(
      'mail/old',
    );
  });

  it('says where manifests pin it: InfraDefaults, Stack, environment', async () => {
    const pins = async (files: Record<string, string>) => {
      const { region, account } = (await discoverWritten({ ...FILES, ...files })).value!.environment;
      return [region, account];
    };
    const defaults = { 'infra/1.yaml': document('InfraDefaults', '{name: d}', '{region: eu-north-1}') };
    const stack = {
      ...defaults,
      'stack.yaml': `${STACK}spec: {variables: {A: "123456789012"}, provider: {region: eu-west-1, accountId: "\${A}"}}\n`,
    };
    expect(await pins({})).to.deep.equal([undefined, undefined]);
    expect(await pins(defaults)).to.deep.equal(['eu-north-1', undefined]);
    expect(await pins(stack)).to.deep.equal(['eu-west-1', '123456789012']);
    expect(await pins({ ...stack, 'environments/development.yaml': 'region: us-east-1\n' })).to.deep.equal([
      'us-east-1',
      '123456789012',
    ]);
  });

  it('fills in the access of bindings that name none', async () => {
    const web = component(
      'MicroService',
      'api/web',
      '{image: "x:1", bindings: [{component: jobs}, {component: jobs, access: read, env: false}]}',
    );
    const { value } = await discoverWritten({ ...FILES, 'services/web.yaml': web });
    expect(value!.components.find((one) => one.name === 'web')!.spec.bindings).to.deep.equal([
      { component: 'jobs', access: 'write' },
      { component: 'jobs', access: 'read', env: false },
    ]);
  });

  it('warns of a service that is nearly the name of a declared one', async () => {
    const files = { 'infra/0.yaml': NETWORKING, 'services/s.yaml': document('Service', '{name: orders-1}', '{}') };
    const warned = async (service: string) =>
      (await discoverWritten({ ...files, 'services/a.yaml': component('SQS', `${service}/jobs`) })).diagnostics.map(
        (one) => `${one.code} ${one.suggestion}`,
      );
    expect(await warned('orderd-1')).to.deep.equal(['UnknownService did you mean "orders-1"?']);
    expect(await warned('orders-2')).to.deep.equal([]);
    expect(await warned('mail')).to.deep.equal([]);
  });
});
