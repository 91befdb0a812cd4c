import { isPankaError, type PankaError } from '../diagnostics/panka-error.js';
import { type ObjectKind, unwrapObject } from '../state/object-envelope.js';
import { addressKey } from '../state/object-keys.js';
import type { ObjectStore } from '../state/object-store.js';
import type { StateAddress, Version } from '../state/state-store.js';
import { type ObjectRole, roleOf } from './object-roles.js';

/** One object of a state, as far as it can be read. */
export type InspectedObject = ObjectRole & {
  readonly key: string;
  /** Where a person finds it. */
  readonly place: string;
  readonly text?: string;
  readonly version?: Version;
  /** Its content; undefined where it is damaged, or was not looked into. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Why it is not what was written. */
  readonly fault?: PankaError;
};

export type Inspected<R extends ObjectRole['role']> = Extract<InspectedObject, { role: R }>;

const KIND: Partial<Record<ObjectRole['role'], ObjectKind>> = {
  head: 'state',
  checkpoint: 'checkpoint',
  update: 'update',
  journal: 'journal',
  record: 'deployment',
  'kept-head': 'state',
  'kept-checkpoint': 'checkpoint',
  audit: 'audit',
  secrets: 'secrets',
};

const AT_ONCE = 16;

export interface InspectOptions {
  /** Also read every kept checkpoint, which may be many and large. */
  readonly deep: boolean;
}

/** Reads every object below a state, each for itself: damage of one hides no other. Writes nothing. */
export async function inspectObjects(
  objects: ObjectStore,
  at: StateAddress,
  { deep }: InspectOptions,
): Promise<readonly InspectedObject[]> {
  const keys = [...(await objects.list(addressKey(at)))].sort();
  const found: InspectedObject[] = [];
  for (let from = 0; from < keys.length; from += AT_ONCE)
    found.push(
      ...(await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => inspect(objects, at, { key, deep })))),
    );
  return found;
}

/** Those of one role. */
export function ofRole<R extends ObjectRole['role']>(
  inspected: readonly InspectedObject[],
  role: R,
): readonly Inspected<R>[] {
  return inspected.filter((one): one is Inspected<R> => one.role === role);
}

/** What is wrong, without the end that is for commands which stop. */
export function faultText(fault: PankaError): string {
  return fault.message.replace('; nothing was changed', '');
}

async function inspect(
  objects: ObjectStore,
  at: StateAddress,
  { key, deep }: { readonly key: string; readonly deep: boolean },
): Promise<InspectedObject> {
  const role = roleOf(at, key);
  const place = objects.describe(key);
  const kind = KIND[role.role];
  if (kind === undefined || (role.role === 'kept-checkpoint' && !deep)) return { ...role, key, place };
  const stored = await objects.read(key);
  if (stored === undefined) return { ...role, key, place };
  const unit = 'unit' in role && role.unit !== undefined ? { unit: role.unit } : {};
  try {
    const body = unwrapObject(stored.text, { object: kind, at, ...unit }, { place });
    return { ...role, key, place, ...stored, body };
  } catch (fault) {
    if (!isPankaError(fault)) throw fault;
    return { ...role, key, place, ...stored, fault };
  }
}
