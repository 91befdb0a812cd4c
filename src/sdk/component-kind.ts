import type { TObject } from '@sinclair/typebox';
import type { Handover } from './handover.js';
import type { Json, JsonObject } from './json.js';
import type { SandboxModels } from './sandbox.js';
import type { TranslatorClass } from './translator.js';
import type { VerifierClass } from './verifier.js';

/** The version of this contract; a plugin names it in its package.json as `panka.contract`. */
export const CONTRACT_VERSION = 1;

export type EnvironmentClass = 'development' | 'staging' | 'production';
export type SubnetTier = 'public' | 'private' | 'data';
/** `connect`: network path and variables only, no IAM. */
export type AccessLevel = 'connect' | 'read' | 'write' | 'admin';
/** Pieces that a stack makes once, in wave 0, when some component needs them. */
export type SharedPiece =
  | 'network'
  | 'cluster'
  | 'key'
  | 'alarmTopic'
  | 'artifactBucket'
  | 'logsBucket'
  | 'scheduleGroup'
  | 'dashboard';
/** What a rollback of a changed component can do. `settings-only`: data is never restored or deleted by itself. */
export type RollbackClass = 'reversible' | 'settings-only' | 'forward-only';

/** What a plugin contributes: plain data, no Pulumi, no AWS. Everything heavy is behind a lazy import. */
export interface ComponentKind<Spec = JsonObject> {
  readonly kind: string;
  /** One sentence for `panka kinds`. */
  readonly summary: string;
  readonly category: 'compute' | 'database' | 'cache' | 'storage' | 'messaging' | 'networking';
  /**
   * Schema of `spec` without the fields common to all kinds. Every field has a description; strict (no additional properties).
   * Defaults inside of an object that may be absent hold only if the object itself has a default: `default: {}`.
   */
  readonly schema: TObject;
  readonly outputs: Readonly<Record<string, OutputDeclaration>>;
  readonly access: {
    /** What a `valueFrom` grants. */
    readonly default: AccessLevel;
    /** Levels that a binding may ask for, and what each allows. */
    readonly levels: Readonly<Partial<Record<AccessLevel, string>>>;
  };
  /** Variables that a binding injects, without prefix (`QUEUE_URL`) → what it holds. `secret: true`: injected as a secret. */
  readonly injects: Readonly<Record<string, { readonly description: string; readonly secret?: boolean }>>;
  readonly rollback: RollbackClass;
  /** Holds data: a replace or delete needs `--allow-data-loss`. */
  readonly stateful: boolean;
  /**
   * Brings accepted variants of the manifest into the canonical form, before the schema. Called for each layer of a spec (manifest,
   * overlay, infrastructure defaults), so the spec may be partial and fields may be null. Must not throw on wrong input.
   */
  readonly normalise?: (spec: JsonObject) => JsonObject;
  /** Defaults that depend on the environment class; the schema's own defaults hold everywhere. */
  readonly defaults?: (environment: EnvironmentClass) => JsonObject;
  /** References inside the spec beyond `dependsOn`, `valueFrom` and `bindings`. */
  readonly references?: (spec: Spec) => readonly Reference[];
  /** Findings that the schema cannot express. Called only when the schema holds. */
  readonly validate?: (component: ComponentOf<Spec>, view: ApplicationView) => readonly Finding[];
  /** Where its network interfaces go, if it has any. */
  readonly subnets?: (spec: Spec) => SubnetTier | undefined;
  readonly needs?: (spec: Spec) => readonly SharedPiece[];
  /** Files and folders beside the manifest that the spec names: their content is part of what is deployed. */
  readonly files?: (spec: Spec) => readonly string[];
  /** Resource types that hold the data of a stateful kind; replacing or deleting one is a loss. Absent: all of its types. */
  readonly dataTypes?: readonly string[];
  /** IAM actions that deploying it takes: create, update, delete, read and verify. */
  readonly iamActions: readonly string[];
  readonly translator: () => Promise<{ readonly default: TranslatorClass<Spec> }>;
  readonly verifier?: () => Promise<{ readonly default: VerifierClass<Spec> }>;
  readonly sandbox: () => Promise<{ readonly default: SandboxModels }>;
  /** Example outputs of the right types, for unit tests and documentation. */
  readonly stubOutputs: (name: string) => JsonObject;
  /** Monthly cost that runs whether it is used or not. Item names are keys of the price file. */
  readonly fixedCost?: (spec: Spec) => readonly CostItem[];
  /** What its cost depends on besides: fields of `spec.usage`, amounts a month, and what each costs. */
  readonly usage?: Readonly<Record<string, UsageDeclaration<Spec>>>;
  /** Snapshots to take right before a delete under deletionPolicy `snapshot`. The host gives each name the deployment's id. */
  readonly snapshots?: readonly SnapshotBeforeDelete[];
  /** Snapshots to take right before an update that cannot be taken back. Plans say so. */
  readonly upgradeSnapshots?: readonly SnapshotBeforeUpgrade[];
  /** What is tried right before users get a new version. Plans say so. */
  readonly handovers?: readonly Handover<Spec>[];
}

