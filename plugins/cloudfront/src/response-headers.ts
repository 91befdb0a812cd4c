import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { ComponentOf, Names, TranslateContext } from 'panka/sdk';
import { SECURITY_HEADERS } from './policies.js';
import type { CloudFrontSpec } from './schema.js';

/** Policy that `responseHeaders: security` means: one of its own where the manifest says what to send, else AWS's. */
export function securityHeadersId(
  component: ComponentOf<CloudFrontSpec>,
  context: TranslateContext,
  names: Names,
): Input<string> {
  const headers = component.spec.securityHeaders;
  if (headers === undefined) return SECURITY_HEADERS;
  const { contentSecurityPolicy, frameOptions, referrerPolicy, hstsSeconds, hstsSubdomains, custom } = headers;
  const items = Object.entries(custom).map(([header, value]) => ({ header, value, override: true }));
  const policy = new aws.cloudfront.ResponseHeadersPolicy(
    context.logicalName('headers'),
    {
      name: names.physical(component, NAME_RULES.cloudFrontPolicy, 'headers'),
      comment: `Header fields of ${component.address}`,
      securityHeadersConfig: {
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: frameOptions, override: true },
        referrerPolicy: { referrerPolicy, override: true },
        strictTransportSecurity: {
          accessControlMaxAgeSec: hstsSeconds,
          includeSubdomains: hstsSubdomains,
          override: true,
        },
        ...(contentSecurityPolicy === undefined
          ? {}
          : { contentSecurityPolicy: { contentSecurityPolicy, override: true } }),
      },
      ...(items.length === 0 ? {} : { customHeadersConfig: { items } }),
    },
    context.options(),
  );
  return policy.id;
}
