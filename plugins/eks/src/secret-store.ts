import { createHash } from 'node:crypto';
import { CustomResource } from '@pulumi/kubernetes/apiextensions/customResource.js';
import * as pulumi from '@pulumi/pulumi';
import type { Workload } from 'panka/sdk';
import type { Variable } from './container.js';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions } from './object-meta.js';
import type { Mounted } from './scratch-volumes.js';

export interface SecretStore extends Mounted {
  readonly environment: readonly Variable[];
  readonly ready: readonly pulumi.Resource[];
}

const VOLUME = 'panka-secrets';

/**
 * Secrets by reference: the Secrets Store CSI driver reads them as the pod, mounts them, and keeps a Secret for the variables as
 * long as a pod has them. Values never pass through Panka or its state. Both are named by where the secrets are: the driver leaves
 * a Secret that is there as it is, so that under one name pods of a new version would wait for its new variables for ever.
 */
export function declareSecrets(host: EksHost, declaring: Declaring): SecretStore {
  const { workload, context } = declaring;
  if (workload.secrets.length === 0) return { environment: [], volumes: [], mounts: [], ready: [] };
  // YAML is what the driver's provider reads, and JSON is YAML.
  const objects = pulumi.jsonStringify(workload.secrets.map(secretObject));
  const meta = metaOf(host, declaring);
  const name = objects.apply((text) => `${meta.name}-secrets-${digestOf(text)}`);
  const store = new CustomResource(
    context.logicalName('secrets'),
    {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: { ...meta, name },
      spec: {
        provider: 'aws',
        parameters: {
          region: host.services.identity.region,
          usePodIdentity: 'true',
          objects,
        },
        secretObjects: [
          {
            secretName: name,
            type: 'Opaque',
            data: workload.secrets.map((secret) => ({ objectName: aliasOf(secret.name), key: secret.name })),
          },
        ],
      },
    },
    objectOptions(host, declaring, { deleteBeforeReplace: false }),
  );
  return {
    environment: workload.secrets.map((secret) => ({
      name: secret.name,
      valueFrom: { secretKeyRef: { name, key: secret.name } },
    })),
    volumes: [
      {
        name: VOLUME,
        csi: {
          driver: 'secrets-store.csi.k8s.io',
          readOnly: true,
          volumeAttributes: { secretProviderClass: name },
        },
      },
    ],
    // The Secret is made when a pod mounts the volume.
    mounts: [{ name: VOLUME, mountPath: '/mnt/panka-secrets', readOnly: true }],
    ready: [store],
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** One secret in the words of the AWS provider of the driver; `key` picks a value out of a secret that is JSON. */
function secretObject({ name, arn, key }: Workload['secrets'][number]): object {
  const object = { objectName: arn, objectType: 'secretsmanager' };
  if (key === undefined) return { ...object, objectAlias: aliasOf(name) };
  return {
    ...object,
    objectAlias: `${aliasOf(name)}.json`,
    jmesPath: [{ path: JSON.stringify(key), objectAlias: aliasOf(name) }],
  };
}

/** Name of the file that a variable's value is mounted as. */
function aliasOf(variable: string): string {
  return `env.${variable}`;
}
