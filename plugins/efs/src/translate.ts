import { keptWithData, keyArn, NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type Encryption,
  type Names,
  type Network,
  type Provision,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { clientStatements, fileSystemStatements } from './access.js';
import { alarms } from './alarms.js';
import { fileSystemArgs } from './file-system-args.js';
import { mountSubnets } from './mount-subnets.js';
import type { AccessPointSpec, EfsSpec } from './schema.js';

type Component = ComponentOf<EfsSpec>;

const NFS = { port: 2049, protocol: 'tcp' } as const;

export default class EfsTranslator implements Translator<EfsSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.network,
    tokens.encryption,
    tokens.securityGroups,
    tokens.alarms,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly network: Network,
    private readonly encryption: Encryption,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec } = component;
    const fileSystem = this.fileSystem(component, context);
    const group = this.securityGroups.declare(component, context, {
      egress: false,
      description: `File system ${component.address}`,
    });
    const mountTargets = this.mountTargets(component, context, { fileSystem, securityGroupId: group.id });
    const points = spec.accessPoints.map(
      (point) => [point.name, this.accessPoint(component, context, { fileSystem, point })] as const,
    );
    declareSettings(spec, keptWithData(context), fileSystem);
    this.alarms.declare(component, context, alarms(spec, component.address, fileSystem.id));
    return {
      outputs: {
        fileSystemId: fileSystem.id,
        fileSystemArn: fileSystem.arn,
        dnsName: this.dnsName(spec, fileSystem),
        accessPointIds: Object.fromEntries(points.map(([name, point]) => [name, point.id])),
        accessPointArns: Object.fromEntries(points.map(([name, point]) => [name, point.arn])),
        mountTargetIds: mountTargets.map((target) => target.id),
        securityGroupId: group.id,
      },
      provides: provision(fileSystem, { securityGroupId: group.id, points: points.map(([, point]) => point) }),
    };
  }

  private fileSystem(component: Component, context: TranslateContext): aws.efs.FileSystem {
    const key = keyArn(component.spec.encryption.kmsKey, this.encryption);
    const logicalName = context.logicalName();
    return new aws.efs.FileSystem(
      logicalName,
      {
        creationToken: this.names.physical(component, NAME_RULES.fileSystem),
        ...fileSystemArgs(component.spec),
        ...(key === undefined ? {} : { kmsKeyId: key }),
        tags: this.tags.of(component, logicalName),
      },
      context.dataOptions({ deleteBeforeReplace: true }),
    );
  }

  private mountTargets(
    component: Component,
    context: TranslateContext,
    of: { fileSystem: aws.efs.FileSystem; securityGroupId: pulumi.Input<string> },
  ): aws.efs.MountTarget[] {
    return mountSubnets(this.network, component.spec.oneZone).map(
      ({ subnetId, place }) =>
        new aws.efs.MountTarget(
          context.logicalName(`mount-target-${place}`),
          { fileSystemId: of.fileSystem.id, subnetId, securityGroups: [of.securityGroupId] },
          // A zone takes one at a time.
          context.options({ deleteBeforeReplace: true }),
        ),
    );
  }

  /** Whoever mounts it works in this folder, as this user. */
  private accessPoint(
    component: Component,
    context: TranslateContext,
    of: { fileSystem: aws.efs.FileSystem; point: AccessPointSpec },
  ): aws.efs.AccessPoint {
    const { name, path, uid, gid, permissions } = of.point;
    const logicalName = context.logicalName(`access-point-${name}`);
    return new aws.efs.AccessPoint(
      logicalName,
      {
        fileSystemId: of.fileSystem.id,
        posixUser: { uid, gid },
        rootDirectory: path === '/' ? { path } : { path, creationInfo: { ownerUid: uid, ownerGid: gid, permissions } },
        tags: this.tags.of(component, logicalName),
      },
      context.options(),
    );
  }

  /** The short name leads to the target in the zone of who asks; there is none but in one zone. */
  private dnsName({ oneZone }: EfsSpec, fileSystem: aws.efs.FileSystem): pulumi.Output<string> {
    return oneZone === undefined ? fileSystem.dnsName : pulumi.interpolate`${oneZone}.${fileSystem.dnsName}`;
  }
}

function declareSettings(spec: EfsSpec, context: TranslateContext, fileSystem: aws.efs.FileSystem): void {
  new aws.efs.BackupPolicy(
    context.logicalName('backup'),
    { fileSystemId: fileSystem.id, backupPolicy: { status: spec.backup.enabled ? 'ENABLED' : 'DISABLED' } },
    context.options(),
  );
  new aws.efs.FileSystemPolicy(
    context.logicalName('policy'),
    {
      fileSystemId: fileSystem.id,
      policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: fileSystemStatements(fileSystem.arn) }),
    },
    context.options(),
  );
}

function provision(
  fileSystem: aws.efs.FileSystem,
  { securityGroupId, points }: { securityGroupId: pulumi.Input<string>; points: readonly aws.efs.AccessPoint[] },
): Provision {
  const of = { fileSystemArn: fileSystem.arn, accessPointArns: points.map((point) => point.arn) };
  return {
    network: { securityGroupId, ports: [NFS] },
    variables: () => ({ FILE_SYSTEM_ID: fileSystem.id }),
    statements: (level) => clientStatements(level, of),
  };
}
