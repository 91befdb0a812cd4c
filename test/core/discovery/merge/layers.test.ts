import { expect } from 'chai';
import type { DiscoverRequest } from '../../../../src/core/discovery/index.js';
import { component, discoverWritten, document, NETWORKING, STACK, specOf } from '../written-project.js';

const web = (spec: string) => component('MicroService', 'api/web', spec);

/** Every layer sets cpu; the files of the higher ones are left out one by one. */
const LAYERS: readonly [
  name: string,
  cpu: number,
  files: Record<string, string>,
  request?: Partial<DiscoverRequest>,
][] = [
  ['default of MicroService', 256, {}],
  ['Stack shop', 300, { 'stack.yaml': `${STACK}spec: {infrastructure: {compute: {cpu: 300}}}\n` }],
  ['InfraDefaults all', 310, { 'infra/1.yaml': document('InfraDefaults', '{name: all}', '{compute: {cpu: 310}}') }],
  [
    'InfraDefaults dev',
    320,
    { 'infra/2.yaml': document('InfraDefaults', '{name: dev, environment: development}', '{compute: {cpu: 320}}') },
  ],
  [
    'ServiceInfraDefaults api',
    330,
    {
      'infra/3.yaml': document(
        'ServiceInfraDefaults',
        '{name: api, service: api}',
        '{kinds: {MicroService: {runtime: {cpu: 330}}}}',
      ),
    },
  ],
  [
    'ServiceInfraDefaults api-dev',
    340,
    {
      'infra/4.yaml': document(
        'ServiceInfraDefaults',
        '{name: api-dev, service: api, environment: development}',
        '{compute: {cpu: 340}}',
      ),
    },
  ],
  ['manifest', 350, { 'services/web.yaml': web('{image: "x:1", runtime: {cpu: 350}}') }],
  [
    'ComponentInfra web',
    360,
    {
      'infra/5.yaml': document(
        'ComponentInfra',
        '{name: web, service: api, environment: development}',
        '{resources: {cpu: 360}}',
      ),
    },
  ],
  ['overlay development', 370, { 'environments/development/web.yaml': web('{runtime: {cpu: 370}}') }],
  ['--set api/web.spec.runtime.cpu', 380, {}, { sets: ['api/web.spec.runtime.cpu=380'] }],
];

const filesUpTo = (count: number) =>
  Object.assign(
    { 'services/web.yaml': web('{image: "x:1"}'), 'infra/0.yaml': NETWORKING },
    ...LAYERS.slice(0, count).map(([, , files]) => files),
  ) as Record<string, string>;

describe('the layers of a spec', () => {
  for (const [index, [name, cpu, , request]] of LAYERS.entries()) {
    it(`${name} wins over everything below it, and says so`, async () => {
      const { value, diagnostics } = await discoverWritten(filesUpTo(index + 1), request);
      expect(diagnostics).to.deep.equal([]);
      expect(value!.components[0]!.spec['runtime']).to.include({ cpu });
      const provenance = value!.provenance('api/web', '/spec/runtime/cpu')!;
      expect(provenance).to.include({ layer: name, value: cpu });
      const below = LAYERS.slice(1, index)
        .map(([layer, value]) => `${layer} ${value}`)
        .reverse();
      expect(provenance.overridden.map((one) => `${one.layer} ${one.value}`)).to.deep.equal(index === 0 ? [] : below);
    });
  }

  it('of another environment, service or component are not heard', async () => {
    const spec = await specOf('api/web', {
      'services/web.yaml': `${web('{image: "x:1"}')}---\n${component('MicroService', 'other/web', '{image: "x:1"}')}`,
      'infra/0.yaml': NETWORKING,
      'infra/1.yaml': document('InfraDefaults', '{name: a, environment: production}', '{compute: {cpu: 1024}}'),
      'infra/2.yaml': document('ServiceInfraDefaults', '{name: b, service: other}', '{compute: {cpu: 1024}}'),
      'infra/3.yaml': document('ComponentInfra', '{name: web, service: other}', '{resources: {cpu: 1024}}'),
      'environments/production/web.yaml': web('{runtime: {cpu: 1024}}'),
    });
    expect(spec['runtime']).to.include({ cpu: 256 });
  });

  it('hold the kind’s defaults for the environment’s class', async () => {
    const files = { 'services/web.yaml': `${web('{image: "x:1"}')}---\n${component('SQS', 'api/jobs')}` };
    expect((await specOf('api/web', files, { environment: 'production' }))['replicas']).to.equal(2);
    expect((await specOf('api/web', files, { environment: 'staging' }))['replicas']).to.equal(1);
    expect((await specOf('api/jobs', files, { environment: 'production' })).deletionProtection).to.equal(true);
    expect((await specOf('api/jobs', files)).deletionProtection).to.equal(undefined);
  });

  it('are normalised before they are merged: a map of variables adds to a list of them', async () => {
    const spec = await specOf('api/web', {
      'services/web.yaml': web('{image: "x:1", environment: [{name: A, value: "1"}, {name: B, value: "2"}]}'),
      'infra/0.yaml': NETWORKING,
      'infra/1.yaml': document(
        'InfraDefaults',
        '{name: d}',
        '{kinds: {MicroService: {environment: {Z: "0", A: "0"}}}}',
      ),
      'environments/development.yaml': web('{environment: {B: "3", C: "4"}}'),
    });
    expect(spec['environment']).to.deep.equal([
      { name: 'Z', value: '0' },
      { name: 'A', value: '1' },
      { name: 'B', value: '3' },
      { name: 'C', value: '4' },
    ]);
  });

  it('take what a ComponentInfra says about size, scaling and volumes in its own words', async () => {
    const spec = await specOf('api/web', {
      'services/web.yaml': web('{image: "x:1"}'),
      'infra/0.yaml': NETWORKING,
      'infra/1.yaml': document(
        'ComponentInfra',
        '{name: web, service: api}',
        '{resources: {cpu: 512, memory: "1024"}, scaling: {replicas: 3}, networking: {subnets: private}, overrides: {ports: [{name: http, port: 80}]}}',
      ),
    });
    expect(spec).to.deep.include({
      runtime: { platform: 'fargate', cpu: 512, memory: 1024 },
      replicas: 3,
      networking: { subnets: 'private' },
      ports: [{ name: 'http', port: 80 }],
    });
  });
});
