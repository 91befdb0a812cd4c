import { expect } from 'chai';
import type { DiscoverRequest } from '../../../../src/core/discovery/index.js';
import { component, discoverWritten, document, NETWORKING, STACK, specOf } from '../written-project.js';

/** Every layer sets V; each test adds one layer on top of those before it. */
const PRECEDENCE: readonly [value: string, files: Record<string, string>, variables?: DiscoverRequest['variables']][] =
  [
    ['stack', { 'stack.yaml': `${STACK}spec: {variables: {V: stack}}\n` }],
    ['service', { 'services/api/service.yaml': document('Service', '{name: api}', '{variables: {V: service}}') }],
    [
      'declared',
      {
        'stack.yaml': `${STACK}spec: {variables: {V: stack}, environments: {development: {variables: {V: declared}}}}\n`,
      },
    ],
    [
      'document',
      {
        'environments/development/env.yaml': document(
          'Environment',
          '{name: development}',
          '{variables: {V: document}}',
        ),
      },
    ],
    ['file', { 'environments/development/variables.yaml': 'V: file\n' }],
    ['var-file', { 'vars.txt': 'V: var-file\n' }, { varFiles: ['vars.txt'] }],
    ['env', {}, { varFiles: ['vars.txt'], env: { PANKA_VAR_V: 'env', V: 'not this' } }],
    ['var', {}, { varFiles: ['vars.txt'], env: { PANKA_VAR_V: 'env' }, vars: { V: 'var' } }],
  ];

const web = (value: string) => ({
  'services/api/web.yaml': component('MicroService', 'api/web', `\n  image: x:1\n  environment: {A: ${value}}\n`),
  'infra/0.yaml': NETWORKING,
});

async function resolved(
  text: string,
  files: Record<string, string> = {},
  request: Partial<DiscoverRequest> = {},
): Promise<unknown> {
  const spec = await specOf('api/web', { ...web(JSON.stringify(text)), ...files }, request);
  return (spec['environment'] as { value: unknown }[])[0]?.value;
}

