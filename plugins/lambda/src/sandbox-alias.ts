import type { ResourceModel, SandboxCloud } from 'panka/sdk';
import { functionOf, invokeArn } from './sandbox-function.js';

export const ALIAS = 'aws:lambda/alias:Alias';
const NO_FUNCTION = 'ResourceNotFoundException: Function not found: ';

const needsFunction = (reference: unknown, cloud: SandboxCloud): string | undefined =>
  functionOf(reference, cloud) === undefined ? `${NO_FUNCTION}${String(reference)}` : undefined;

export const aliasModel: ResourceModel = {
  type: ALIAS,
  replaces: ['name', 'functionName'],
  identity: ['functionName', 'name'],
  id: ({ inputs, partition, region, account }) =>
    `arn:${partition}:lambda:${region}:${account}:function:${inputs.functionName}:${inputs.name}`,
  arn: '{id}',
  computed: (made) => ({ invokeArn: invokeArn(made, made.id) }),
  refuses: ({ inputs }, cloud) => needsFunction(inputs.functionName, cloud),
};

export const invokeConfigModel: ResourceModel = {
  type: 'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig',
  replaces: ['functionName', 'qualifier'],
  identity: ['functionName', 'qualifier'],
  onExisting: 'adopt',
  id: ({ inputs }) => `${inputs.functionName}:${inputs.qualifier ?? '$LATEST'}`,
  refuses: ({ inputs }, cloud) => needsFunction(inputs.functionName, cloud),
};

export const urlModel: ResourceModel = {
  type: 'aws:lambda/functionUrl:FunctionUrl',
  replaces: ['functionName', 'qualifier'],
  identity: ['functionName', 'qualifier'],
  defaults: { invokeMode: 'BUFFERED' },
  id: ({ inputs }) => [inputs.functionName, inputs.qualifier].filter((part) => part !== undefined).join('/'),
  computed: (made) => {
    const urlId = BigInt(`0x${made.hex(40)}`)
      .toString(36)
      .padStart(32, '0')
      .slice(0, 32);
    const arn = functionArn(made);
    return { urlId, functionArn: arn, functionUrl: `https://${urlId}.lambda-url.${made.region}.on.aws/` };
  },
  refuses: ({ inputs }, cloud) => needsFunction(inputs.functionName, cloud),
};

export const provisionedModel: ResourceModel = {
  type: 'aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig',
  replaces: ['functionName', 'qualifier'],
  identity: ['functionName', 'qualifier'],
  onExisting: 'adopt',
  id: ({ inputs }) => `${inputs.functionName},${inputs.qualifier}`,
  refuses: ({ inputs }, cloud) => {
    const found = functionOf(inputs.functionName, cloud);
    const reserved = found?.inputs.reservedConcurrentExecutions;
    if (found === undefined) return `${NO_FUNCTION}${String(inputs.functionName)}`;
    return typeof reserved === 'number' && reserved < Number(inputs.provisionedConcurrentExecutions)
      ? `InvalidParameterValueException: Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function`
      : undefined;
  },
};

function functionArn({
  inputs,
  partition,
  region,
  account,
}: {
  inputs: { readonly [key: string]: unknown };
  partition: string;
  region: string;
  account: string;
}): string {
  const qualifier = inputs.qualifier === undefined ? '' : `:${String(inputs.qualifier)}`;
  return `arn:${partition}:lambda:${region}:${account}:function:${String(inputs.functionName)}${qualifier}`;
}
