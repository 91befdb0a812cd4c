import { PankaError } from '../../core/diagnostics/panka-error.js';

export function unknownAwsOperation(operation: string, known: readonly string[]): PankaError {
  const [service = ''] = operation.split(':');
  const what = known.includes(service)
    ? `the service "${service}" has no such operation`
    : `there is no service "${service}"; it knows ${known.join(', ')}`;
  return new PankaError({
    code: 'UnknownAwsOperation',
    message: `AWS cannot be asked "${operation}": ${what}`,
    suggestions: ["look at the verifier of the kind's plugin: operations are named as ecs:DescribeServices is"],
  });
}
