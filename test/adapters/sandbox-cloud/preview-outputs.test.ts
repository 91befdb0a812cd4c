import { expect } from 'chai';
import lambda from '../../../plugins/lambda/src/sandbox.js';
import { withUnsettled } from '../../../src/adapters/sandbox-cloud/preview-outputs.js';
import { type PropertyMap, UNKNOWN } from '../../../src/core/engine/property-value.js';
import type { JsonObject, MadeResource } from '../../../src/sdk/index.js';

const FUNCTION = 'aws:lambda/function:Function';
const before: PropertyMap = { publish: true, environment: { variables: { QUEUE: 'a' } }, version: '3', arn: 'arn:fn' };
const after: PropertyMap = { publish: true, environment: { variables: { QUEUE: UNKNOWN } } };

describe('outputs of an update whose inputs are not all known', () => {
  it('are unknown where the model would change them, as the version of a function is', () => {
    const model = lambda.models.find(({ type }) => type === FUNCTION);
    const made = (inputs: PropertyMap) =>
      ({ inputs, previous: before, arn: 'arn:fn', region: 'us-east-1', partition: 'aws' }) as unknown as MadeResource;
    const imagine = (inputs: PropertyMap) =>
      ({
        ...inputs,
        ...(model?.computed?.(made(inputs), { get: () => undefined, list: () => [] }) as JsonObject),
      }) as PropertyMap;
    const outputs = withUnsettled({ ...before, ...after }, { inputs: after, oldOutputs: before }, imagine);
    expect(outputs.version).to.equal(UNKNOWN);
    expect(outputs.qualifiedArn).to.equal(UNKNOWN);
    expect(outputs.arn).to.equal('arn:fn');
    expect(outputs.environment).to.deep.equal({ variables: { QUEUE: UNKNOWN } });
  });

  it('stay as they were where the model leaves them alone, or refuses the stand-in', () => {
    const request = { inputs: after, oldOutputs: before };
    expect(withUnsettled(before, request, () => before)).to.deep.equal(before);
    const refuse = () => {
      throw new Error('InvalidParameterValue');
    };
    expect(withUnsettled(before, request, refuse)).to.deep.equal(before);
  });
});
