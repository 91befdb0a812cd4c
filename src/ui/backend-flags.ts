import { Flags } from '@oclif/core';

const BACKEND = 'BACKEND';

/** Where state and locks are, or are to be. Without them the configuration says it. */
export const backendFlags = {
  bucket: Flags.string({ description: 'S3 bucket of the state', helpGroup: BACKEND }),
  table: Flags.string({ description: 'DynamoDB table of the locks', helpGroup: BACKEND }),
  prefix: Flags.string({ description: 'Folder of the state in the bucket', helpGroup: BACKEND }),
  region: Flags.string({ description: 'Region of both', helpGroup: BACKEND }),
  profile: Flags.string({ description: 'AWS profile: keys, SSO, assumed role', helpGroup: BACKEND }),
  'kms-key': Flags.string({
    description: 'KMS key for the state: ARN, id or alias; without it SSE-S3',
    helpGroup: BACKEND,
  }),
};

/** The flags as settings, so that they go before every other source. */
export function backendSettings(flags: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named: Record<string, unknown> = {
    'state.bucket': flags['bucket'],
    'state.prefix': flags['prefix'],
    'state.region': flags['region'],
    'state.kmsKey': flags['kms-key'],
    'locks.table': flags['table'],
    'aws.profile': flags['profile'],
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
