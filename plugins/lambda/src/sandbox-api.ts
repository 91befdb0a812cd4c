import { asObject } from '@panka/plugin-common';
import type { JsonObject, SandboxApi, SandboxCloud, SandboxResource } from 'panka/sdk';
import { holdsOneOf } from './code-files.js';
import { handlerFiles } from './runtimes.js';
import { ALIAS } from './sandbox-alias.js';
import { functionOf, objectOf } from './sandbox-function.js';
import { MAPPING } from './sandbox-mapping.js';

const ALARM = 'aws:cloudwatch/metricAlarm:MetricAlarm';

/** Answers from what the cloud file holds: an edited `state` is what a verifier sees. */
export const api: Readonly<Record<string, SandboxApi>> = {
  'lambda:GetFunctionConfiguration': (params, cloud) => {
    const found = wanted(params, cloud);
    return {
      FunctionName: found.id,
      Version: found.outputs.version ?? null,
      State: found.outputs.state ?? 'Active',
      LastUpdateStatus: found.outputs.lastUpdateStatus ?? 'Successful',
    };
  },
  'lambda:GetAlias': (params, cloud) => describedAlias(aliasOf(params, cloud)),
  'lambda:UpdateAlias': updateAlias,
  'cloudwatch:DescribeAlarms': ({ AlarmNames }, cloud) => ({
    MetricAlarms: cloud
      .list(ALARM)
      .filter(({ inputs }) => Array.isArray(AlarmNames) && AlarmNames.includes(inputs.name ?? null))
      .map(({ inputs, outputs }) => ({ AlarmName: inputs.name ?? null, StateValue: outputs.stateValue ?? 'OK' })),
    CompositeAlarms: [],
  }),
  'lambda:GetEventSourceMapping': (params, cloud) => {
    const found = cloud.get(MAPPING, String(params.UUID));
    if (found === undefined) throw new Error('ResourceNotFoundException: The resource you requested does not exist.');
    return {
      UUID: found.id,
      State: found.outputs.state ?? null,
      LastProcessingResult: found.outputs.lastProcessingResult ?? null,
    };
  },
  'lambda:Invoke': (params, cloud): JsonObject => {
    const found = wanted(params, cloud);
    if (canLoad(found, cloud))
      return { StatusCode: 200, ExecutedVersion: found.outputs.version ?? null, Payload: 'null' };
    const [file = ''] = filesOf(found.inputs);
    const Payload = JSON.stringify({ errorType: 'Runtime.ImportModuleError', errorMessage: `Cannot find ${file}` });
    return { StatusCode: 200, FunctionError: 'Unhandled', Payload };
  },
};

function aliasOf({ FunctionName, Name }: JsonObject, cloud: SandboxCloud): SandboxResource {
  const found = wanted({ FunctionName: FunctionName ?? null }, cloud);
  const alias = cloud.list(ALIAS).find(({ inputs }) => inputs.functionName === found.id && inputs.name === Name);
  if (alias === undefined) throw new Error(`ResourceNotFoundException: Cannot find alias ${String(Name)}`);
  return alias;
}

/** A change by hand, which the next update of the alias takes away: its weights are not declared. */
function updateAlias(params: JsonObject, cloud: SandboxCloud): JsonObject {
  const alias = aliasOf(params, cloud);
  const { RevisionId: before } = describedAlias(alias);
  if (params.RevisionId !== undefined && params.RevisionId !== before)
    throw new Error('PreconditionFailedException: The RevisionId provided does not match the latest RevisionId');
  const { AdditionalVersionWeights = {} } = asObject(params.RoutingConfig);
  const changed = { weights: AdditionalVersionWeights, revision: Number(alias.outputs.revision ?? 0) + 1 };
  const now = { ...alias, outputs: { ...alias.outputs, ...changed } };
  cloud.put?.(now);
  return describedAlias(now);
}

function describedAlias({ inputs, outputs }: SandboxResource): JsonObject {
  const weights = asObject(outputs.weights);
  return {
    Name: inputs.name ?? null,
    FunctionVersion: inputs.functionVersion ?? null,
    RevisionId: `${String(inputs.functionVersion)}-${String(outputs.revision ?? 0)}`,
    ...(Object.keys(weights).length === 0 ? {} : { RoutingConfig: { AdditionalVersionWeights: weights } }),
  };
}

/** Only the newest version is simulated. */
function wanted(params: JsonObject, cloud: SandboxCloud): SandboxResource {
  const found = functionOf(params.FunctionName, cloud);
  const { Qualifier } = params;
  if (found !== undefined && (Qualifier === undefined || Qualifier === found.outputs.version || Qualifier === 'live'))
    return found;
  const qualifier = Qualifier === undefined ? '' : `:${String(Qualifier)}`;
  throw new Error(`ResourceNotFoundException: Function not found: ${String(params.FunctionName)}${qualifier}`);
}

/** Code doesn't run here; but a handler that isn't in the code would fail at AWS, and fails here. Code elsewhere is taken to be right. */
function canLoad({ inputs }: SandboxResource, cloud: SandboxCloud): boolean {
  const files = filesOf(inputs);
  if (files.length === 0) return true;
  const inline = asObject(asObject(inputs.code).assets);
  if (inputs.code !== undefined) return files.some((file) => file in inline);
  const path = asObject(objectOf(inputs, cloud)?.inputs.source).path;
  return typeof path !== 'string' || holdsOneOf(path, files) !== false;
}

function filesOf({ runtime, handler }: JsonObject): readonly string[] {
  return handlerFiles(String(runtime ?? ''), String(handler ?? '')) ?? [];
}
