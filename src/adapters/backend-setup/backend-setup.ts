import { backendNameWrong } from '../../core/backend/errors.js';
import type { SetupStep } from '../../core/backend/setup-step.js';
import { isPankaError } from '../../core/diagnostics/panka-error.js';
import { backendPolicy } from '../../core/iam/backend-policy.js';
import type { PolicyDocument } from '../../core/iam/deployment-policy.js';
import { type OidcSubject, oidcTrust } from '../../core/iam/oidc-trust.js';
import { AwsClients } from '../aws-clients/aws-clients.js';
import type { AwsSettings } from '../aws-clients/aws-settings.js';
import { bucketSteps } from './bucket-steps.js';
import { callerOf } from './caller.js';
import { setupRefused } from './errors.js';
import { replicationSteps } from './replication-steps.js';
import { roleSteps } from './role-steps.js';
import { tableSteps } from './table-steps.js';

export interface BackendRequest {
  readonly settings: AwsSettings;
  /** Region of bucket and table. */
  readonly region: string;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly table?: string;
  /** Of the bucket's objects. */
  readonly kmsKey?: string;
  /** Of the secrets in the state, where it is another one: the role may open them with it. */
  readonly secretsKey?: string;
  readonly replicaRegion?: string;
  readonly role?: {
    readonly name: string;
    /** Absent: everybody in the account whose own policies let them. */
    readonly trust?: OidcSubject;
    /** What deploying takes besides state and locks, by name. */
    readonly policies: Readonly<Record<string, PolicyDocument>>;
  };
}

/** Source: the default limit of DescribeTable and HeadBucket names; S3 "Bucket naming rules", DynamoDB "Naming rules". */
const BUCKET = /^(?!xn--|sthree-)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/;
const TABLE = /^[A-Za-z0-9_.-]{3,255}$/;
const TAGS = { 'panka:managed-by': 'panka', 'panka:purpose': 'state' };

/** Everything that `panka backend create` looks at and makes, in order. */
export async function backendSetup(
  request: BackendRequest,
): Promise<{ steps: SetupStep[]; close: () => Promise<void> }> {
  checkNames(request);
  const clients = new AwsClients({ ...request.settings, region: request.region });
  const { account, partition } = await callerOf(clients);
  const others: AwsClients[] = [];
  const steps: SetupStep[] = [];
  const tls = request.settings.endpoints?.['s3']?.startsWith('http://') !== true;
  const { bucket, table, region, kmsKey, replicaRegion } = request;
  if (bucket !== undefined) {
    const main = { client: () => clients.s3(), bucket, region, partition, tls, tags: TAGS, ...(kmsKey && { kmsKey }) };
    steps.push(...bucketSteps(main));
    if (replicaRegion !== undefined) {
      const there = new AwsClients({ ...request.settings, region: replicaRegion });
      others.push(there);
      const replica = `${bucket.slice(0, 62 - replicaRegion.length)}-${replicaRegion}`;
      const copy = { client: () => there.s3(), bucket: replica, region: replicaRegion, partition, tls, tags: TAGS };
      steps.push(...bucketSteps(copy), ...replicationSteps({ ...main, iam: () => clients.iam(), account, replica }));
    }
  }
  if (table !== undefined) steps.push(...tableSteps({ client: () => clients.dynamodb(), table, tags: TAGS }));
  steps.push(...execution(request, { clients, account, partition }));
  return {
    steps: steps.map(named),
    close: async () => void (await Promise.all([clients, ...others].map((one) => one.close()))),
  };
}

/** Failures of AWS say which piece they are about. */
function named(step: SetupStep): SetupStep {
  const about = <T>(call: () => Promise<T>) =>
    call().catch((error: unknown) => {
      throw isPankaError(error) ? error : setupRefused(`${step.name} of ${step.of}`, error);
    });
  return { ...step, look: () => about(step.look), make: () => about(step.make) };
}

function execution(
  { role, bucket, prefix, table, region, kmsKey, secretsKey }: BackendRequest,
  { clients, account, partition }: { clients: AwsClients; account: string; partition: string },
): SetupStep[] {
  if (role === undefined) return [];
  const place = { bucket, prefix, table, tableRegion: region, kmsKey, secretsKey, keyRegion: region };
  const given = Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
  const state = backendPolicy({ partition, account, ...given });
  return roleSteps({
    client: () => clients.iam(),
    role: role.name,
    description: 'Deploys stacks with panka',
    trust: role.trust ? oidcTrust(role.trust, account, partition).document : trustOfAccount(account, partition),
    policies: { ...(state && { 'panka-state': state }), ...role.policies },
    tags: TAGS,
    sessionSeconds: 4 * 3600,
  });
}

function trustOfAccount(account: string, partition: string): unknown {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'sts:AssumeRole' },
    ],
  };
}

function checkNames({ bucket, table }: BackendRequest): void {
  if (bucket !== undefined && !BUCKET.test(bucket))
    throw backendNameWrong('bucket', bucket, '3 to 63 lower-case letters, digits, dots and hyphens');
  if (table !== undefined && !TABLE.test(table))
    throw backendNameWrong('table', table, '3 to 255 letters, digits, dots, hyphens and underscores');
}
