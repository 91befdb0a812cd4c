import { certificateArn, declareAliases } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { ComponentOf, Tags, TranslateContext } from 'panka/sdk';
import type { ApiSpec } from './schema.js';

/** The API's own name: certificate, domain, mapping to the stage, and the record. */
export function declareDomain(
  component: ComponentOf<ApiSpec>,
  context: TranslateContext,
  { api, stage, tags }: { api: aws.apigatewayv2.Api; stage: aws.apigatewayv2.Stage; tags: Tags },
): void {
  const { domain } = component.spec;
  if (domain === undefined) return;
  const arn = certificateArn(component, context, { aws, certificate: domain.certificate, tags });
  if (arn === undefined) throw new Error(`${component.address} has no certificate for ${domain.name}`);
  const name = context.logicalName('domain');
  const made = new aws.apigatewayv2.DomainName(
    name,
    {
      domainName: domain.name,
      domainNameConfiguration: { certificateArn: arn, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' },
      tags: tags.of(component, name),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  new aws.apigatewayv2.ApiMapping(
    context.logicalName('domain/mapping'),
    {
      apiId: api.id,
      domainName: made.domainName,
      stage: stage.name,
      ...(domain.basePath === undefined ? {} : { apiMappingKey: domain.basePath }),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  const zone = domain.zone ?? domain.certificate.zone;
  if (!domain.createRecords || zone === undefined) return;
  const { targetDomainName, hostedZoneId } = {
    targetDomainName: made.domainNameConfiguration.targetDomainName,
    hostedZoneId: made.domainNameConfiguration.hostedZoneId,
  };
  const target = { name: targetDomainName, zoneId: hostedZoneId, evaluateTargetHealth: false };
  declareAliases(context, { aws, names: [domain.name], zone, target });
}
