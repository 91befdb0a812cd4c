import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComponentKind } from '../component-kind.js';
import type { JsonObject } from '../json.js';

/** What a part of the suite examines. */
export interface KindSubject {
  readonly kind: ComponentKind;
  /** Folder of the plugin's package.json. */
  readonly packageDir: string;
  /** Documents that examples refer to, where no kind that comes with Panka can stand there; of a kind without a plugin: external. */
  readonly neighbours?: readonly JsonObject[];
  /** Folder with the rendered resources of each example; undefined: not compared. UPDATE_GOLDEN=1 writes it. */
  readonly golden?: string;
}

/** The runner's `it` (mocha, vitest, node:test). */
export type It = (title: string, body: () => void | Promise<void>) => unknown;

/** One group of promises that a kind keeps; declares its tests with the runner's `it`. */
export type ContractPart = (subject: KindSubject, it: It) => void;

export interface PackageManifest {
  readonly name?: string;
  readonly version?: string;
  readonly type?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly files?: readonly string[];
  readonly keywords?: readonly string[];
  readonly oclif?: { readonly hooks?: unknown };
  readonly panka?: { readonly contract?: number; readonly kinds?: readonly string[]; readonly entry?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export function manifestOf(subject: KindSubject): PackageManifest {
  return JSON.parse(readFileSync(join(subject.packageDir, 'package.json'), 'utf8')) as PackageManifest;
}

export function readmeOf(subject: KindSubject): string {
  return readFileSync(join(subject.packageDir, 'README.md'), 'utf8');
}
