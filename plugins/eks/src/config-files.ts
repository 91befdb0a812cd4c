import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { ConfigMap } from '@pulumi/kubernetes/core/v1/configMap.js';
import type * as pulumi from '@pulumi/pulumi';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions } from './object-meta.js';
import type { Mounted } from './scratch-volumes.js';

export interface ConfigFiles extends Mounted {
  /** Of all files; absent where there is none. */
  readonly digest?: string;
  readonly ready: readonly pulumi.Resource[];
}

/** Files beside the manifest as ConfigMaps, one for each folder that they are mounted as. */
export function declareConfigFiles(host: EksHost, declaring: Declaring): ConfigFiles {
  const { configs = [] } = declaring.workload;
  if (configs.length === 0) return { volumes: [], mounts: [], ready: [] };
  const folders = configs.map(({ mountPath, files }, index) => ({
    mountPath,
    volume: `configs-${index}`,
    name: metaOf(host, declaring, `-configs-${index}`).name,
    data: readFiles(declaring, files),
  }));
  const ready = folders.map(
    ({ data }, index) =>
      new ConfigMap(
        declaring.context.logicalName(`configs/${index}`),
        { metadata: metaOf(host, declaring, `-configs-${index}`), binaryData: data },
        objectOptions(host, declaring),
      ),
  );
  return {
    digest: createHash('sha256')
      .update(JSON.stringify(folders.map(({ data }) => data)))
      .digest('hex')
      .slice(0, 16),
    volumes: folders.map(({ volume, name }) => ({ name: volume, configMap: { name } })),
    mounts: folders.map(({ volume, mountPath }) => ({ name: volume, mountPath, readOnly: true })),
    ready,
  };
}

/** Content by file name, in base64: a file may hold anything. */
function readFiles({ component }: Declaring, files: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    files.map((file) => [basename(file), readFileSync(resolve(component.folder, file)).toString('base64')]),
  );
}
