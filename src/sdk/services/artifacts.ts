import type { Input } from '@pulumi/pulumi';
import type { ComponentOf } from '../component-kind.js';
import type { TranslateContext } from '../translator.js';
import type { Resource } from './resource.js';

export interface Artifacts {
  readonly bucketName: Input<string>;
  readonly bucketArn: Input<string>;
  /** Uploads a file or a folder (zipped, deterministic) beside the manifest; the key holds the content's hash. */
  upload(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    request: { path: string; part: string; zip: boolean },
  ): { readonly key: string; readonly hash: string; readonly resource: Resource };
}