/** How data is kept when its resource is deleted: AWS refuses a snapshot name that it has seen, so names are made at the delete. */
export interface SnapshotBeforeDelete {
  /** Pulumi token of the resource that holds the data. */
  readonly type: string;
  /** Input that names the snapshot which the provider takes itself: `finalSnapshotIdentifier`. Set anew in state before the delete. */
  readonly input?: string;
  /** Call that takes the snapshot where the provider doesn't: `dynamodb:CreateBackup`. */
  readonly call?: SnapshotCall;
}

/** How data is kept before its resource is changed for good: as snapshot `panka-<resource>-<deployment>`, which nobody but you deletes. */
export interface SnapshotBeforeUpgrade {
  /** Pulumi token of the resource that holds the data. */
  readonly type: string;
  /** Input whose change it is: `engineVersion`. */
  readonly input: string;
  readonly call: SnapshotCall;
}

/** A call that takes a snapshot. */
export interface SnapshotCall {
  readonly operation: string;
  readonly params: (resource: SnapshotSource, name: string) => JsonObject;
  /** Characters that the name may have; default 255. */
  readonly longestName?: number;
  /** What a snapshot is named after; absent: the resource's id. */
  readonly nameOf?: (resource: SnapshotSource) => string;
  /** How to learn that it is there, where AWS changes and deletes nothing until then. */
  readonly ready?: {
    readonly operation: string;
    /** `made`: what the first call answered. */
    readonly params: (name: string, made: JsonObject) => JsonObject;
    /** State of the snapshot, as AWS calls it: `creating`, `available`. */
    readonly state: (answer: JsonObject) => string;
    readonly done: string;
  };
}

export interface SnapshotSource {
  readonly id: string;
  readonly outputs: JsonObject;
}

export interface OutputDeclaration {
  readonly type: 'string' | 'number' | 'boolean' | 'array' | 'object';
  readonly description: string;
  /** Another name of the same output, kept for older manifests. */
  readonly aliasOf?: string;
  readonly secret?: boolean;
  /** Present only under some specs; the text says which. */
  readonly when?: string;
}

/** A reference found in a spec: who, where it is written, and what it means for order and access. */
export interface Reference {
  /** As written: `name` or `service/name`. */
  readonly component: string;
  /** JSON pointer within `spec` of the value that names it. */
  readonly path: string;
  /**
   * `needs`: this component waits for the other. `neededBy`: the other waits for this one (an ALB's target needs the ALB).
   * `contributes`: this component waits for the other, and the other's single-document policies are finished after this one.
   */
  readonly edge: 'needs' | 'neededBy' | 'contributes';
  /** One word for the graph: `source`, `trigger`, `target`, `volume`, `deadLetterQueue`. */
  readonly reason: string;
  /** Grants this component that access to the other. */
  readonly access?: AccessLevel;
  /** Injects the other's variables, with this prefix if given. */
  readonly inject?: boolean | { readonly prefix: string };
  /** Kinds that make sense here; others are an error with this list. */
  readonly kinds?: readonly string[];
}

