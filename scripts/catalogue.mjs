// Writes catalogue.json: which package and range provide each kind. Kinds in plugins/* are read from their package.json,
// those still to come are known by name. `--check` only says whether the file is fresh.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Every kind of `components.panka.io/v1`. Source: design seed, "API Groups". */
const KINDS = [
  ...['MicroService', 'Worker', 'CronJob', 'Lambda', 'EC2Instance'],
  ...['RDS', 'DynamoDB', 'DocumentDB'],
  ...['ElastiCacheRedis', 'ElastiCacheMemcached', 'AWSMemoryDB'],
  ...['S3', 'EFS', 'EBS'],
  ...['SQS', 'SNS', 'Kafka', 'MSK', 'EventBridge'],
  ...['ALB', 'NLB', 'CloudFront', 'APIGateway'],
];

/** What catalogue.json should hold for the repository at `root`, as text. */
export function catalogueText(root) {
  const { version } = readJson(join(root, 'package.json'));
  const known = Object.fromEntries(KINDS.map((kind) => [kind, entry(`@panka/plugin-${kind.toLowerCase()}`, version)]));
  const runtimes = provided(root, ({ provides }) => provides?.runtimes);
  const catalogue = { kinds: { ...known, ...provided(root, ({ kinds }) => kinds) }, runtimes };
  return `${JSON.stringify(catalogue, null, 2)}\n`;
}

/** What the plugins of the repository bring, by name. */
function provided(root, namesOf) {
  const manifests = readdirSync(join(root, 'plugins'))
    .map((folder) => join(root, 'plugins', folder, 'package.json'))
    .filter((file) => existsSync(file))
    .map(readJson);
  return Object.fromEntries(
    manifests.flatMap(({ name, version, panka }) =>
      (namesOf(panka ?? {}) ?? []).map((one) => [one, entry(name, version)]),
    ),
  );
}

function entry(name, version) {
  return { package: name, range: `^${version}` };
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function main(root, check) {
  const file = join(root, 'catalogue.json');
  const text = catalogueText(root);
  if (!check) return writeFileSync(file, text);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return undefined;
  console.error('catalogue.json is stale: node scripts/catalogue.mjs');
  process.exitCode = 1;
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] === self) main(join(self, '..', '..'), process.argv.includes('--check'));
