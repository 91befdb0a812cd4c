import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { ConfigMap } from '@pulumi/kubernetes/core/v1/configMap.js';
import type * as pulumi from '@pulumi/pulumi';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions } from './object-meta.js';
import type { Mounted } from './scratch-volumes.js';

export interface ConfigFiles extends Mounted {
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Files beside the manifest as ConfigMaps, one for each folder that they are mounted as. Their names follow from what they hold:
 * other files are another ConfigMap, and pods of the old version keep theirs until the last of them is gone.
 */
export function declareConfigFiles(host: EksHost, declaring: Declaring): ConfigFiles {
  const folders = (declaring.workload.configs ?? []).map(({ mountPath, files }, index) => {
    const binaryData = readFiles(declaring, files);
    const metadata = metaOf(host, declaring, `-configs-${index}-${digestOf(binaryData)}`);
    const resource = new ConfigMap(
      declaring.context.logicalName(`configs/${index}`),
      { metadata, immutable: true, binaryData },
      objectOptions(host, declaring, { deleteBeforeReplace: false }),
    );
    return { mountPath, volume: `configs-${index}`, name: metadata.name, resource };
  });
  return {
    volumes: folders.map(({ volume, name }) => ({ name: volume, configMap: { name } })),
    mounts: folders.map(({ volume, mountPath }) => ({ name: volume, mountPath, readOnly: true })),
    ready: folders.map(({ resource }) => resource),
  };
}

function digestOf(data: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 8);
}

/** Content by file name, in base64: a file may hold anything. */
function readFiles({ component }: Declaring, files: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    files.map((file) => [basename(file), readFileSync(resolve(component.folder, file)).toString('base64')]),
  );
}
