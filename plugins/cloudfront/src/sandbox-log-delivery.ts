import type { ResourceModel } from 'panka/sdk';

const SOURCE = 'aws:cloudwatch/logDeliverySource:LogDeliverySource';
const DESTINATION = 'aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination';

const source: ResourceModel = {
  type: SOURCE,
  replaces: ['name', 'logType', 'resourceArn'],
  identity: ['name'],
  arn: 'arn:{partition}:logs:{region}:{account}:delivery-source:{name}',
  computed: () => ({ service: 'cloudfront' }),
  refuses: ({ inputs, region }) =>
    String(inputs.resourceArn).includes(':cloudfront:') && region !== 'us-east-1'
      ? 'ValidationException: logs of CloudFront are delivered from us-east-1'
      : undefined,
};

const destination: ResourceModel = {
  type: DESTINATION,
  replaces: ['name', 'outputFormat'],
  identity: ['name'],
  arn: 'arn:{partition}:logs:{region}:{account}:delivery-destination:{name}',
  computed: () => ({ deliveryDestinationType: 'S3' }),
};

const delivery: ResourceModel = {
  type: 'aws:cloudwatch/logDelivery:LogDelivery',
  replaces: ['deliverySourceName', 'deliveryDestinationArn'],
  identity: ['deliverySourceName', 'deliveryDestinationArn'],
  id: (made) => made.hex(16),
  arn: 'arn:{partition}:logs:{region}:{account}:delivery:{id}',
  refuses: ({ inputs }, cloud) =>
    cloud.get(SOURCE, String(inputs.deliverySourceName)) === undefined
      ? 'ResourceNotFoundException: The delivery source does not exist'
      : undefined,
};

/** Deliveries of logs. Replacing inputs: the provider's schemas. */
export const logDeliveryModels: readonly ResourceModel[] = [source, destination, delivery];
