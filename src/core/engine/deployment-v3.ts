/**
 * Pulumi's deployment format, version 3: the checkpoint that both engines write, so that state moves between them and to
 * plain `pulumi`. Source: Pulumi's public apitype (`ResourceV3`, `OperationV2`, `DeploymentV3`).
 */
export interface ResourceV3 {
  urn: string;
  custom: boolean;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  parent?: string;
  protect?: boolean;
  external?: boolean;
  dependencies?: string[];
  initErrors?: string[];
  /** `urn::id` of the provider resource. */
  provider?: string;
  propertyDependencies?: Record<string, string[]>;
  pendingReplacement?: boolean;
  additionalSecretOutputs?: string[];
  aliases?: string[];
  customTimeouts?: { create?: number; update?: number; delete?: number };
  importID?: string;
  retainOnDelete?: boolean;
  deletedWith?: string;
  /** True for the old half of a create-before-delete replacement whose deletion is still to be done. */
  delete?: boolean;
  created?: string;
  modified?: string;
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  /** URNs whose replacement replaces this one too. */
  replaceWith?: string[];
}

export type OperationType = 'creating' | 'updating' | 'deleting' | 'reading' | 'importing';

/** A provider call that was begun and whose end was never recorded. */
export interface OperationV2 {
  resource: ResourceV3;
  type: OperationType;
}

export interface DeploymentV3 {
  manifest: { time: string; magic: string; version: string };
  secrets_providers?: { type: string; state?: unknown };
  resources?: ResourceV3[];
  pending_operations?: OperationV2[];
  metadata?: Record<string, unknown>;
}

/** The signature key by which Pulumi marks special values inside property maps. */
export const SIG_KEY = '4dabf18193072939515e22adb298388d';
/** Value of the signature key that marks a secret: `{[SIG_KEY]: SECRET_SIG, ciphertext}`. */
export const SECRET_SIG = '1b47061264138c4ac30d75fd1eb44270';