/** A rule of a kind that a manifest breaks. Codes are `PANKA-XXX-000`. */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** JSON pointer within `spec`. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** An amount a month that users expect: `requestsPerMonth: 5000000`. */
export interface UsageDeclaration<Spec = JsonObject> {
  readonly description: string;
  readonly items: (amount: number, spec: Spec) => readonly CostItem[];
}

export interface CostItem {
  readonly item: string;
  readonly quantity: number;
}

/** A component with everything resolved: variables substituted, defaults and overlays merged, numbers coerced. */
export interface ComponentOf<Spec = JsonObject> {
  /** `service/name`. */
  readonly address: string;
  readonly name: string;
  readonly service: string;
  readonly stack: string;
  readonly environment: string;
  readonly environmentClass: EnvironmentClass;
  readonly kind: string;
  readonly spec: Spec & CommonSpec;
  /** User tags, merged; Panka's own are added by the `tags` service. */
  readonly tags: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Addresses it was known by before (`metadata.renamedFrom`). */
  readonly renamedFrom?: string;
  /** Absolute folder of its manifest: files in the spec are relative to it. */
  readonly folder: string;
  /** Every reference of this component, resolved. */
  readonly references: readonly ResolvedReference[];
}

/** Fields that every kind takes. */
export interface CommonSpec {
  readonly dependsOn?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  /** Physical name override. */
  readonly name?: string;
  readonly deletionPolicy?: 'delete' | 'snapshot' | 'retain';
  readonly deletionProtection?: boolean;
  readonly alarms?: {
    readonly enabled?: boolean;
    readonly overrides?: Readonly<Record<string, AlarmOverride | false>>;
  };
  /** Amounts a month that are expected, by the names that the kind declares; for `panka cost` only. */
  readonly usage?: Readonly<Record<string, number>>;
  readonly timeouts?: { readonly create?: string; readonly update?: string; readonly delete?: string };
  /** Nothing is created; only these outputs are published. */
  readonly external?: { readonly outputs: Readonly<Record<string, Json>> };
  /** Ids of what exists and is taken over: that of the main resource, or by name of resource. */
  readonly existing?: string | Readonly<Record<string, string>>;
  readonly bindings?: readonly Binding[];
}

export interface AlarmOverride {
  readonly threshold?: number;
  readonly periods?: number;
}

export interface Binding {
  readonly component: string;
  readonly access: AccessLevel;
  readonly env?: boolean | { readonly prefix: string };
  /** S3: narrows the grant to keys that start with it. */
  readonly prefix?: string;
}

export interface ResolvedReference {
  /** Address of the other component. */
  readonly to: string;
  readonly kind: string;
  readonly via: 'dependsOn' | 'valueFrom' | 'binding' | 'reference';
  readonly edge: Reference['edge'];
  readonly reason: string;
  /** JSON pointer within `spec`. */
  readonly path: string;
  /** The output asked for by a `valueFrom`, aliases resolved. */
  readonly output?: string;
  /** Undefined: order only. */
  readonly access?: AccessLevel;
  readonly inject?: false | { readonly prefix: string };
  readonly prefix?: string;
}

/** What a validation may look at beyond its own component. */
export interface ApplicationView {
  /** Resolves `name` or `service/name` as seen from `from`. */
  find(reference: string, from: ComponentOf<unknown>): ComponentOf | undefined;
  /** References of other components to this address. Asking costs nothing: never look through all components for them. */
  referencesTo?(address: string): readonly { readonly from: ComponentOf; readonly reference: ResolvedReference }[];
  readonly components: readonly ComponentOf[];
  readonly environmentClass: EnvironmentClass;
  readonly infra: InfraView;
}

/** The consumed infrastructure documents, merged, as `infra.panka.io/v1` writes them. Fields are in docs/manifests.md. */
export interface InfraView {
  readonly defaults: JsonObject;
  readonly networking?: JsonObject;
  readonly security: JsonObject;
  readonly observability: JsonObject;
  readonly compliance: JsonObject;
}
