import type { Json } from '../../sdk/index.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** Where manifests come from. Implemented by `src/adapters/manifest-files`; owned here. */
export interface ManifestSource {
  /** Absolute project folder. */
  readonly folder: string;
  /** Every YAML file below the folder, parsed, in path order. Nothing is written to the project. */
  scan(): Promise<ManifestScan>;
  /** Text of a file of the scan (path as the scan gives it) or of any other file (absolute path, or relative to the folder). */
  text(file: string): string;
}

export interface ManifestScan {
  readonly files: readonly ManifestFile[];
  /** Files that could not be read: too large, binary, not UTF-8, not permitted. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ManifestFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  /** sha256 of the content, in hexadecimal. */
  readonly hash: string;
  /** One value a document, in order; none where the syntax is wrong. */
  readonly documents: readonly Json[];
  /** Syntax errors, each with its place. */
  readonly diagnostics: readonly Diagnostic[];
}
