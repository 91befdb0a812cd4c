import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyArn } from '@panka/plugin-common';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Encryption, TranslateContext } from 'panka/sdk';
import type { Mount } from './boot-script.js';
import type { Ec2InstanceSpec } from './schema.js';
import { userData } from './user-data.js';

type Component = ComponentOf<Ec2InstanceSpec>;

/** What every instance of the component has, alone or in a group. */
export interface Machine {
  readonly component: Component;
  readonly profileName: pulumi.Input<string>;
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  readonly userData: pulumi.Output<string | undefined> | undefined;
  readonly keyArn: pulumi.Input<string> | undefined;
  readonly tagsOf: (logicalName: string) => Record<string, string>;
  /** What its instances must wait for. */
  readonly ready: readonly pulumi.Resource[];
}

/** Answers to metadata requests need a token, and reach no further than the instance itself. */
export const METADATA_OPTIONS = {
  httpEndpoint: 'enabled',
  httpTokens: 'required',
  httpPutResponseHopLimit: 1,
} as const;

/** User data with the variables of the component and the disks that others attach to it. */
export function machineUserData(
  component: Component,
  context: TranslateContext,
  variables: Readonly<Record<string, pulumi.Input<string>>>,
): Machine['userData'] {
  const own = ownUserData(component);
  const mounts = mountsOf(context);
  if (own === undefined && mounts.length === 0 && Object.keys(variables).length === 0) return undefined;
  return pulumi.output(variables).apply((values) => userData({ own, variables: values, mounts }));
}

function ownUserData({ spec, folder }: Component): string | undefined {
  if (spec.userDataFile === undefined) return spec.userData;
  return readFileSync(join(folder, spec.userDataFile), 'utf8');
}

/** Volumes say themselves what they are attached to, and where they are to be mounted. */
function mountsOf(context: TranslateContext): readonly Mount[] {
  return context.incoming.flatMap(({ from, reference }) => {
    if (reference.reason !== 'attachment') return [];
    const { attachTo } = context.component(from).spec as {
      readonly attachTo?: { readonly device?: string; readonly mountPath?: string };
    };
    if (attachTo?.mountPath === undefined) return [];
    return [{ device: attachTo.device ?? '/dev/sdf', path: attachTo.mountPath }];
  });
}

export function rootKey({ spec }: Component, encryption: Encryption): Machine['keyArn'] {
  return keyArn(spec.rootVolume.kmsKey, encryption);
}

/** What the root volume takes, however an instance is made. */
export function rootVolumeArgs({ component, keyArn }: Machine) {
  const { sizeGiB, type, iops, throughputMiBps } = component.spec.rootVolume;
  return {
    volumeSize: sizeGiB,
    volumeType: type,
    ...(iops === undefined ? {} : { iops }),
    ...(throughputMiBps === undefined ? {} : { throughput: throughputMiBps }),
    ...(keyArn === undefined ? {} : { kmsKeyId: keyArn }),
  };
}
