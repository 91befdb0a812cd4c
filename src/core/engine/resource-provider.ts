import type { PropertyMap } from './property-value.js';

/** What the embedded engine asks of a cloud: Pulumi's provider protocol, reduced to plain objects. */
export interface ResourceProvider {
  /** Applies defaults and reports inputs that the cloud would refuse. Unknown inputs stay unknown. */
  check(request: CheckRequest): Promise<CheckResult>;
  /** Says what an update of `olds` to `news` would do. Never calls the cloud. */
  diff(request: DiffRequest): Promise<DiffResult>;
  create(request: CreateRequest): Promise<ResourceResult>;
  update(request: UpdateRequest): Promise<ResourceResult>;
  delete(request: DeleteRequest): Promise<void>;
  /** Current properties, or `undefined` when the resource is gone. */
  read(request: ReadRequest): Promise<ResourceResult | undefined>;
  /** A data look-up (`aws:index/getCallerIdentity:getCallerIdentity`). */
  invoke(request: InvokeRequest): Promise<PropertyMap>;
  /** Finds what an interrupted create may have made: every id that carries this ownership mark or this deterministic name. */
  find(request: FindRequest): Promise<readonly string[]>;
}

export interface CheckRequest {
  readonly urn: string;
  readonly type: string;
  readonly olds?: PropertyMap;
  readonly news: PropertyMap;
}
export interface CheckResult {
  readonly inputs: PropertyMap;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}
export interface DiffRequest {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
  readonly newInputs: PropertyMap;
  readonly ignoreChanges: readonly string[];
}
export type PropertyDiffKind = 'add' | 'add-replace' | 'update' | 'update-replace' | 'delete' | 'delete-replace';
export interface DiffResult {
  readonly changes: boolean;
  /** Property paths (`tags.team`, `rules[0].days`) and what happens to each. */
  readonly detailed: Readonly<Record<string, PropertyDiffKind>>;
  /** Inputs whose change cannot be done in place. Not empty: replace. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}
export interface CreateRequest {
  readonly urn: string;
  readonly type: string;
  readonly inputs: PropertyMap;
  /** True: no cloud call; unknown outputs are `UNKNOWN`. */
  readonly preview: boolean;
  /** Seconds. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}
export interface UpdateRequest extends CreateRequest {
  readonly id: string;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
}
export interface DeleteRequest {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}
export interface ReadRequest {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs?: PropertyMap;
}
export interface ResourceResult {
  readonly id: string;
  /** Present after a read: what the inputs would have to be for the cloud to be as it is. */
  readonly inputs?: PropertyMap;
  readonly outputs: PropertyMap;
}
export interface InvokeRequest {
  readonly token: string;
  readonly args: PropertyMap;
}
export interface FindRequest {
  readonly urn: string;
  readonly type: string;
  readonly inputs: PropertyMap;
}
