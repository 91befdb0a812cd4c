import type { PropertyMap } from '../../core/engine/property-value.js';

/** A resource as the program declares it: what it shall be and how changes to it shall be made. */
export interface ResourceGoal {
  readonly type: string;
  readonly name: string;
  /** False for a component, which no provider knows. */
  readonly custom: boolean;
  readonly parent?: string;
  readonly inputs: PropertyMap;
  readonly protect?: boolean;
  readonly dependencies: readonly string[];
  /** URNs that each input waits for. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** `urn::id`; absent: the default provider of the package. */
  readonly provider?: string;
  /** Version of the package that declares it; names the default provider. */
  readonly version?: string;
  readonly pluginDownloadUrl?: string;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly AliasGoal[];
  readonly importId?: string;
  /** Seconds. */
  readonly customTimeouts?: { readonly create?: number; readonly update?: number; readonly delete?: number };
  readonly replaceOnChanges: readonly string[];
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly replaceWith: readonly string[];
}

/** A URN that the resource had before, in whole or by the parts that were different. */
export interface AliasGoal {
  readonly urn?: string;
  readonly name?: string;
  readonly type?: string;
  readonly stack?: string;
  readonly project?: string;
  readonly parent?: string;
  readonly noParent?: boolean;
}

/** A resource that exists outside of the deployment and is only looked at. */
export interface ReadGoal {
  readonly type: string;
  readonly name: string;
  /** Undefined while it isn't known, in a preview. */
  readonly id?: string;
  readonly parent?: string;
  readonly inputs: PropertyMap;
  readonly dependencies: readonly string[];
  readonly provider?: string;
  readonly version?: string;
  readonly pluginDownloadUrl?: string;
  readonly additionalSecretOutputs: readonly string[];
}

/** A goal for resources that the engine declares itself, such as default providers. */
export function plainGoal(goal: Pick<ResourceGoal, 'type' | 'name' | 'custom' | 'inputs'>): ResourceGoal {
  return {
    ...goal,
    dependencies: [],
    propertyDependencies: {},
    ignoreChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
    replaceOnChanges: [],
    replaceWith: [],
  };
}
