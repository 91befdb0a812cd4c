import { ObjectStateStore, type ObjectStateStoreOptions } from '../../core/state/object-state-store.js';
import { S3Objects, type S3ObjectsOptions } from './s3-objects.js';

export interface S3StateStoreOptions extends S3ObjectsOptions, Pick<ObjectStateStoreOptions, 'now' | 'spool'> {}

/** State in a bucket: the layout of `object-keys.ts`, below the prefix if there is one. */
export class S3StateStore extends ObjectStateStore {
  constructor(options: S3StateStoreOptions) {
    super(new S3Objects(options), { now: options.now, ...(options.spool !== undefined && { spool: options.spool }) });
  }
}
