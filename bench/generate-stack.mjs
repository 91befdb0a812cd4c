// Writes a stack of N components into a folder: a service per 10, with dependsOn and valueFrom chains within and across services.
// usage: node bench/generate-stack.mjs FOLDER COMPONENTS [queues]
//   queues: SQS only, five resources each, for timing the engine rather than the kinds
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, wanted = '1000', mode = 'mixed'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node bench/generate-stack.mjs FOLDER COMPONENTS [queues]');
  process.exit(3);
}
const total = Number(wanted);
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'services'), { recursive: true });
mkdirSync(join(folder, 'infra'), { recursive: true });
writeFileSync(join(folder, 'stack.yaml'), 'apiVersion: core.panka.io/v1\nkind: Stack\nmetadata: {name: generated}\n');
if (mode !== 'queues')
  writeFileSync(
    join(folder, 'infra', 'networking.yaml'),
    'apiVersion: infra.panka.io/v1\nkind: Networking\nmetadata: {name: network, stack: generated}\nspec:\n  vpc: {mode: create, cidr: 10.40.0.0/16}\n',
  );

for (let first = 0; first < total; first += 10) {
  const service = `svc-${first / 10}`;
  const documents = [];
  for (let i = 0; i < 10 && first + i < total; i++) documents.push(component(service, i, first));
  mkdirSync(join(folder, 'services', service));
  writeFileSync(join(folder, 'services', service, 'components.yaml'), documents.join('---\n'));
}

function component(service, i, first) {
  const needs = i === 0 ? (first === 0 || first % 50 === 0 ? [] : [`svc-${first / 10 - 1}/c-0`]) : [`c-${i - 1}`];
  const head = (kind) =>
    `apiVersion: components.panka.io/v1\nkind: ${kind}\nmetadata: {name: c-${i}, service: ${service}, stack: generated}\nspec:\n  dependsOn: [${needs.join(', ')}]\n`;
  if (mode === 'queues' || i < 4)
    return `${head('SQS')}  visibilityTimeout: ${60 + i}\n  messageRetentionPeriod: 345600\n  deadLetterQueue: {enabled: true, maxReceiveCount: 3}\n`;
  if (i < 6)
    return `${head('DynamoDB')}  hashKey: {name: id, type: S}\n  rangeKey: {name: at, type: N}\n  ttl: {enabled: true, attributeName: expiresAt}\n`;
  if (i < 7)
    return `${head('S3')}  versioning: {enabled: true}\n  lifecycle:\n    - {id: archive, prefix: "uploads/", transitions: [{days: 30, storageClass: STANDARD_IA}], expiration: {days: 365}}\n`;
  return `${head('MicroService')}  image: {repository: 123456789012.dkr.ecr.us-east-1.amazonaws.com/app, tag: "1.2.${i}"}\n  runtime: {platform: fargate, cpu: 512, memory: 1024}\n  ports: [{name: http, port: 8080}]\n  healthCheck: {path: /health, port: 8080}\n  environment:\n    - {name: QUEUE, valueFrom: {component: c-0, output: queueUrl}}\n    - {name: TABLE, valueFrom: {component: c-4, output: tableName}}\n    - {name: LOG_LEVEL, value: info}\n  bindings:\n    - {component: c-6, access: read}\n`;
}
