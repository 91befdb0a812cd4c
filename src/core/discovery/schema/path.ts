import { dotted, escapeSegment } from '../../diagnostics/json-pointer.js';
import { isSecretName } from '../../diagnostics/secret-names.js';

/** Path from the checked value down, turned into text only when there is a problem. */
export interface Path {
  readonly parent: Path | undefined;
  readonly key: string;
}

/** What a message is about: how it is called, and whether its value may be shown. */
export interface Subject {
  readonly path: Path | undefined;
  /** Name of the checked value itself: `spec`. */
  readonly root: string;
}

export function pointerOfPath(path: Path | undefined): string {
  return path === undefined ? '' : `${pointerOfPath(path.parent)}/${escapeSegment(path.key)}`;
}

/** `spec.ports[0].port`. */
export function nameOf({ path, root }: Subject): string {
  return dotted(`/${root}${pointerOfPath(path)}`);
}

/** Values of such fields never appear in a message. */
export function isHidden({ path }: Subject): boolean {
  for (let at = path; at !== undefined; at = at.parent) if (isSecretName(at.key)) return true;
  return false;
}
