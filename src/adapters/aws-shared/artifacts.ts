import { isAbsolute, join } from 'node:path';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Artifacts, ComponentOf, TranslateContext } from '../../sdk/index.js';
import { artifactFiles, artifactHash } from './artifact-files.js';
import { keepArchive } from './artifact-folder.js';
import type { DeclaredBucket } from './shared-bucket.js';
import type { PankaTags } from './tags.js';
import { zipArchive } from './zip-archive.js';

interface UploadRequest {
  readonly path: string;
  readonly part: string;
  readonly zip: boolean;
}

/** Files of components in the stack's bucket. The key holds the content's hash: new content is a new object. */
export class S3Artifacts implements Artifacts {
  readonly bucketName: pulumi.Input<string>;
  readonly bucketArn: pulumi.Input<string>;

  constructor(
    private readonly tags: PankaTags,
    private readonly home: DeclaredBucket,
    private readonly folder: string,
  ) {
    this.bucketName = home.bucket.bucket;
    this.bucketArn = home.bucket.arn;
  }

  upload(component: ComponentOf<unknown>, context: TranslateContext, request: UploadRequest) {
    const path = isAbsolute(request.path) ? request.path : join(component.folder, request.path);
    const files = artifactFiles(component.address, path);
    const hash = artifactHash(files);
    const ending = request.zip ? '.zip' : (/\.[a-z0-9]{1,10}$/i.exec(path)?.[0] ?? '');
    const key = `${component.address}/${request.part}/${hash}${ending}`;
    const source = request.zip ? keepArchive(this.folder, `${hash}.zip`, () => zipArchive(files)) : path;
    const logicalName = context.logicalName(request.part);
    const resource = new aws.s3.BucketObjectv2(
      logicalName,
      {
        bucket: this.home.bucket.bucket,
        key,
        source: new pulumi.asset.FileAsset(source),
        sourceHash: hash,
        tags: objectTags(this.tags.of(component, logicalName)),
      },
      // Versions that run, or that a rollback goes back to, still read the object before.
      context.options({ retainOnDelete: true, dependsOn: [this.home.policy] }),
    );
    return { key, hash, resource };
  }
}

/** S3 allows ten tags on an object; those that find it again and say whose it is come first. */
function objectTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  const first = ['panka:resource', 'panka:stack', 'panka:environment', 'panka:component', 'panka:managed-by'];
  const rest = Object.keys(tags).filter((key) => !first.includes(key) && key !== 'Name' && !key.startsWith('panka:'));
  return Object.fromEntries([...first, ...rest].slice(0, 10).map((key) => [key, tags[key] ?? '']));
}
