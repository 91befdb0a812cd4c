import {
  type BucketNotificationTarget,
  CONTRIBUTIONS,
  denyPlainText,
  keyArn,
  keyStatement,
  NAME_RULES,
  named,
} from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type ComponentOf,
  type Contribution,
  type Encryption,
  type Identity,
  type InfraView,
  type Names,
  type PolicyStatement,
  type Provision,
  type Roles,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { bucketStatements } from './access.js';
import { declareAccessLogs } from './access-logs.js';
import { type BucketSettings, declareSettings } from './bucket-settings.js';
import { declareNotification, ownTargets } from './notifications.js';
import { declareReplication } from './replication.js';
import type { S3Spec } from './schema.js';

type Component = ComponentOf<S3Spec>;
interface Made {
  readonly bucket: aws.s3.Bucket;
  readonly settings: BucketSettings;
  readonly targets: readonly BucketNotificationTarget[];
}

export default class S3Translator implements Translator<S3Spec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.encryption,
    tokens.roles,
    tokens.infra,
  ] as const;
  private readonly made = new Map<string, Made>();

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly encryption: Encryption,
    private readonly roles: Roles,
    private readonly infra: InfraView,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const bucket = this.bucket(component, context);
    const key = this.keyOf(component);
    const settings = declareSettings(component.spec, context, { bucket: bucket.bucket, key });
    const source = { bucket, versioning: settings.versioning, key };
    declareReplication(component, context, { source, roles: this.roles, identity: this.identity });
    declareAccessLogs(component, context, { bucket, identity: this.identity, infra: this.infra });
    const targets = ownTargets(component, context, { arn: bucket.arn, identity: this.identity, names: this.names });
    this.made.set(component.address, { bucket, settings, targets });
    return {
      outputs: {
        bucketName: bucket.bucket,
        bucketArn: bucket.arn,
        bucketDomainName: bucket.bucketDomainName,
        bucketRegionalDomainName: bucket.bucketRegionalDomainName,
        region: this.identity.region,
      },
      provides: this.provision(bucket, key),
    };
  }

  /** A bucket has one policy and one notification document, so both wait for everyone who adds to them. */
  finish(component: Component, contributions: readonly Contribution[], context: TranslateContext): void {
    const made = this.made.get(component.address);
    if (made === undefined) return;
    const of = (type: string) => contributions.filter((c) => c.type === type).map((c) => c.value);
    this.policy(component, context, { ...made, contributed: of(CONTRIBUTIONS.bucketPolicy) as PolicyStatement[] });
    const others = of(CONTRIBUTIONS.bucketNotification) as BucketNotificationTarget[];
    declareNotification(component.spec, context, {
      bucket: made.bucket.bucket,
      targets: [...made.targets, ...others],
    });
  }

  private bucket(component: Component, context: TranslateContext): aws.s3.Bucket {
    const { bucket } = component.spec;
    return new aws.s3.Bucket(
      context.logicalName(),
      {
        bucket: this.names.physical(named(component, bucket.name), NAME_RULES.s3Bucket),
        forceDestroy: bucket.forceDestroy,
        ...(bucket.objectLock ? { objectLockEnabled: true } : {}),
        tags: this.tags.of(component, context.logicalName()),
      },
      context.dataOptions({ deleteBeforeReplace: true }),
    );
  }

  private policy(
    component: Component,
    context: TranslateContext,
    at: Made & { contributed: readonly PolicyStatement[] },
  ): void {
    const everything = [at.bucket.arn, pulumi.interpolate`${at.bucket.arn}/*`];
    const own = component.spec.policyStatements ?? [];
    const others = [...at.contributed, ...own].map((s) => ({ Resource: everything, ...s }));
    const Statement = [denyPlainText('s3:*', everything), ...others];
    new aws.s3.BucketPolicy(
      context.logicalName('policy'),
      { bucket: at.bucket.bucket, policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement }) },
      context.options({ dependsOn: [at.settings.publicAccessBlock] }),
    );
  }

  private provision(bucket: aws.s3.Bucket, key: pulumi.Input<string> | undefined): Provision {
    const at = { bucketArn: bucket.arn, objectsArn: pulumi.interpolate`${bucket.arn}/*` };
    return {
      variables: () => ({ BUCKET: bucket.bucket }),
      statements: (level, { prefix }) => {
        if (level === 'connect') return [];
        const narrowed =
          prefix === undefined ? at : { ...at, objectsArn: pulumi.interpolate`${bucket.arn}/${prefix}*`, prefix };
        return [...bucketStatements(level, narrowed), ...keyStatement(key, this.identity, { service: 's3' })];
      },
    };
  }

  private keyOf(component: Component): pulumi.Input<string> | undefined {
    const { algorithm, kmsKeyId } = component.spec.encryption;
    return algorithm === 'aws:kms' ? keyArn(kmsKeyId ?? 'stack', this.encryption) : undefined;
  }
}
