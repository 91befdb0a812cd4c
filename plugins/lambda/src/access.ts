import type { Input } from '@pulumi/pulumi';
import type { AccessLevel, PolicyStatement } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';

const ADMIN = [
  'lambda:GetFunction',
  'lambda:GetFunctionConfiguration',
  'lambda:GetFunctionConcurrency',
  'lambda:UpdateFunctionConfiguration',
];

/** Callers use `live`; the function itself is named too, for those that call without a qualifier. */
export function functionStatements(
  level: AccessLevel,
  spec: LambdaSpec,
  at: { functionArn: Input<string>; aliasArn: Input<string> },
): PolicyStatement[] {
  if (level !== 'write' && level !== 'admin') return [];
  const Resource = [at.functionArn, at.aliasArn];
  const call = ['lambda:InvokeFunction', ...(spec.url.enabled ? ['lambda:InvokeFunctionUrl'] : [])];
  return [
    { Effect: 'Allow', Action: call, Resource },
    ...(level === 'admin' ? [{ Effect: 'Allow', Action: ADMIN, Resource } as const] : []),
  ];
}
