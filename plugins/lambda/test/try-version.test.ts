import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { AwsApi, HandoverContext, JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';
import tryVersion from '../src/try-version.js';

const FUNCTION = 'aws:lambda/function:Function';
const ALIAS = 'aws:lambda/alias:Alias';
const ALARM = 'aws:cloudwatch/metricAlarm:MetricAlarm';
const zip = fileURLToPath(new URL('fixtures/code.zip', import.meta.url));
const CANARY = { deployment: { strategy: 'canary', canaryPercent: 20, canaryMinutes: 1 } };

interface Trial {
  readonly cloud: TinyCloud;
  readonly spec?: JsonObject;
  readonly version?: string;
  readonly step?: 'create' | 'update';
  /** Done at the nth wait, from 1. */
  readonly atWait?: (n: number) => void;
  readonly aws?: AwsApi;
}

const code = { runtime: 'python3.13', handler: 'app.handler', code: { s3Bucket: 'b', s3Key: 'k' } };

async function attempt({ cloud, spec = CANARY, version = '2', step = 'update', atWait, aws = cloud }: Trial) {
  let waits = 0;
  const weights: unknown[] = [];
  const context: HandoverContext = {
    step,
    inputs: { functionName: 'fn', name: 'live', functionVersion: version },
    resources: cloud
      .list(ALARM)
      .map(({ id, outputs }) => ({ type: ALARM, id, name: String(outputs.logical ?? 'api/fn/alarm-other'), outputs })),
    aws,
    wait: async () => {
      waits += 1;
      atWait?.(waits);
      weights.push(await shares(cloud));
    },
  };
  const failure = await tryVersion(componentOf(kind, { ...code, ...spec }), context).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { failure, waits, weights };
}

async function shares(cloud: TinyCloud): Promise<unknown> {
  const live = (await cloud.call('lambda:GetAlias', { FunctionName: 'fn', Name: 'live' })) as JsonObject;
  return (live.RoutingConfig as JsonObject | undefined)?.AdditionalVersionWeights;
}

/** A function whose second version waits for `live`, and its alarm. */
async function deployed(): Promise<{ cloud: TinyCloud; alarm: (state: string) => void }> {
  const cloud = await TinyCloud.of(kind);
  cloud.create('aws:s3/bucketObjectv2:BucketObjectv2', { name: 'artifacts/k', source: { path: zip } });
  const made = cloud.create(FUNCTION, {
    ...{ name: 'fn', publish: true, runtime: 'python3.13', handler: 'app.handler' },
    ...{ s3Bucket: 'artifacts', s3Key: 'k', timeout: 60 },
  });
  cloud.create(ALIAS, { name: 'live', functionName: 'fn', functionVersion: '1' });
  cloud.create(ALARM, { name: 'fn-errors' }, { logical: 'api/fn/alarm-errors' });
  cloud.create(ALARM, { name: 'checkout-slow' });
  cloud.update(made, { memorySize: 512 });
  const alarm = (stateValue: string) => void cloud.edit(cloud.get(ALARM, 'fn-errors')!, { stateValue });
  return { cloud, alarm };
}

describe('A new version of a Lambda, before live points at it', () => {
  it('has its share of the calls for the minutes, while its alarms are looked at', async () => {
    const { cloud } = await deployed();
    const asked: unknown[] = [];
    const aws: AwsApi = {
      call: async (operation, params) => {
        if (operation === 'cloudwatch:DescribeAlarms') asked.push(params.AlarmNames);
        return cloud.call(operation, params);
      },
    };
    const spec = { deployment: { ...CANARY.deployment, alarms: ['checkout-slow'] } };
    const { failure, waits, weights } = await attempt({ cloud, spec, aws });
    expect({ failure, waits }).to.deep.equal({ failure: undefined, waits: 4 });
    expect(weights).to.deep.equal(Array(4).fill({ '2': 0.2 }));
    expect(asked).to.deep.equal(Array(5).fill(['fn-errors', 'checkout-slow']));
    const alias = cloud.list(ALIAS)[0]!;
    expect(await shares(cloud)).to.deep.equal({ '2': 0.2 });
    const verify = () => cloud.verify(kind, componentOf(kind, code), { functionName: 'fn', version: '1' });
    expect((await verify()).checks.map(({ detail }) => detail)).to.include('live still gives calls to version 2');
    expect(alias.inputs).not.to.have.property('routingConfig');
  });

  it('loses them again when an alarm fires', async () => {
    const { cloud, alarm } = await deployed();
    const { failure, waits } = await attempt({ cloud, atWait: (n) => n === 2 && alarm('ALARM') });
    expect(waits).to.equal(2);
    expect(failure).to.equal('alarm fn-errors fires; version 2 had 20 % of the calls of live, and has none again');
    expect(await shares(cloud)).to.equal(undefined);
  });

  it('gets none where an alarm fires already, or one that is named does not exist', async () => {
    const { cloud, alarm } = await deployed();
    const spec = { deployment: { ...CANARY.deployment, alarms: ['nobody'] } };
    expect((await attempt({ cloud, spec })).failure).to.equal('there is no alarm nobody to watch the new version by');
    alarm('ALARM');
    expect((await attempt({ cloud })).failure).to.equal('alarm fn-errors fires; nothing was given to version 2');
    expect(await shares(cloud)).to.equal(undefined);
  });

  it('loses them when the run is interrupted, and gets them anew from the next one', async () => {
    const { cloud } = await deployed();
    const interrupted = (n: number) => {
      if (n === 3) throw new Error('interrupted');
    };
    expect((await attempt({ cloud, atWait: interrupted })).failure).to.equal('interrupted');
    expect(await shares(cloud)).to.equal(undefined);
    expect((await attempt({ cloud })).failure).to.equal(undefined);
    expect((await attempt({ cloud })).failure).to.equal(undefined);
  });

  it('leaves the alias alone where somebody else has changed it, and says what to type', async () => {
    const { cloud } = await deployed();
    const other = () => {
      const RoutingConfig = { AdditionalVersionWeights: { '2': 0.5 } };
      void cloud.call('lambda:UpdateAlias', { FunctionName: 'fn', Name: 'live', RoutingConfig });
      throw new Error('interrupted');
    };
    const { failure } = await attempt({ cloud, atWait: other });
    expect(failure).to.match(/^interrupted; and then PreconditionFailedException: /);
    expect(failure).to.match(
      /aws lambda update-alias --function-name fn --name live --function-version 1 --routing-config AdditionalVersionWeights={}$/,
    );
    expect(await shares(cloud)).to.deep.equal({ '2': 0.5 });
  });

  it('is called first, and gets nothing when it fails', async () => {
    const { cloud } = await deployed();
    const verify = { payload: { ping: true } };
    const calls: JsonObject[] = [];
    let state = 'Pending';
    const aws: AwsApi = {
      call: async (operation, params) => {
        calls.push({ operation, ...params });
        if (operation === 'lambda:GetFunctionConfiguration') return { State: state };
        return cloud.call(operation, params);
      },
    };
    const becomesActive = () => {
      state = 'Active';
    };
    const passed = await attempt({ cloud, spec: { verify }, aws, atWait: becomesActive });
    expect(passed).to.deep.include({ failure: undefined, waits: 1 });
    expect(calls.at(-1)).to.deep.equal({
      operation: 'lambda:Invoke',
      FunctionName: 'fn',
      Qualifier: '2',
      Payload: '{"ping":true}',
    });
    const made = cloud.get(FUNCTION, 'fn')!;
    cloud.edit(cloud.update(made, { handler: 'main.handler' }), { version: '2' });
    const failed = await attempt({ cloud, spec: { ...CANARY, verify } });
    expect(failed).to.deep.include({ waits: 0, failure: 'version 2 failed its test call (Unhandled); see its log' });
    expect(await shares(cloud)).to.equal(undefined);
  });

  it('shares nothing with a first version, and nothing without a canary', async () => {
    const { cloud } = await deployed();
    expect(await attempt({ cloud, step: 'create' })).to.deep.include({ failure: undefined, waits: 0 });
    expect(await attempt({ cloud, spec: {} })).to.deep.include({ failure: undefined, waits: 0 });
    expect(await shares(cloud)).to.equal(undefined);
  });

  it('plans say what is tried', () => {
    const first = (spec: JsonObject, step: 'create' | 'update' = 'update') =>
      kind.handovers?.[0]?.first(componentOf(kind, { ...code, ...spec }).spec, step);
    const verify = { payload: 1 };
    expect(first({})).to.equal(undefined);
    expect(first({ verify })).to.equal('a test call');
    expect(first(CANARY)).to.equal('20 % of the calls for 1 min');
    expect(first(CANARY, 'create')).to.equal(undefined);
    expect(first({ ...CANARY, verify })).to.equal('a test call and 20 % of the calls for 1 min');
  });
});
