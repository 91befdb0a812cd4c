import { keptWithData, keyArn, leavesSnapshot } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type Encryption,
  type Identity,
  type Names,
  type Roles,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { volumeStatements } from './access.js';
import { alarms } from './alarms.js';
import type { EbsSpec } from './schema.js';
import { declareSnapshots, SNAPSHOT_TAG } from './snapshots.js';

type Component = ComponentOf<EbsSpec>;

const TAG_VALUE = { max: 256 };

export default class EbsTranslator implements Translator<EbsSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.encryption,
    tokens.roles,
    tokens.alarms,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly encryption: Encryption,
    private readonly roles: Roles,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec } = component;
    const instance = component.references.find(({ path }) => path === '/attachTo/component')?.to;
    const mark = this.names.physical(component, TAG_VALUE, 'snapshots');
    const key = keyArn(spec.encryption.kmsKey, this.encryption);
    const volume = this.volume(component, context, { instance, mark, key });
    if (spec.attachTo !== undefined && instance !== undefined)
      attach(context, { volume, instance, device: spec.attachTo.device });
    if (spec.snapshots.enabled) {
      const { roles, identity, tags } = this;
      declareSnapshots(component, keptWithData(context), { roles, identity, tags, mark });
    }
    this.alarms.declare(component, context, alarms(spec, component.address, volume.id));
    return {
      outputs: {
        volumeId: volume.id,
        volumeArn: volume.arn,
        availabilityZone: volume.availabilityZone,
        ...(spec.attachTo === undefined ? {} : { device: spec.attachTo.device }),
      },
      provides: {
        variables: () => ({ VOLUME_ID: volume.id }),
        statements: (level) =>
          volumeStatements(level, { component, volumeArn: volume.arn, identity: this.identity, key }),
      },
    };
  }

  private volume(
    component: Component,
    context: TranslateContext,
    of: { instance: string | undefined; mark: string; key: ReturnType<typeof keyArn> },
  ): aws.ebs.Volume {
    const { spec } = component;
    const { key } = of;
    const logicalName = context.logicalName();
    const tags = this.tags.of(component, logicalName);
    return new aws.ebs.Volume(
      logicalName,
      {
        availabilityZone: zoneOf(spec, context, of.instance),
        size: spec.sizeGiB,
        type: spec.type,
        ...(spec.iops === undefined ? {} : { iops: spec.iops }),
        ...(spec.throughputMiBps === undefined ? {} : { throughput: spec.throughputMiBps }),
        encrypted: true,
        ...(key === undefined ? {} : { kmsKeyId: key }),
        ...(spec.multiAttach ? { multiAttachEnabled: true } : {}),
        ...(spec.restoreFrom === undefined ? {} : { snapshotId: spec.restoreFrom.snapshotId }),
        finalSnapshot: leavesSnapshot(spec),
        tags: spec.snapshots.enabled ? { ...tags, [SNAPSHOT_TAG]: of.mark } : tags,
      },
      context.dataOptions(),
    );
  }
}

/** As the manifest says, else where the instance is. */
function zoneOf(spec: EbsSpec, context: TranslateContext, instance: string | undefined): Input<string> {
  if (spec.availabilityZone !== undefined) return spec.availabilityZone;
  if (instance === undefined) throw new Error('neither availabilityZone nor attachTo says where the volume is');
  return context.output(instance, 'availabilityZone').apply(String);
}

/** A disk that is taken away from under a running system loses what was not written yet: the instance is stopped first. */
function attach(context: TranslateContext, of: { volume: aws.ebs.Volume; instance: string; device: string }): void {
  new aws.ec2.VolumeAttachment(
    context.logicalName('attachment'),
    {
      volumeId: of.volume.id,
      instanceId: context.output(of.instance, 'instanceId').apply(String),
      deviceName: of.device,
      stopInstanceBeforeDetaching: true,
    },
    context.options({ deleteBeforeReplace: true }),
  );
}
