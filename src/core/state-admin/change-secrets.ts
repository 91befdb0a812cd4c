import { notApproved } from '../execution/errors.js';
import type { Lease } from '../locks/lease.js';
import { secretsOfSandbox } from '../secrets/errors.js';
import { type KeyRing, withNewKey, wrapKeys } from '../secrets/key-ring.js';
import { RingSealer } from '../secrets/ring-sealer.js';
import type { RootKeySource, SecretsProvider } from '../secrets/root-key-source.js';
import { mapSealed } from '../secrets/sealed-in-state.js';
import { type ReadSecrets, readSecrets, secretsConflict, writeSecrets } from '../secrets/secrets-object.js';
import { provenRootKey, type StackSecretsRequest, unlockRing } from '../secrets/stack-secrets.js';
import { secretsKey } from '../state/object-keys.js';
import type { StackState } from '../state/state-store.js';
import { nothingDeployed } from './errors.js';
import { publishState } from './publish-state.js';
import { recordChange } from './record-change.js';
import { changeState, type StateChangeRequest } from './state-change.js';
import { type TakenUnit, takeOverUnits } from './take-over-units.js';

/** Who keeps the key, before and after. */
export interface SecretsExchange {
  /** How the root key that the state has is got, whatever the configuration says by now. */
  readonly present: StackSecretsRequest['source'];
  readonly next: RootKeySource;
}

export interface ChangeSecretsRequest extends StateChangeRequest {
  /** Throws where the configuration would refuse the outcome. */
  readonly exchange: () => Promise<SecretsExchange>;
  /** Shown what will be sealed anew; false: nothing is changed. */
  readonly approve: (change: SecretsChange) => Promise<boolean>;
}

export interface SecretsChange {
  /** Absent: the stack has no key yet. */
  readonly from?: SecretsProvider;
  readonly to: SecretsProvider;
  /** Sealed values in the present state. */
  readonly secrets: number;
}

export interface ChangedSecrets extends SecretsChange {
  readonly outcome: 'changed';
  readonly serial: number;
}

/**
 * Gives the stack a new data key under a new root key, and seals every secret of the present state with it. The older data keys
 * stay, under the new root key, for the history and for a run that is killed on the way: at every moment the state opens.
 */
export async function changeSecrets(request: ChangeSecretsRequest): Promise<ChangedSecrets> {
  if (request.ports.target.name === 'sandbox') throw secretsOfSandbox();
  const exchange = await request.exchange();
  return changeState(request, (lease) => change({ ...request, ...exchange }, lease));
}

type Change = Omit<ChangeSecretsRequest, 'exchange'> & SecretsExchange;

async function change(request: Change, lease: Lease): Promise<ChangedSecrets> {
  const { ports, at, next } = request;
  const startedAt = Date.now();
  const read = await ports.state.readState(at);
  if (!read.found) throw nothingDeployed(ports.state.describe(at));
  const taken = await takeOverUnits({ store: ports.state, at, state: read.value, lease, run: ports.run.id });
  for (const { damage } of taken) if (damage !== undefined) throw damage;
  const stored = await readSecrets(ports.state.objects, at);
  const old =
    stored === undefined ? undefined : await unlockRing({ store: ports.state, at, source: request.present }, stored);
  const ring = withNewKey(old);
  const { units, secrets } = resealed(taken, new RingSealer(at, ring));
  const from = stored?.secrets.protection.provider;
  const shown = { ...(from !== undefined && { from }), to: next.provider, secrets };
  if (!(await request.approve(shown))) throw notApproved();
  await storeRing(request, { lease, ring, stored });
  const state = await publish(request, { lease, head: read.value, units, startedAt });
  return { outcome: 'changed', serial: state.serial, ...shown };
}

type PublishedUnit = Parameters<typeof publishState>[0]['units'][number];

/** Units that hold secrets, with all of them sealed by the new key. Throws SecretUnreadable where one does not open. */
function resealed(
  taken: readonly TakenUnit[],
  sealer: RingSealer,
): { units: readonly PublishedUnit[]; secrets: number } {
  let secrets = 0;
  const units = taken.flatMap((unit): readonly PublishedUnit[] => {
    if (unit.deployment === undefined) return [];
    const before = secrets;
    const deployment = mapSealed(unit.deployment, (ciphertext) => {
      secrets += 1;
      return sealer.seal(sealer.open(ciphertext));
    });
    return secrets === before ? [] : [{ taken: unit, deployment }];
  });
  return { units, secrets };
}

/** In one write, which replaces what was read: from then on the new root key opens everything, old and new. */
async function storeRing(
  { ports, at, next }: Change,
  { lease, ring, stored }: { readonly lease: Lease; readonly ring: KeyRing; readonly stored: ReadSecrets | undefined },
): Promise<void> {
  const { objects } = ports.state;
  const { rootKey, protection } = await provenRootKey(next, at, objects.describe(secretsKey(at)));
  const secrets = { protection, current: ring.current, keys: wrapKeys(ring, rootKey, at) };
  lease.assertHeld();
  if (!(await writeSecrets(objects, at, { secrets, expected: stored?.version }))) throw secretsConflict(objects, at);
}

interface Resealed {
  readonly lease: Lease;
  readonly head: StackState;
  readonly units: readonly PublishedUnit[];
  readonly startedAt: number;
}

/** A new serial also where no secret was sealed: the history says when the key was changed. */
async function publish(request: Change, { startedAt, ...resealed }: Resealed): Promise<StackState> {
  const { ports, at } = request;
  const state = await publishState({
    ...{ ports, at, startedAt, ...resealed },
    change: ({ target, components }) => ({ target, components, lastDeployment: ports.run.id }),
  });
  await recordChange(request, state, startedAt);
  return state;
}