describe('variables', () => {
  for (const [index, [expected, , variables]] of PRECEDENCE.entries()) {
    it(`of ${expected} win over those before`, async () => {
      const files = Object.assign({}, ...PRECEDENCE.slice(0, index + 1).map(([, added]) => added)) as Record<
        string,
        string
      >;
      expect(await resolved('${V}', files, { variables })).to.equal(expected);
    });
  }

  it('have defaults, which may hold variables', async () => {
    const stack = { 'stack.yaml': `${STACK}spec: {variables: {B: b}}\n` };
    expect(await resolved('${A:-x}')).to.equal('x');
    expect(await resolved('${A:-}')).to.equal('');
    expect(await resolved('${A:-${B}-y}', stack)).to.equal('b-y');
    expect(await resolved('${B:-x}', stack)).to.equal('b');
    expect(await resolved('a${A:-:-}b')).to.equal('a:-b');
  });

  it('are text where they are escaped, and so is a lone $', async () => {
    expect(await resolved('$${A} $B $$ 100$')).to.equal('${A} $B $$ 100$');
    expect(await resolved('$${A:-${B:-c}}')).to.equal('${A:-c}');
  });

  it('of another service are reached by its name', async () => {
    const files = {
      'services/mail/service.yaml': document(
        'Service',
        '{name: mail-out}',
        '{variables: {PORT: 25, OWN: "${SERVICE}"}}',
      ),
    };
    expect(await resolved('x-${mail-out.PORT}', files)).to.equal('x-25');
    expect(await resolved('${mail-out.OWN}', files)).to.equal('mail-out');
    expect(await resolved('${mail-out.NOT:-d}', files)).to.equal('d');
  });

  it('are built in: ENVIRONMENT, STACK, SERVICE, COMPONENT, REGION, ACCOUNT', async () => {
    const stack = { 'stack.yaml': `${STACK}spec: {provider: {region: eu-west-1, accountId: "123456789012"}}\n` };
    expect(await resolved('${ENVIRONMENT}/${STACK}/${SERVICE}/${COMPONENT}/${REGION}/${ACCOUNT}', stack)).to.equal(
      'development/shop/api/web/eu-west-1/123456789012',
    );
    expect(await resolved('${REGION}', {}, { target: { region: 'us-east-1' } })).to.equal('us-east-1');
    const { diagnostics } = await discoverWritten({
      ...web('x'),
      'stack.yaml': `${STACK}spec: {variables: {ENVIRONMENT: prod, REGION: mine}}\n`,
    });
    expect(diagnostics.map((one) => `${one.severity} ${one.code}`)).to.deep.equal(['warning BuiltInVariable']);
  });

  it('keep their type as a whole value and become text inside of one', async () => {
    const files = {
      ...web('x'),
      'stack.yaml': `${STACK}spec: {variables: {N: 3, M: {cpu: 512}, L: [{name: http, port: 80}], T: "4"}}\n`,
      'services/api/web.yaml': component(
        'MicroService',
        'api/web',
        '{image: "x:${N}", replicas: "${N}", runtime: "${M}", ports: "${L}"}',
      ),
    };
    expect(await specOf('api/web', files)).to.deep.include({
      image: 'x:3',
      replicas: 3,
      runtime: { cpu: 512, memory: 512, platform: 'fargate' },
      ports: [{ name: 'http', port: 80 }],
    });
  });

  it('refer to each other, in any order and over scopes', async () => {
    const files = {
      'stack.yaml': `${STACK}spec: {variables: {URL: "https://\${HOST}/\${COMPONENT}", HOST: "\${SERVICE}.\${DOMAIN}", DOMAIN: example.com}}\n`,
    };
    expect(await resolved('${URL}', files)).to.equal('https://api.example.com/web');
  });

  it('with newlines and YAML in them stay one text', async () => {
    const nasty = 'a: [1\n- b\n"}\'${NOT_AGAIN}';
    expect(await resolved('<${X}>', {}, { variables: { vars: { X: nasty } } })).to.equal(`<${nasty}>`);
  });

  it('work in the Stack, in infrastructure documents and in tags', async () => {
    const files = {
      ...web('x'),
      'stack.yaml': `${STACK}spec: {variables: {OWNER: platform, SIZE: "1024"}, tags: {owner: "\${OWNER}"}, provider: {region: "\${AWS_REGION:-eu-west-1}"}}\n`,
      'infra/1.yaml': document('InfraDefaults', '{name: d}', '{compute: {cpu: "${SIZE}"}, tags: {name: "${SERVICE}"}}'),
    };
    const { value, diagnostics } = await discoverWritten(files);
    expect(diagnostics).to.deep.equal([]);
    expect(value?.components[0]?.tags).to.deep.equal({ owner: 'platform', name: 'api' });
    expect(value?.components[0]?.spec['runtime']).to.include({ cpu: 1024 });
    expect(value?.stack.spec['provider']).to.deep.equal({ region: 'eu-west-1' });
  });

  it('that are given and read by nothing are warned of', async () => {
    const { diagnostics } = await discoverWritten(
      { ...web('"${VERSION:-1}"') },
      { variables: { vars: { VERISON: '2' } } },
    );
    expect(diagnostics.map(({ code, suggestion }) => `${code} ${suggestion}`)).to.deep.equal([
      'UnusedVariable did you mean "VERSION"?',
    ]);
  });

  it('in files that cannot be read, or hold no map, are errors', async () => {
    const codes = async (files: Record<string, string>, varFiles: string[]) =>
      (await discoverWritten({ ...web('x'), ...files }, { variables: { varFiles } })).diagnostics.map(
        ({ code, message }) => `${code} ${message}`,
      );
    expect(await codes({}, ['missing.yaml'])).to.deep.equal([
      'UnreadableFile --var-file "missing.yaml" cannot be read: no file missing.yaml',
    ]);
    expect(await codes({ 'v.txt': '- a' }, ['v.txt'])).to.deep.equal([
      'WrongType --var-file "v.txt" must hold a map of variables, not a list',
    ]);
    expect(await codes({ 'v.txt': 'a: 1\nb: [' }, ['v.txt'])).to.deep.equal([
      'YamlSyntax --var-file v.txt:2:4: [ is never closed',
    ]);
  });

  it('that are numbers and would be written differently inside of a text are warned of', async () => {
    const stack = `${STACK}spec:\n  variables:\n    A: 1.10\n    B: 007\n    C: 80\n    D: "1.10"\n    E: 1e3\n`;
    const { diagnostics } = await discoverWritten({ ...web('"${A} ${B} ${C} ${D} ${E}"'), 'stack.yaml': stack });
    expect(diagnostics.map(({ code, source, suggestion }) => `${code} ${source?.line} ${suggestion}`)).to.deep.equal([
      'NumberAsText 6 put quotes around it: "1.10"',
      'NumberAsText 7 put quotes around it: "007"',
      'NumberAsText 10 put quotes around it: "1e3"',
    ]);
  });
});
