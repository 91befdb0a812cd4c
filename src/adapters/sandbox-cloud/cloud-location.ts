import type { JsonObject } from '../../sdk/json.js';
import { serviceOf } from './cloud-error.js';
import { GLOBAL_REGION } from './stored-resource.js';
import { typeMetadata } from './type-metadata.js';

/** Account and region of the simulated AWS. */
export interface CloudHome {
  readonly account: string;
  readonly region: string;
}

/** Where a call happens; `partition` as ARNs have it. */
export interface CloudLocation extends CloudHome {
  readonly partition: string;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** v7 of the AWS provider takes a region per resource. */
export function locationOf(inputs: JsonObject, home: CloudHome): CloudLocation {
  const region = typeof inputs.region === 'string' ? inputs.region : home.region;
  return { account: home.account, region, partition: partitionOf(region) };
}

/** Region under which a resource is kept: types whose class takes no `region` are global in AWS. */
export function storedRegion(type: string, region: string): string {
  const metadata = typeMetadata(type);
  return metadata !== undefined && !metadata.inputs.has('region') ? GLOBAL_REGION : region;
}

/** Bucket names are unique in the world although a bucket has a region. */
export function nameScope(type: string, region: string): string {
  return serviceOf(type) === 's3' && type.endsWith(':Bucket') ? GLOBAL_REGION : storedRegion(type, region);
}
