import type { JsonObject, ResourceModel, SandboxCloud } from 'panka/sdk';
import { functionOf } from './sandbox-function.js';

export const MAPPING = 'aws:lambda/eventSourceMapping:EventSourceMapping';

export const mappingModel: ResourceModel = {
  type: MAPPING,
  replaces: [
    'eventSourceArn',
    'startingPosition',
    'startingPositionTimestamp',
    'selfManagedEventSource',
    'queues',
    'amazonManagedKafkaEventSourceConfig',
    'selfManagedKafkaEventSourceConfig',
  ],
  identity: ['eventSourceArn', 'functionName'],
  defaults: { enabled: true },
  id: (made) => made.hex(32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'),
  arn: 'arn:{partition}:lambda:{region}:{account}:event-source-mapping:{id}',
  computed: (made) => ({
    uuid: made.id,
    functionArn: made.inputs.functionName ?? '',
    state: made.inputs.enabled === false ? 'Disabled' : 'Enabled',
    stateTransitionReason: 'USER_INITIATED',
    lastProcessingResult: 'No records processed',
  }),
  refuses: ({ inputs }, cloud) => {
    const called = functionOf(inputs.functionName, cloud);
    if (called === undefined) return `ResourceNotFoundException: Function not found: ${String(inputs.functionName)}`;
    return queueRefusal(inputs, Number(called.inputs.timeout ?? 3), cloud) ?? streamRefusal(inputs, cloud);
  },
};

/** Lambda refuses a queue that hands messages out again before the function may be done. */
function queueRefusal(
  { eventSourceArn, batchSize }: JsonObject,
  timeout: number,
  cloud: SandboxCloud,
): string | undefined {
  const queue = cloud.list('aws:sqs/queue:Queue').find((one) => one.outputs.arn === eventSourceArn);
  if (queue === undefined) return undefined;
  const hidden = Number(queue.inputs.visibilityTimeoutSeconds ?? 30);
  if (hidden < timeout)
    return `InvalidParameterValueException: Queue visibility timeout: ${hidden} seconds is less than Function timeout: ${timeout} seconds`;
  return queue.inputs.fifoQueue === true && Number(batchSize ?? 10) > 10
    ? 'InvalidParameterValueException: Batch size must be less than or equal to 10 for FIFO queues'
    : undefined;
}

/** A stream of a table of this cloud must be the one that is on now. */
function streamRefusal({ eventSourceArn }: JsonObject, cloud: SandboxCloud): string | undefined {
  const arn = String(eventSourceArn);
  const table = /:table\/([^/]+)\/stream\//.exec(arn)?.[1];
  const found = table === undefined ? undefined : cloud.get('aws:dynamodb/table:Table', table);
  return found === undefined || found.outputs.streamArn === arn
    ? undefined
    : `InvalidParameterValueException: Stream not found: ${arn}`;
}
