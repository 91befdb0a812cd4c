import { expect } from 'chai';
import type { AwsApi, JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const FUNCTION = 'aws:lambda/function:Function';
const ALIAS = 'aws:lambda/alias:Alias';
const MAPPING = 'aws:lambda/eventSourceMapping:EventSourceMapping';
const QUEUE = 'aws:sqs/queue:Queue';

const fn = (more: JsonObject = {}): JsonObject => ({
  name: 'fn',
  publish: true,
  runtime: 'python3.13',
  handler: 'app.handler',
  s3Bucket: 'elsewhere',
  s3Key: 'k',
  timeout: 60,
  ...more,
});
const component = (more: JsonObject = {}) =>
  componentOf(kind, { runtime: 'python3.13', handler: 'app.handler', code: { s3Bucket: 'b', s3Key: 'k' }, ...more });

describe('Lambda in the sandbox', () => {
  it('publishes a version for each change of code or configuration, and for nothing else', async () => {
    const cloud = await TinyCloud.of(kind);
    const first = cloud.create(FUNCTION, fn());
    expect(first.outputs).to.include({ version: '1', qualifiedArn: `${String(first.outputs.arn)}:1` });
    const tagged = cloud.update(first, { tags: { team: 'a' } });
    expect(tagged.outputs.version).to.equal('1');
    expect(cloud.update(tagged, { s3Key: 'k2' }).outputs.version).to.equal('2');
  });

  it('refuses runtimes that it does not know, and code that is not in a bucket of the stack', async () => {
    const cloud = await TinyCloud.of(kind);
    expect(() => cloud.create(FUNCTION, fn({ runtime: 'perl5' }))).to.throw("Value perl5 at 'runtime'");
    cloud.create('aws:s3/bucket:Bucket', { name: 'artifacts' });
    expect(() => cloud.create(FUNCTION, fn({ s3Bucket: 'artifacts' }))).to.throw('S3 Error Code: NoSuchKey');
  });

  it('gives alias, address and permissions to functions that are there', async () => {
    const cloud = await TinyCloud.of(kind);
    const where = { functionName: 'fn', qualifier: 'live' };
    expect(() => cloud.create(ALIAS, { name: 'live', functionName: 'fn' })).to.throw('Function not found: fn');
    cloud.create(FUNCTION, fn());
    const permit = (statementId = 'by-sns') =>
      cloud.create('aws:lambda/permission:Permission', {
        ...{ function: 'fn', qualifier: 'live' },
        ...(statementId === '' ? {} : { statementId }),
      });
    expect(() => permit()).to.throw('Cannot find alias');
    const alias = cloud.create(ALIAS, { name: 'live', functionName: 'fn', functionVersion: '1' });
    expect(alias.outputs.arn).to.equal('arn:aws:lambda:us-east-1:000000000000:function:fn:live');
    expect(permit().id).to.equal('by-sns');
    const slashes = '"statement_id" must contain alphanumeric, underscores or dashes only';
    expect(() => permit('api/fn/permission')).to.throw(slashes);
    expect(() => permit('')).to.throw(slashes);
    expect(cloud.create('aws:lambda/functionUrl:FunctionUrl', where).outputs.functionUrl).to.match(
      /^https:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws\/$/,
    );
  });

  it('refuses a queue that hands messages out too early', async () => {
    const cloud = await TinyCloud.of(kind);
    cloud.create(FUNCTION, fn());
    cloud.create(QUEUE, { name: 'q', visibilityTimeoutSeconds: 30 }, { arn: 'arn:q' });
    expect(() => cloud.create(MAPPING, { functionName: 'fn', eventSourceArn: 'arn:q' })).to.throw(
      'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
    );
  });

  it('runs schedules in a group that is there', async () => {
    const cloud = await TinyCloud.of(kind);
    const schedule = (groupName: string) =>
      cloud.create('aws:scheduler/schedule:Schedule', { name: 's', groupName, scheduleExpression: 'rate(1 hour)' });
    expect(() => schedule('none')).to.throw('Schedule group none does not exist');
    expect(schedule('default').id).to.equal('default/s');
  });
});

describe('Lambda verification', () => {
  it('wants an active version that live points at', async () => {
    const cloud = await TinyCloud.of(kind);
    const verify = (version: string) => cloud.verify(kind, component(), { functionName: 'fn', version });
    const made = cloud.create(FUNCTION, fn());
    cloud.create(ALIAS, { name: 'live', functionName: 'fn', functionVersion: '1' });
    expect((await verify('1')).status).to.equal('healthy');
    const next = cloud.update(made, { s3Key: 'k2' });
    expect((await verify('2')).checks[1]?.detail).to.equal('live is version 1');
    cloud.edit(next, { state: 'Failed' });
    expect((await verify('2')).status).to.equal('failed');
  });

  it('wants every source to be on, or off as asked', async () => {
    const cloud = await TinyCloud.of(kind);
    cloud.create(FUNCTION, fn());
    cloud.create(ALIAS, { name: 'live', functionName: 'fn', functionVersion: '1' });
    const mapping = cloud.create(MAPPING, { functionName: 'fn', eventSourceArn: 'arn:elsewhere' });
    const verify = () => cloud.verify(kind, component(), { functionName: 'fn', version: '1' });
    expect((await verify()).status).to.equal('healthy');
    cloud.edit(mapping, { state: 'Creating' });
    expect((await verify()).checks[2]?.detail).to.equal('the mapping is Creating');
  });

  it('wants every route of a load balancer to reach it', async () => {
    const cloud = await TinyCloud.of(kind);
    cloud.create(FUNCTION, fn());
    cloud.create(ALIAS, { name: 'live', functionName: 'fn', functionVersion: '1' });
    cloud.create('aws:lb/targetGroupAttachment:TargetGroupAttachment', { targetGroupArn: 'arn:g', targetId: 'arn:fn' });
    const seen = async (TargetHealth: JsonObject, Id = 'arn:fn') => {
      const answer = { TargetHealthDescriptions: [{ Target: { Id }, TargetHealth }] };
      const aws: AwsApi = {
        call: async (operation, params) =>
          operation === 'elasticloadbalancing:DescribeTargetHealth' ? answer : cloud.call(operation, params),
      };
      return (await cloud.verify(kind, component(), { functionName: 'fn', version: '1' }, aws)).checks.at(-1);
    };
    expect(await seen({ State: 'unavailable', Reason: 'Target.HealthCheckDisabled' })).to.include({ ok: true });
    expect(await seen({ State: 'healthy' })).to.include({ ok: true });
    expect(await seen({ State: 'unused', Reason: 'Target.NotInUse' })).to.include({
      detail: 'unused, Target.NotInUse',
    });
    expect(await seen({ State: 'healthy' }, 'arn:other')).to.include({ detail: 'the function is not registered' });
  });
});
