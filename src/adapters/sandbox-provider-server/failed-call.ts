import type { Metadata } from '@grpc/grpc-js';
import { incompleteResource } from '../../core/engine/incomplete-resource.js';
import { toStruct } from '../pulumi-wire/wire-struct.js';
import { awsErrorText } from './aws-error-text.js';
import type { ProviderProtos } from './provider-protos.js';

/** An error as gRPC sends it. */
export interface FailedCall {
  readonly name: string;
  readonly message: string;
  readonly code: number;
  readonly details: string;
  readonly metadata?: Metadata;
}

/** What went wrong at the provider, with the resource that was made nevertheless. */
export function failedCall(error: unknown, protos: ProviderProtos): FailedCall {
  const details = awsErrorText(error);
  const metadata = incompleteDetail(error, details, protos);
  const code = protos.grpc.status.UNKNOWN;
  return { name: 'Error', message: details, code, details, ...(metadata && { metadata }) };
}

/** Go's gRPC reads details of an error out of a trailer, in which the JavaScript one knows nothing but bytes. */
function incompleteDetail(error: unknown, text: string, protos: ProviderProtos): Metadata | undefined {
  const made = incompleteResource(error);
  if (!made) return undefined;
  const { grpc, provider: messages, status, Struct, Any } = protos;
  const failed = new messages.ErrorResourceInitFailed()
    .setId(made.id)
    .setProperties(toStruct(Struct, made.outputs))
    .setReasonsList([text]);
  if (made.inputs) failed.setInputs(toStruct(Struct, made.inputs));
  const detail = new Any();
  detail.pack(failed.serializeBinary(), 'pulumirpc.ErrorResourceInitFailed');
  const whole = new status.Status().setCode(grpc.status.UNKNOWN).setMessage(text);
  whole.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add('grpc-status-details-bin', Buffer.from(whole.serializeBinary()));
  return metadata;
}
