import type { Policy } from '../policy.js';
import { about, input, ofTypes } from '../resource-inputs.js';

/** The one region whose certificates CloudFront takes. Source: CloudFront developer guide, "Requirements for SSL/TLS certificates". */
const REGION = 'us-east-1';

export const certificateRegions: Policy = {
  id: 'PANKA-REG-002',
  title: 'certificates of CloudFront are in us-east-1',
  severity: { development: 'error', production: 'error' },
  checkResources: (resources) =>
    ofTypes(resources, 'aws:cloudfront/distribution:Distribution').flatMap((distribution) => {
      const arn = String(input(distribution, '/viewerCertificate/acmCertificateArn') ?? '');
      const region = arn.startsWith('arn:') ? arn.split(':')[3] : REGION;
      return region === REGION ? [] : [about(distribution, `its certificate is in ${region}`, `make one in ${REGION}`)];
    }),
};
