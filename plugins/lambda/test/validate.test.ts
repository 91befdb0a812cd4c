import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { ComponentOf, JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import dynamodb from '../../dynamodb/src/index.js';
import sns from '../../sns/src/index.js';
import sqs from '../../sqs/src/index.js';
import kind from '../src/index.js';

const folder = fileURLToPath(new URL('fixtures', import.meta.url));
const base = (more: JsonObject = {}): JsonObject => ({
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  code: { s3Bucket: 'b', s3Key: 'k' },
  ...more,
});
const check = (more: JsonObject = {}) => told(findings(kind, base(more), { folder }));
const withQueue = (queue: JsonObject, trigger: JsonObject, timeout = 60) => {
  const source = componentOf(sqs, queue, { name: 'queue' });
  const fn = componentOf(kind, base({ timeout, triggers: [{ type: 'sqs', source: 'queue', ...trigger }] }));
  return kind.validate?.(fn, viewOf([fn, source])) ?? [];
};

describe('Lambda validation', () => {
  it('accepts the smallest function', () => {
    expect(check()).to.deep.equal([]);
  });
  it('compares the visibility timeout of a queue with the timeout of the function', () => {
    expect(told(withQueue({ visibilityTimeout: 30 }, {}))).to.deep.equal([
      'PANKA-LAM-001 triggers[0]: queue visibilityTimeout 30 s is less than the function timeout 60 s; use at least 6 × timeout (360 s)',
    ]);
    expect(withQueue({ visibilityTimeout: 60 }, {})[0]).to.include({ code: 'PANKA-LAM-001', severity: 'warning' });
    expect(withQueue({ visibilityTimeout: 360 }, {})).to.deep.equal([]);
  });
  it('wants code once', () => {
    const message = 'PANKA-LAM-002 code: give exactly one of s3Bucket+s3Key, path, zipFile, imageUri';
    expect(check({ code: {} })).to.deep.equal([message]);
    expect(check({ code: { s3Bucket: 'b' } })).to.deep.equal([message]);
    expect(check({ code: { zipFile: '1', path: 'folder-code' } })).to.deep.equal([message]);
  });
  it('knows what belongs to an image and what to a zip', () => {
    expect(check({ code: { imageUri: 'x' } })).to.deep.equal([
      'PANKA-LAM-003 runtime and handler are not allowed with imageUri',
    ]);
    const bare = { code: { s3Bucket: 'b', s3Key: 'k' } };
    expect(told(findings(kind, bare))).to.deep.equal(['PANKA-LAM-009 runtime and handler are required with a zip']);
  });
  it('knows runtimes, old and new', () => {
    const [old] = findings(kind, base({ runtime: 'nodejs18.x' }));
    expect(old).to.include({
      code: 'PANKA-LAM-004',
      severity: 'warning',
      message: 'runtime nodejs18.x is near or past the end of its support; use nodejs24.x',
    });
    expect(check({ runtime: 'perl5' })[0]).to.match(
      /^PANKA-LAM-008 runtime "perl5" isn't a Lambda runtime; use nodejs20.x,/,
    );
  });
  it('sends nothing that failed to what is FIFO', () => {
    const found = (other: ComponentOf<unknown>) => {
      const fn = componentOf(kind, base({ async: { onFailure: { component: 'failures' } } }));
      return told(kind.validate?.(fn, viewOf([fn, other])) ?? []);
    };
    const refused = 'PANKA-LAM-023 async.onFailure failures is FIFO, to which Lambda sends nothing; use a standard one';
    expect(found(componentOf(sqs, { type: 'fifo' }, { name: 'failures' }))).to.deep.equal([refused]);
    expect(found(componentOf(sns, { fifoTopic: true }, { name: 'failures' }))).to.deep.equal([refused]);
    expect(found(componentOf(sqs, {}, { name: 'failures' }))).to.deep.equal([]);
    expect(found(componentOf(sns, {}, { name: 'failures' }))).to.deep.equal([]);
  });
  it('bounds batches', () => {
    expect(told(withQueue({ type: 'fifo', visibilityTimeout: 360 }, { batchSize: 20 }))).to.deep.equal([
      'PANKA-LAM-005 fifo queue: batchSize must be ≤ 10',
    ]);
    expect(told(withQueue({ visibilityTimeout: 360 }, { batchSize: 100 }))).to.deep.equal([
      'PANKA-LAM-007 triggers[0]: batchSize 100 needs maximumBatchingWindowSeconds ≥ 1',
    ]);
  });
  it('gives no public address without leave', () => {
    const url = { enabled: true, auth: 'NONE' };
    expect(check({ url })).to.deep.equal([
      'PANKA-LAM-006 url.auth NONE is public; set Security.allowPublicFunctionUrls',
    ]);
    const fn = componentOf(kind, base({ url }));
    expect(kind.validate?.(fn, viewOf([fn], { security: { allowPublicFunctionUrls: true } }))).to.deep.equal([]);
  });
  it('bounds the environment and keeps reserved names out', () => {
    expect(check({ environment: { BIG: 'x'.repeat(5000) } })).to.deep.equal([
      'PANKA-LAM-010 environment takes 5003 bytes; Lambda allows 4096',
    ]);
    expect(check({ environment: { AWS_REGION: 'x' } })).to.deep.equal([
      'PANKA-LAM-011 environment.AWS_REGION is reserved by Lambda',
    ]);
    expect(check({ environment: { DB_SECRET_ARN: 'x' }, secrets: [{ name: 'DB', secretRef: 'db' }] })).to.deep.equal([
      'PANKA-LAM-011 environment and secrets both define DB_SECRET_ARN',
    ]);
    expect(check({ environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/x' } })).to.deep.equal([]);
  });
  it('never writes the value of a secret', () => {
    expect(check({ secrets: [{ name: 'DB', secretRef: 'db', resolve: 'deploy' }] })[0]).to.match(
      /^PANKA-LAM-012 secrets.DB.resolve deploy is refused:/,
    );
  });
  it('lets a canary shift where nothing else does', () => {
    const deployment = { strategy: 'canary', alarms: ['checkout-slow'] };
    expect(check({ deployment })).to.deep.equal([]);
    expect(check({ deployment, provisionedConcurrency: 2 })).to.deep.equal([
      'PANKA-LAM-013 AWS shifts an alias with provisionedConcurrency by itself, and takes no weights beside its own',
    ]);
    expect(check({ deployment: { alarms: ['checkout-slow'] } })).to.deep.equal([
      'PANKA-LAM-013 deployment.alarms are watched while a canary runs, and strategy is allAtOnce',
    ]);
  });
  it('warns where nothing watches a canary', () => {
    const deployment = { strategy: 'canary' };
    const unwatched =
      'PANKA-LAM-024 no alarm watches the canary: the function has no errors alarm here, and deployment.alarms names none';
    expect(check({ deployment })).to.deep.equal([unwatched]);
    expect(check({ deployment, alarms: { enabled: true } })).to.deep.equal([]);
    expect(check({ deployment, alarms: { enabled: true, overrides: { errors: false } } })).to.deep.equal([unwatched]);
  });
  it('bounds inline code, and knows its languages', () => {
    expect(check({ code: { zipFile: 'x'.repeat(5000) } })).to.deep.equal([
      'PANKA-LAM-014 code.zipFile is 5000 bytes; 4096 at most, use path',
    ]);
    expect(check({ runtime: 'java21', code: { zipFile: 'class X {}' } })).to.deep.equal([
      'PANKA-LAM-014 code.zipFile is for Node.js and Python; runtime is java21, use path',
    ]);
  });
  it('looks for the handler in a folder and in a zip', () => {
    expect(check({ code: { path: 'folder-code' } })).to.deep.equal([]);
    expect(check({ code: { path: 'code.zip' }, runtime: 'python3.13', handler: 'app.handler' })).to.deep.equal([]);
    expect(check({ code: { path: 'nowhere' } })).to.deep.equal([
      'PANKA-LAM-015 code.path "nowhere" is neither a folder nor a zip beside the manifest',
    ]);
    expect(check({ code: { path: 'folder-code' }, handler: 'main.handler' })).to.deep.equal([
      'PANKA-LAM-016 code.path "folder-code" has no main.js for handler main.handler',
    ]);
    expect(check({ code: { path: 'code.zip' }, runtime: 'python3.13', handler: 'main.handler' })).to.deep.equal([
      'PANKA-LAM-016 code.path "code.zip" has no main.py for handler main.handler',
    ]);
  });
  it('wants the source that a trigger takes', () => {
    const trigger = (one: JsonObject) => check({ triggers: [one] });
    expect(trigger({ type: 'sqs' })).to.deep.equal([
      'PANKA-LAM-017 triggers[0]: sqs needs source.component or source.arn',
    ]);
    expect(trigger({ type: 's3', source: 'arn:aws:s3:::b' })).to.deep.equal([
      'PANKA-LAM-017 triggers[0]: s3 needs source.component',
    ]);
    expect(trigger({ type: 'schedule', source: 'x', schedule: 'rate(1 hour)' })).to.deep.equal([
      'PANKA-LAM-017 triggers[0]: schedule takes no source',
    ]);
  });
  it('wants the fields that a trigger takes', () => {
    const trigger = (one: JsonObject) => check({ triggers: [one] });
    expect(trigger({ type: 'schedule' })).to.deep.equal(['PANKA-LAM-018 triggers[0]: schedule needs schedule']);
    expect(trigger({ type: 'eventbridge' })).to.deep.equal(['PANKA-LAM-018 triggers[0]: eventbridge needs pattern']);
    expect(trigger({ type: 'kafka', source: 'events' })).to.deep.equal([
      'PANKA-LAM-018 triggers[0]: kafka needs topics',
    ]);
  });
  it('wants a stream of a table', () => {
    const table = componentOf(dynamodb, { hashKey: { name: 'id', type: 'S' } }, { name: 'table' });
    const fn = componentOf(kind, base({ triggers: [{ type: 'dynamodb', source: 'table' }] }));
    expect(told(kind.validate?.(fn, viewOf([fn, table])) ?? [])).to.deep.equal([
      'PANKA-LAM-019 triggers[0]: table api/table has no stream; set stream.enabled: true there',
    ]);
  });
  it('keeps no more warm than may run', () => {
    expect(check({ provisionedConcurrency: 5, reservedConcurrentExecutions: 2 })).to.deep.equal([
      'PANKA-LAM-020 provisionedConcurrency 5 > reservedConcurrentExecutions 2',
    ]);
  });
  it('warns that a given role is granted nothing', () => {
    const more = { roleArn: 'arn:aws:iam::1:role/x', secrets: [{ name: 'DB', secretRef: 'db' }] };
    expect(check(more)).to.deep.equal(['PANKA-LAM-021 roleArn is used as it is: see that it may use secrets']);
  });
});

describe('Lambda manifests', () => {
  it('name events that S3 has', () => {
    const triggers = (event: string) => [{ type: 's3', source: 'uploads', s3: { events: [event] } }];
    expect(() => componentOf(kind, base({ triggers: triggers('s3:ObjectPut') }))).to.throw('/triggers/0/s3/events/0');
    expect(() => componentOf(kind, base({ triggers: triggers('s3:ObjectTagging:Put') }))).not.to.throw();
  });
  it('may give a map of variables, plain sources and plain switches', () => {
    const { spec } = componentOf(
      kind,
      base({ environment: { A: 1 }, url: true, vpc: false, triggers: [{ type: 'sqs', source: 'arn:aws:sqs:x' }] }),
    );
    expect(spec.environment).to.deep.equal([{ name: 'A', value: '1' }]);
    expect(spec.triggers[0]?.source).to.deep.equal({ arn: 'arn:aws:sqs:x' });
    expect(spec.url.enabled).to.equal(true);
    expect(spec.vpc.enabled).to.equal(false);
  });
  it('trace in production', () => {
    expect(componentOf(kind, base(), { environmentClass: 'production' }).spec.tracing).to.equal('Active');
  });
  it('refer to the components of their triggers and failures', () => {
    const { spec } = componentOf(
      kind,
      base({
        triggers: [
          { type: 'sqs', source: 'queue' },
          { type: 's3', source: 'uploads' },
        ],
        async: { onFailure: { component: 'dead' } },
      }),
    );
    expect(kind.references?.(spec).map((r) => [r.component, r.edge, r.access, r.kinds?.[0]])).to.deep.equal([
      ['queue', 'needs', 'read', 'SQS'],
      ['uploads', 'contributes', undefined, 'S3'],
      ['dead', 'needs', 'write', 'SQS'],
    ]);
  });
});
