import { certificateArn, declareAliases } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type Identity,
  type LogsBucket,
  type Names,
  type Provision,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { declareAccessLogs } from './access-logs.js';
import { cloudFrontAlarms } from './alarms.js';
import { distributionArgs } from './distribution.js';
import { declareFunctions } from './edge-functions.js';
import { contributeBucketPolicies, declareAccessControl, declareOrigins } from './origins.js';
import { securityHeadersId } from './response-headers.js';
import type { CloudFrontSpec } from './schema.js';

type Component = ComponentOf<CloudFrontSpec>;

/** The one region whose certificates CloudFront takes. */
const CERTIFICATE_REGION = 'us-east-1';

export default class CloudFrontTranslator implements Translator<CloudFrontSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.securityGroups,
    tokens.alarms,
    tokens.logsBucket,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
    private readonly logsBucket: LogsBucket,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec } = component;
    const distribution = this.distribution(component, context);
    contributeBucketPolicies(component, context, distribution.arn);
    this.records(component, context, distribution);
    const { names, tags, logsBucket } = this;
    const { partition } = this.identity;
    declareAccessLogs(component, context, { distribution, names, tags, logsBucket, partition });
    this.alarms.declare(component, context, cloudFrontAlarms(component.address, distribution.id));
    const [alias] = spec.aliases.filter((name) => !name.startsWith('*'));
    const url = pulumi.interpolate`https://${alias ?? distribution.domainName}`;
    return {
      outputs: {
        distributionId: distribution.id,
        distributionArn: distribution.arn,
        domainName: distribution.domainName,
        hostedZoneId: distribution.hostedZoneId,
        url,
      },
      provides: provision(distribution, url),
    };
  }

  private distribution(component: Component, context: TranslateContext): aws.cloudfront.Distribution {
    const { names, tags } = this;
    const functions = declareFunctions(component, context, names);
    let accessControl: aws.cloudfront.OriginAccessControl | undefined;
    const accessControlId = () => {
      accessControl ??= declareAccessControl(component, context, names);
      return accessControl.id;
    };
    const name = context.logicalName();
    const args = distributionArgs(component, {
      origins: declareOrigins(component, context, { names, tags, open: this.securityGroups, accessControlId }),
      certificateArn: this.certificate(component, context),
      securityHeadersId: securityHeadersId(component, context, names),
      functionArn: (file) => functions.get(file) ?? '',
    });
    return new aws.cloudfront.Distribution(name, { ...args, tags: tags.of(component, name) }, context.options());
  }

  private certificate(component: Component, context: TranslateContext): pulumi.Input<string> | undefined {
    const { certificate } = component.spec;
    if (certificate === undefined) return undefined;
    return certificateArn(component, context, { aws, certificate, tags: this.tags, region: CERTIFICATE_REGION });
  }

  private records(component: Component, context: TranslateContext, distribution: aws.cloudfront.Distribution): void {
    const { aliases, createRecords, certificate, zone = certificate?.zone } = component.spec;
    if (!createRecords || zone === undefined) return;
    const target = {
      name: distribution.domainName,
      zoneId: distribution.hostedZoneId,
      evaluateTargetHealth: false,
    };
    declareAliases(context, { aws, names: aliases, zone, target, ipv6: true });
  }
}

function provision(distribution: aws.cloudfront.Distribution, url: pulumi.Output<string>): Provision {
  const Action = ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation', 'cloudfront:GetDistribution'];
  return {
    variables: () => ({ URL: url, DISTRIBUTION_ID: distribution.id }),
    statements: (level) => (level === 'admin' ? [{ Effect: 'Allow', Action, Resource: distribution.arn }] : []),
  };
}
