import type { JsonObject, MadeResource, ResourceModel } from 'panka/sdk';

/** What differs between the types of objects. */
export interface ObjectModel {
  /** `kubernetes:<group>/<version>:<Kind>`, as Pulumi writes it. */
  readonly type: string;
  /** False: it is in no namespace. */
  readonly namespaced?: boolean;
  /** Inputs that cannot be changed beside name and namespace. */
  readonly fixed?: readonly string[];
  /** True: its name follows from what it holds, so that two versions stand side by side. */
  readonly sideBySide?: boolean;
  readonly refuses?: ResourceModel['refuses'];
  /** Outputs that the cluster adds. */
  readonly computed?: ResourceModel['computed'];
}

/** One type of objects: known by namespace and name, of which the second object is the first one again (upsertExistingObjects). */
export function objectModel({
  type,
  namespaced = true,
  fixed = [],
  sideBySide = false,
  computed,
  refuses,
}: ObjectModel): ResourceModel {
  const identity = namespaced ? ['metadata.namespace', 'metadata.name'] : ['metadata.name'];
  return {
    type,
    identity,
    onExisting: 'adopt',
    replaces: [...identity, 'apiVersion', 'kind', ...fixed],
    deleteBeforeReplace: !sideBySide,
    id: ({ inputs }) => idOf(inputs),
    ...(refuses === undefined ? {} : { refuses }),
    computed: (made, cloud) => ({ metadata: metadata(made), ...computed?.(made, cloud) }),
  };
}

/** As the provider writes ids: `<namespace>/<name>`. */
export function idOf(inputs: JsonObject): string {
  const { namespace, name } = objectAt(inputs, 'metadata');
  return namespace === undefined ? String(name) : `${namespace}/${name}`;
}

/** Every change of what is wanted is a generation. */
function metadata({ inputs, previous, hex }: MadeResource): JsonObject {
  const before = objectAt(previous ?? {}, 'metadata');
  const same = previous !== undefined && JSON.stringify(previous.spec) === JSON.stringify(inputs.spec);
  const generation = Number(before.generation ?? 0) + (same ? 0 : 1);
  const digits = hex(32);
  const uid = [0, 8, 12, 16, 20].map((from, i) => digits.slice(from, [8, 12, 16, 20, 32][i])).join('-');
  return { ...objectAt(inputs, 'metadata'), uid: before.uid ?? uid, generation };
}

export function objectAt(map: JsonObject, ...path: readonly string[]): JsonObject {
  const value = path.reduce<unknown>((at, key) => (at as JsonObject | undefined)?.[key], map);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
