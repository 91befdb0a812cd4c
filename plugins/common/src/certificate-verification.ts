import type { VerifyContext } from 'panka/sdk';
import type { CertificateSpec } from './certificate.js';
import { asObject, type Look, look } from './look.js';

const CERTIFICATE = 'aws:acm/certificate:Certificate';

/** States of a certificate that no waiting changes. */
const REFUSED = ['FAILED', 'VALIDATION_TIMED_OUT', 'REVOKED', 'EXPIRED', 'INACTIVE'];

/** Seconds that verification may take where a certificate has to be issued. */
export const CERTIFICATE_LIMIT = 600;

/** One look at each certificate that the component asked AWS for; `code` names the finding where one is not issued. */
export function lookAtCertificates(
  address: string,
  context: VerifyContext,
  expected: { code: string; certificates: readonly CertificateSpec[] },
): Promise<readonly Look[]> {
  const made = context.resources.filter((resource) => resource.type === CERTIFICATE);
  return Promise.all(
    made.map(async ({ outputs }) => {
      let status = '';
      const seen = await look(`acm:DescribeCertificate ${address}`, async () => {
        const answer = asObject(
          await context.aws.call('acm:DescribeCertificate', { CertificateArn: String(outputs.arn) }),
        );
        status = String(asObject(answer.Certificate).Status);
        if (status === 'ISSUED') return undefined;
        const { certificates } = expected;
        const { domain, zone } = certificates.find((c) => c.domain === outputs.domainName) ?? certificates[0] ?? {};
        const where = zone === undefined ? 'its zone' : `the zone ${zone}`;
        return `${expected.code} the certificate of ${domain} is ${status}; AWS must find its records in public DNS: is ${where} delegated?`;
      });
      return { ...seen, fatal: REFUSED.includes(status) };
    }),
  );
}
