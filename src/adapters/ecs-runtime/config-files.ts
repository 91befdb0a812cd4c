import { basename } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import type { PolicyStatement } from '../../sdk/index.js';
import type { Declaring, EcsHost } from './ecs-host.js';

/** The AWS CLI by its makers; InfraDefaults.images.configInit replaces it. */
export const DEFAULT_CONFIG_IMAGE = 'public.ecr.aws/aws-cli/aws-cli:2.31.23';

/** Configuration files of a task: in the stack's bucket, fetched by a container that ends before the main one starts. */
export interface ConfigFiles {
  readonly mounts: readonly { readonly volume: string; readonly mountPath: string }[];
  /** What the fetching container runs; holds the hashes, so that a changed file makes a new revision. */
  readonly script: pulumi.Output<string>;
  /** Of the task role: reading them. */
  readonly statements: readonly PolicyStatement[];
  readonly resources: readonly pulumi.Resource[];
}

export function configFiles(
  { services }: EcsHost,
  { component, context, workload }: Declaring,
): ConfigFiles | undefined {
  const { configs = [] } = workload;
  if (configs.length === 0) return undefined;
  const { artifacts, encryption } = services;
  const uploads = configs.flatMap(({ files }, index) =>
    files.map((path) => {
      const part = `config/${index}/${path}`;
      const { key, resource } = artifacts.upload(component, context, { path, part, zip: false });
      return { key, resource, target: `${fetchPath(index)}/${basename(path)}` };
    }),
  );
  const commands = uploads.map(
    ({ key, target }) =>
      pulumi.interpolate`aws s3 cp --only-show-errors ${quoted(`s3://`)}${artifacts.bucketName}${quoted(`/${key}`)} ${quoted(target)}`,
  );
  return {
    mounts: configs.map(({ mountPath }, index) => ({ volume: volumeName(index), mountPath })),
    // The main container may run as anyone.
    script: pulumi.all(commands).apply((all) => ['set -e', ...all, `chmod -R a+rX ${FETCHED}`].join('\n')),
    statements: [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: pulumi.interpolate`${artifacts.bucketArn}/${component.address}/config/*`,
      },
      ...(encryption.keyArn === undefined
        ? []
        : [{ Effect: 'Allow' as const, Action: ['kms:Decrypt'], Resource: encryption.keyArn }]),
    ],
    resources: uploads.map(({ resource }) => resource),
  };
}

const FETCHED = '/panka/configs';

/** Where the fetching container writes the nth folder. */
export function fetchPath(index: number): string {
  return `${FETCHED}/${index}`;
}

function volumeName(index: number): string {
  return `panka-configs-${index}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
