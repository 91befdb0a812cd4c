import { join } from 'node:path';
import { backendsOf, neededSetting } from '../../core/config/backends.js';
import { parseDuration } from '../../core/config/parse-duration.js';
import type { Settings } from '../../core/config/settings.js';
import type { LockStore } from '../../core/locks/lock-store.js';
import type { SpoolEvent } from '../../core/state/journal-spool.js';
import type { StateStore } from '../../core/state/state-store.js';
import { withLease } from './with-lease.js';

export interface StoresRequest {
  readonly settings: Settings;
  /** Of panka, for the user agent. */
  readonly version: string;
  /** Where the local ones are. */
  readonly folders: { readonly state: string; readonly locks: string };
  /** Of the user, for journals that a remote state does not take. */
  readonly home: string;
}

export interface Stores {
  readonly state: StateStore;
  readonly locks: LockStore;
  /** Calls with what the spool of a remote state does from now on. */
  readonly watchSpool: (listener: (event: SpoolEvent) => void) => void;
}

/** The stores that the configuration asks for. The AWS SDK is loaded by the first call of a remote one. Throws SettingNeeded. */
export async function openStores(request: StoresRequest): Promise<Stores> {
  const backends = backendsOf(request.settings);
  const listeners: ((event: SpoolEvent) => void)[] = [];
  const tell = (event: SpoolEvent) => {
    for (const listener of listeners) listener(event);
  };
  const [state, locks] = await Promise.all([
    backends.state === 's3' ? s3State(request, tell) : localState(request),
    backends.locks === 'dynamodb' ? dynamoDBLocks(request) : localLocks(request),
  ]);
  const lease = Math.ceil(parseDuration(String(request.settings['locks.lease'].value)) / 1000);
  return { state, locks: withLease(locks, Math.max(1, lease)), watchSpool: (listener) => listeners.push(listener) };
}

async function localState({ folders }: StoresRequest): Promise<StateStore> {
  const { LocalStateStore } = await import('../local-state/local-state-store.js');
  return new LocalStateStore({ folder: folders.state });
}

async function localLocks({ folders }: StoresRequest): Promise<LockStore> {
  const { LocalLockStore } = await import('../local-locks/local-lock-store.js');
  return new LocalLockStore({ folder: folders.locks });
}

async function s3State(
  { settings, version, home }: StoresRequest,
  tell: (event: SpoolEvent) => void,
): Promise<StateStore> {
  const bucket = neededSetting(settings, 'state.bucket', 'state.backend is s3');
  const [{ S3StateStore }, { FileJournalSpool }, { AwsClients }, { awsSettingsOf }] = await Promise.all([
    import('../s3-state/s3-state-store.js'),
    import('../journal-spool/file-journal-spool.js'),
    import('../aws-clients/aws-clients.js'),
    import('../aws-clients/aws-settings-of.js'),
  ]);
  const aws = awsSettingsOf(settings, version, 'state');
  const clients = new AwsClients(aws);
  const prefix = String(settings['state.prefix'].value ?? '').replaceAll(/^\/+|\/+$/g, '');
  const kmsKey = settings['state.kmsKey'].value;
  const spool = new FileJournalSpool(join(home, 'spool', encodeURIComponent(`${bucket}/${prefix}`)));
  return new S3StateStore({
    client: () => clients.s3(),
    bucket,
    spool: { spool, onEvent: tell },
    ...(aws.requestTimeout !== undefined && { requestTimeout: aws.requestTimeout }),
    ...(prefix !== '' && { prefix }),
    ...(kmsKey !== undefined && { kmsKey: String(kmsKey) }),
    ...(aws.profile !== undefined && { profile: aws.profile }),
  });
}

async function dynamoDBLocks({ settings, version }: StoresRequest): Promise<LockStore> {
  const table = neededSetting(settings, 'locks.table', 'the locks are in DynamoDB');
  const [{ DynamoDBLockStore }, { AwsClients }, { awsSettingsOf }] = await Promise.all([
    import('../dynamodb-locks/dynamodb-lock-store.js'),
    import('../aws-clients/aws-clients.js'),
    import('../aws-clients/aws-settings-of.js'),
  ]);
  const aws = lockSettings(awsSettingsOf(settings, version, 'locks'));
  const clients = new AwsClients(aws);
  const profile = aws.profile === undefined ? {} : { profile: aws.profile };
  return new DynamoDBLockStore({ client: () => clients.dynamodb(), table, ...profile });
}

/** A renewal that takes as long as the lease is none: the lease tries again by itself, so one call gives up early. */
function lockSettings<T extends { readonly maxAttempts?: number; readonly requestTimeout?: number }>(aws: T): T {
  return {
    ...aws,
    maxAttempts: Math.min(aws.maxAttempts ?? LOCK_ATTEMPTS, LOCK_ATTEMPTS),
    requestTimeout: Math.min(aws.requestTimeout ?? LOCK_TIMEOUT_MS, LOCK_TIMEOUT_MS),
  };
}

const LOCK_ATTEMPTS = 3;
const LOCK_TIMEOUT_MS = 5_000;
