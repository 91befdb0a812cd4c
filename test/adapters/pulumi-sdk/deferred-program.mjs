// Loads the SDKs with their rare modules deferred, and says what was loaded when, and whether what is used is the real thing.
import { createRequire } from 'node:module';
import { deferRareModules } from '../../../src/adapters/pulumi-sdk/defer-rare-modules.ts';

const require = createRequire(import.meta.url);
const loaded = (part) =>
  Object.entries(require.cache).some(([file, module]) => file.includes(part) && module.children.length > 0);

deferRareModules();
const pulumi = await import('@pulumi/pulumi');
const aws = await import('@pulumi/aws');
const before = {
  arborist: loaded('@npmcli/arborist'),
  typescript: require.resolve('typescript') in require.cache,
  sqs: loaded('/aws/sqs/index.js'),
};
const sqs = {
  sameClass: aws.sqs.Queue === require('@pulumi/aws/sqs/queue').Queue,
  keys: Object.keys(aws.sqs).includes('getQueue'),
  missing: aws.sqs.Nothing,
  loaded: loaded('/aws/sqs/index.js'),
};
const six = 6;
const { text } = await pulumi.runtime.serializeFunction(() => six * 7);
const paths = await pulumi.runtime.computeCodePaths();
const exported = (path) => Object.keys(require(path)).sort();
process.stdout.write(
  JSON.stringify({
    before,
    sqs,
    serialized: text.includes('six * 7'),
    serializeClosure: exported('@pulumi/pulumi/runtime/closure/serializeClosure.js'),
    codePaths: exported('@pulumi/pulumi/runtime/closure/codePaths.js'),
    folders: paths.size > 0,
  }),
);
