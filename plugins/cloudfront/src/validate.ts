import { certificateNames, certificateRules, covers, errorAt, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { CloudFrontSpec } from './schema.js';
import { behaviorRules } from './validate-behaviors.js';
import { originRules } from './validate-origins.js';

/** Rules of distributions that the schema cannot express. Source: CloudFront developer guide. */
export function validate(component: ComponentOf<CloudFrontSpec>, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...certificateFindings(spec),
    ...aliasRules(spec),
    ...originRules(component, view),
    ...behaviorRules(spec),
    ...spaRules(spec),
    ...accessRules(spec),
  ];
}

function certificateFindings({ certificate, aliases }: CloudFrontSpec): Finding[] {
  if (certificate === undefined) return [];
  const broken = certificateRules(certificate, { path: '/certificate', code: 'PANKA-CF-002' });
  if (broken.length > 0) return broken;
  const region = certificate.arn?.split(':')[3];
  const findings: Finding[] = [];
  if (region !== undefined && region !== 'us-east-1')
    findings.push(
      errorAt(
        '/certificate/arn',
        'PANKA-CF-001',
        `certificate arn is in ${region}; CloudFront needs us-east-1`,
        'certificate: { domain: www.example.com, zone: example.com }',
      ),
    );
  if (aliases.length === 0)
    findings.push(
      warningAt('/certificate', 'PANKA-CF-002', 'certificate without aliases: nothing would be asked for by its name'),
    );
  return findings;
}

function aliasRules({ aliases, certificate }: CloudFrontSpec): Finding[] {
  const names = certificate === undefined ? [] : certificateNames(certificate);
  return aliases.flatMap((alias, index): Finding[] => {
    const path = `/aliases/${index}`;
    if (aliases.indexOf(alias) !== index) return [errorAt(path, 'PANKA-CF-002', `alias ${alias} is there twice`)];
    if (certificate === undefined)
      return [
        errorAt(
          path,
          'PANKA-CF-002',
          `alias ${alias} needs a certificate`,
          `certificate: { domain: ${alias}, zone: ${alias.split('.').slice(-2).join('.')} }`,
        ),
      ];
    if (names === undefined || covers(names, alias)) return [];
    return [
      errorAt(path, 'PANKA-CF-002', `alias ${alias} isn't covered by the certificate`, `alternativeNames: [${alias}]`),
    ];
  });
}

function spaRules({ spa, defaultRootObject = 'index.html', origins, behaviors }: CloudFrontSpec): Finding[] {
  if (!spa) return [];
  if (defaultRootObject === '')
    return [errorAt('/defaultRootObject', 'PANKA-CF-009', 'spa answers with defaultRootObject, which is empty')];
  const other = behaviors.find(({ origin }) => origin !== origins[0]?.name);
  if (other === undefined) return [];
  return [
    warningAt(
      '/spa',
      'PANKA-CF-009',
      `spa holds for every path: 403 and 404 of ${other.path} (origin ${other.origin}) become ${defaultRootObject}, too`,
    ),
  ];
}

function accessRules({ geo, waf }: CloudFrontSpec): Finding[] {
  const findings: Finding[] = [];
  if (geo.allow.length > 0 && geo.block.length > 0)
    findings.push(errorAt('/geo', 'PANKA-CF-010', 'geo has both allow and block; give one'));
  if (waf !== undefined && !/^arn:[a-z-]+:wafv2:us-east-1:\d{12}:global\/webacl\//.test(waf.webAclArn))
    findings.push(
      errorAt(
        '/waf/webAclArn',
        'PANKA-CF-007',
        'CloudFront takes web ACLs of scope CLOUDFRONT: arn:aws:wafv2:us-east-1:…:global/webacl/…',
      ),
    );
  return findings;
}
