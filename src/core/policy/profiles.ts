/** What every profile asks for. */
const BASELINE = [
  'PANKA-ENC-001',
  'PANKA-ENC-002',
  'PANKA-PUB-001',
  'PANKA-PUB-002',
  'PANKA-PUB-004',
  'PANKA-IAM-001',
  'PANKA-IAM-002',
  'PANKA-SEC-001',
  'PANKA-SEC-002',
  'PANKA-SEC-003',
  'PANKA-LOG-001',
  'PANKA-NET-002',
];

/**
 * Rules that a profile takes as errors in every environment. They are the part of each standard that manifests can show; a
 * profile is no certificate. Chosen after: CIS AWS Foundations Benchmark 3.0; HIPAA Security Rule 45 CFR 164.312 (encryption,
 * audit, availability of data); PCI DSS 4.0 requirements 1, 3, 4, 6, 7, 8, 10; SOC 2 common criteria CC6, CC7, A1.
 */
export const PROFILES: Readonly<Record<string, readonly string[]>> = {
  cis: [...BASELINE, 'PANKA-BAK-001'],
  soc2: [
    ...BASELINE,
    'PANKA-PUB-005',
    'PANKA-BAK-001',
    'PANKA-DATA-002',
    'PANKA-DATA-003',
    'PANKA-IMG-001',
    'PANKA-EOL-001',
  ],
  hipaa: [
    ...BASELINE,
    'PANKA-ENC-003',
    'PANKA-PUB-005',
    'PANKA-BAK-001',
    'PANKA-HA-001',
    'PANKA-DATA-002',
    'PANKA-DATA-003',
    'PANKA-NET-001',
  ],
  pci: [
    ...BASELINE,
    'PANKA-ENC-003',
    'PANKA-PUB-005',
    'PANKA-NET-001',
    'PANKA-IMG-001',
    'PANKA-EOL-001',
    'PANKA-SEC-004',
    'PANKA-SEC-005',
  ],
};
