/** When this table was last compared with the providers' pages. */
export const SUPPORT_TABLE_DATE = '2026-11-01';

export interface SupportEnd {
  /** Version or runtime as manifests write it; a major version stands for its minors. */
  readonly version: string;
  /** `YYYY-MM-DD`: from the day after it, standard support has ended. */
  readonly ends: string;
}

/** Sources: AWS Lambda developer guide, "Lambda runtimes", deprecation dates. */
export const LAMBDA_RUNTIMES: readonly SupportEnd[] = [
  { version: 'nodejs16.x', ends: '2024-06-12' },
  { version: 'nodejs18.x', ends: '2025-09-01' },
  { version: 'nodejs20.x', ends: '2026-04-30' },
  { version: 'nodejs22.x', ends: '2027-04-30' },
  { version: 'nodejs24.x', ends: '2028-04-30' },
  { version: 'python3.8', ends: '2024-10-14' },
  { version: 'python3.9', ends: '2025-12-15' },
  { version: 'python3.10', ends: '2026-10-31' },
  { version: 'python3.11', ends: '2027-06-30' },
  { version: 'python3.12', ends: '2028-10-31' },
  { version: 'python3.13', ends: '2029-06-30' },
  { version: 'ruby3.2', ends: '2026-03-31' },
  { version: 'ruby3.3', ends: '2027-03-31' },
  { version: 'ruby3.4', ends: '2028-03-31' },
  { version: 'java11', ends: '2027-06-30' },
  { version: 'java17', ends: '2027-06-30' },
  { version: 'java21', ends: '2029-06-30' },
  { version: 'dotnet6', ends: '2024-12-20' },
  { version: 'dotnet8', ends: '2026-11-10' },
  { version: 'provided.al2', ends: '2026-07-31' },
  { version: 'provided.al2023', ends: '2029-06-30' },
];

/** By kind and engine type (`*`: the kind has one engine). Sources: the release calendars of RDS, Aurora, DocumentDB, ElastiCache. */
export const ENGINES: Readonly<Record<string, Readonly<Record<string, readonly SupportEnd[]>>>> = {
  RDS: {
    postgres: [
      { version: '12', ends: '2025-02-28' },
      { version: '13', ends: '2026-02-28' },
      { version: '14', ends: '2027-02-28' },
      { version: '15', ends: '2028-02-29' },
      { version: '16', ends: '2029-02-28' },
      { version: '17', ends: '2030-02-28' },
    ],
    'aurora-postgresql': [
      { version: '12', ends: '2025-02-28' },
      { version: '13', ends: '2026-02-28' },
      { version: '14', ends: '2027-02-28' },
      { version: '15', ends: '2028-02-29' },
      { version: '16', ends: '2029-02-28' },
      { version: '17', ends: '2030-02-28' },
    ],
    mysql: [
      { version: '5.7', ends: '2024-02-29' },
      { version: '8.0', ends: '2026-07-31' },
      { version: '8.4', ends: '2029-07-31' },
    ],
    'aurora-mysql': [
      { version: '5.7', ends: '2024-10-31' },
      { version: '8.0', ends: '2028-04-30' },
    ],
  },
  DocumentDB: { '*': [{ version: '3.6', ends: '2026-03-30' }] },
  ElastiCacheRedis: {
    redis: [
      { version: '5', ends: '2026-01-31' },
      { version: '6', ends: '2027-01-31' },
    ],
  },
};
