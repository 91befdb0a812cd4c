import { meant } from '../../diagnostics/did-you-mean.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Report } from '../problems.js';
import { nothingToPatch } from './overlays.js';

export interface ChosenStack {
  readonly stack: ManifestDocument;
  /** Everything else that belongs to the stack, overlays included. */
  readonly documents: readonly ManifestDocument[];
  /** Addresses of components of other stacks in the folder → their stack. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/** Picks the stack and its documents; undefined when there is none, or it cannot be told which. */
export function chooseStack(
  documents: readonly ManifestDocument[],
  wanted: string | undefined,
  report: Report,
): ChosenStack | undefined {
  const stacks = uniqueStacks(documents, report);
  const names = [...stacks.keys()];
  if (names.length === 0) {
    report({
      severity: 'error',
      code: 'NoStack',
      message: 'there is no Stack document',
      suggestion: 'add stack.yaml with "apiVersion: core.panka.io/v1" and "kind: Stack"',
    });
    return undefined;
  }
  if (wanted === undefined && names.length > 1) {
    report({
      severity: 'error',
      code: 'StackNeeded',
      message: `the folder holds ${names.length} stacks: ${names.join(', ')}`,
      suggestion: `add --stack ${names[0]}`,
    });
    return undefined;
  }
  const stack = stacks.get(wanted ?? names[0]!);
  if (!stack) {
    report({
      severity: 'error',
      code: 'UnknownStack',
      message: `there is no stack "${wanted}"; the folder holds ${names.join(', ')}`,
      suggestion: meant(wanted!, names),
    });
    return undefined;
  }
  return { stack, ...belongings(documents, stack, names, report) };
}

function uniqueStacks(documents: readonly ManifestDocument[], report: Report): Map<string, ManifestDocument> {
  const stacks = new Map<string, ManifestDocument>();
  for (const document of documents) {
    if (document.kind !== 'Stack' || document.overlay !== undefined) continue;
    const first = stacks.get(document.metadata.name);
    if (first) duplicate(`stack "${document.metadata.name}"`, first, document, report);
    else stacks.set(document.metadata.name, document);
  }
  return stacks;
}

function belongings(
  documents: readonly ManifestDocument[],
  stack: ManifestDocument,
  names: readonly string[],
  report: Report,
): Omit<ChosenStack, 'stack'> {
  const own: ManifestDocument[] = [];
  const elsewhere = new Map<string, string>();
  for (const document of documents) {
    const owner =
      document.kind === 'Stack'
        ? document.metadata.name
        : (document.metadata.stack ?? (names.length === 1 ? names[0] : undefined));
    if (owner === stack.metadata.name) {
      if (document !== stack) own.push(document);
    } else if (owner === undefined) {
      report({
        severity: 'error',
        code: 'MissingName',
        message: `metadata.stack is missing; the folder holds ${names.join(', ')}`,
        place: placeIn(document, '/metadata', 'key'),
        suggestion: `add "stack: ${stack.metadata.name}"`,
      });
    } else if (!names.includes(owner) && document.kind !== 'Stack') {
      report({
        severity: 'error',
        code: 'UnknownStack',
        message: `there is no stack "${owner}"; the folder holds ${names.join(', ')}`,
        place: placeIn(document, '/metadata/stack'),
        suggestion: meant(owner, names) ?? `write "stack: ${stack.metadata.name}"`,
      });
    } else if (document.kind === 'Stack' && !names.includes(owner)) {
      nothingToPatch(document, owner, names, report);
    } else if (document.group === 'components' && document.overlay === undefined) {
      elsewhere.set(`${document.metadata.service}/${document.metadata.name}`, owner);
    }
  }
  return { documents: own, elsewhere };
}

/** Two documents claim one identity: both places are named. */
export function duplicate(what: string, first: ManifestDocument, second: ManifestDocument, report: Report): void {
  report({
    severity: 'error',
    code: 'DuplicateName',
    message: `${what} is declared twice: also in ${first.file}${first.file === second.file ? ` (document ${first.index + 1})` : ''}`,
    place: placeIn(second, '/metadata/name'),
    suggestion: 'rename or remove one of the two',
  });
}
