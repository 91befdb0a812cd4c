import type { Json, JsonObject } from './json.js';

/**
 * How the sandbox simulates one resource type. A kind registers one for each type that its translator declares; a type
 * without a model still deploys, and the plan says that it is not modelled.
 */
export interface ResourceModel {
  /** Pulumi token, for example `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** Inputs that cannot be changed in place; paths may be nested (`brokerNodeGroupInfo.clientSubnets`); `*` is all but `tags`. */
  readonly replaces: readonly string[];
  /** Inputs that name it in AWS; paths may be nested (`metadata.name`). A second create with the same values fails as AWS would (`exists` below). */
  readonly identity?: readonly string[];
  /** What AWS does when the identity is taken. Default `refuse`. */
  readonly onExisting?: 'refuse' | 'adopt';
  /** The id AWS would give. Default: the first identity input, else `<prefix>-<17 hex>`. */
  readonly id?: (made: MadeResource, cloud: SandboxCloud) => string;
  /** Prefix of a generated id: `vpc`, `subnet`, `sg`. */
  readonly idPrefix?: string;
  /** ARN template with `{partition} {region} {account} {id}` and `{<input>}`; sets the output `arn`. */
  readonly arn?: string;
  /**
   * Outputs beyond inputs, id and arn. Deterministic in its arguments. Called after every create and update; a read reports
   * what was stored then, and calls this only for outputs that are missing there.
   */
  readonly computed?: (made: MadeResource, cloud: SandboxCloud) => JsonObject;
  /** Output names whose values are secret even where no input was. */
  readonly secretOutputs?: readonly string[];
  /** Inputs given by AWS when left out: they must not appear as a difference. */
  readonly defaults?: JsonObject;
  /** What AWS would refuse at create or update, in AWS's words with its error code first: `InvalidParameterValue: …`. */
  readonly refuses?: (made: Omit<MadeResource, 'id' | 'arn'>, cloud: SandboxCloud) => string | undefined;
  /** What AWS would refuse at delete (`DependencyViolation: …`, `BucketNotEmpty: …`, deletion protection). `asked`: its inputs as the state has them. */
  readonly refusesDelete?: (resource: SandboxResource, cloud: SandboxCloud, asked: JsonObject) => string | undefined;
  /** What AWS makes of it at its delete: a final snapshot. `asked`: its inputs as the state has them. */
  readonly leaves?: (resource: SandboxResource, cloud: SandboxCloud, asked: JsonObject) => readonly SandboxResource[];
  /** True: a delete leaves it in the cloud, as the provider does with `skipDestroy`. */
  readonly keeps?: (resource: SandboxResource) => boolean;
  /** Resources that AWS deletes together with it: the objects of a bucket with `forceDestroy`. */
  readonly deletesAlso?: (resource: SandboxResource, cloud: SandboxCloud) => readonly SandboxResource[];
  /** True: AWS wants the old one gone before a new one is made, whatever the names say. */
  readonly deleteBeforeReplace?: boolean;
  /** Inputs that are write-only: never stored in state or cloud (`passwordWo`). */
  readonly writeOnly?: readonly string[];
  /** Inputs of which AWS keeps nothing, so that a read leaves them as the state has them (`finalSnapshotIdentifier`). */
  readonly stateOnly?: readonly string[];
}

export interface MadeResource {
  readonly id: string;
  readonly arn: string;
  readonly urn: string;
  readonly inputs: JsonObject;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** `n` hex digits, the same for the same URN and identity. */
  readonly hex: (n: number) => string;
  /** Outputs of the version before, at update. */
  readonly previous?: JsonObject;
}

export interface SandboxResource {
  readonly type: string;
  readonly id: string;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
}

/** Access to what the simulated cloud holds. */
export interface SandboxCloud {
  /** Adds what a call makes, such as a backup, or puts what it changes in its place; absent where nothing may change. */
  put?(resource: SandboxResource): void;
  get(type: string, id: string): SandboxResource | undefined;
  list(type: string): readonly SandboxResource[];
}

/** One simulated AWS API call, for verifiers and drift readers: `ecs:DescribeServices`. */
export type SandboxApi = (params: JsonObject, cloud: SandboxCloud) => Json;

/** A simulated data look-up: `aws:index/getCallerIdentity:getCallerIdentity`. */
export type SandboxInvoke = (
  args: JsonObject,
  cloud: SandboxCloud,
  where: { account: string; region: string; partition: string },
) => JsonObject;

/** What a plugin gives the sandbox; the module behind `ComponentKind.sandbox`. */
export interface SandboxModels {
  readonly models: readonly ResourceModel[];
  readonly api?: Readonly<Record<string, SandboxApi>>;
  readonly invokes?: Readonly<Record<string, SandboxInvoke>>;
}
