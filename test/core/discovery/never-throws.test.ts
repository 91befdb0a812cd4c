import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { MANIFESTS } from './fixture.js';
import { discoverWritten, NETWORKING } from './written-project.js';

const KINDS = [
  'Stack',
  'Service',
  'Environment',
  'InfraDefaults',
  'ServiceInfraDefaults',
  'ComponentInfra',
  'Networking',
  'Security',
  'Observability',
  'Compliance',
  'MicroService',
  'SQS',
  'RDS',
  'ALB',
  'Kafka',
];
const VERSIONS = ['core.panka.io/v1', 'infra.panka.io/v1', 'components.panka.io/v1', 'panka.io/v1', 'v1'];
const WORDS = [
  'shop',
  'api',
  'web',
  'jobs',
  'development',
  'production',
  '${A}',
  '${api.B:-${C}}',
  '${',
  '$${x}',
  'a/b',
  'true',
  '5',
  '',
  '__proto',
  'valueFrom',
];

const junk = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
  {
    weight: 1,
    arbitrary: fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('__proto__')),
  },
);
const FIELDS = [
  'variables',
  'kinds',
  'compute',
  'environment',
  'image',
  'runtime',
  'ports',
  'bindings',
  'dependsOn',
  'routes',
  'tags',
  'rules',
  'exceptions',
  'requiredTags',
  'vpc',
  'subnets',
  'external',
  'engine',
  'overrides',
  'resources',
  'environments',
  'iam',
  'alarms',
  'networking',
  'infrastructure',
];
const spec = fc.oneof(
  fc.dictionary(
    fc.constantFrom(...FIELDS),
    fc.oneof(
      junk,
      fc.dictionary(
        fc.constantFrom(
          'component',
          'output',
          'valueFrom',
          'name',
          'MicroService',
          '$append',
          '$replace',
          'policies',
          'outputs',
          'prefix',
        ),
        junk,
      ),
      fc.array(
        fc.dictionary(fc.constantFrom('name', 'component', 'valueFrom', 'target', 'policy', 'key', 'actions'), junk),
        { maxLength: 3 },
      ),
    ),
  ),
  junk,
);
const metadata = fc.oneof(
  fc.record(
    { name: junk, service: junk, stack: junk, environment: junk, labels: junk, renamedFrom: junk },
    { requiredKeys: [] },
  ),
  fc.record({ name: fc.constantFrom('web', 'jobs', 'api', 'shop'), service: fc.constant('api') }),
  junk,
);
const manifest = fc.record(
  { apiVersion: fc.constantFrom(...VERSIONS), kind: fc.constantFrom(...KINDS), metadata, spec },
  { requiredKeys: ['kind'] },
);
const places = fc.constantFrom(
  'stack.yaml',
  'services/a.yaml',
  'environments/development.yaml',
  'environments/development/variables.yaml',
  'environments/production/x.yaml',
  'infra/a.yaml',
  'other.yaml',
);

describe('discovery', function () {
  // Hundreds of runs, and more to make a failing one small: on a machine that does much else a minute is not enough.
  this.timeout(600_000);

  it('throws on no documents, whatever they hold', async () => {
    const files = fc.dictionary(
      places,
      fc.array(fc.oneof({ weight: 8, arbitrary: manifest }, junk), { maxLength: 3 }),
      { maxKeys: 5 },
    );
    const check = async (given: Record<string, unknown[]>) => {
      const texts = Object.entries(given).map(([path, documents]) => [
        path,
        documents.map((one) => stringify(one)).join('---\n'),
      ]);
      const { diagnostics } = await discoverWritten(Object.fromEntries(texts), { environment: undefined });
      for (const { code, message } of diagnostics) {
        expect(code).to.match(/^([A-Z][A-Za-z0-9]+|PANKA-[A-Z]+-\d{3})$/);
        expect(message).not.to.match(/undefined|\[object|\uE000/);
      }
    };
    await fc.assert(fc.asyncProperty(files, check), { numRuns: 300 });
  });

  it('throws on no change of a good stack, and reports nothing twice', async () => {
    const text = readFileSync(`${MANIFESTS}small-stack/services/api/components.yaml`, 'utf8');
    const lines = text.split('\n');
    const change = fc.tuple(
      fc.nat(lines.length - 1),
      fc.constantFrom(
        '',
        '  x: 1',
        '- a',
        'spec: 5',
        '    {}',
        '  dependsOn: [web, db, nothing]',
        '---',
        '  runtime: [1]',
        '  environment: {A: {valueFrom: 3}}',
        '  bindings: {component: db}',
      ),
      fc.boolean(),
    );
    const check = async ([at, line, insert]: [number, string, boolean]) => {
      const changed = [...lines.slice(0, at), line, ...lines.slice(insert ? at : at + 1)].join('\n');
      const { diagnostics } = await discoverWritten({
        'services/a.yaml': changed,
        'infra/n.yaml': NETWORKING,
        'services/q.yaml': readFileSync(`${MANIFESTS}small-stack/services/worker/queue.yml`, 'utf8'),
      });
      const said = diagnostics.map(({ code, message, source }) => JSON.stringify([code, message, source]));
      expect(new Set(said).size).to.equal(said.length);
    };
    await fc.assert(fc.asyncProperty(change, check), { numRuns: 150 });
  });
});
