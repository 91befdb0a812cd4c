import type { Assembly } from '../assemble.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';

/** A stack that lost all its components must never become "delete everything" by itself. */
export function checkEmpty(
  stack: ManifestDocument,
  components: ReadonlyMap<string, ManifestDocument>,
  { run, scan, lost }: Assembly,
): void {
  if (components.size > 0 || stack.spec['allowEmpty'] === true || lost.size > 0 || scan.diagnostics.length > 0) return;
  const services = scan.files.some((file) => /(^|\/)services\//.test(file.path));
  run.log.report({
    severity: 'error',
    code: 'EmptyStack',
    message: `stack "${stack.metadata.name}" has no component${services ? '' : ', and there is no services/ folder'}`,
    place: placeIn(stack, '/metadata/name'),
    suggestion: 'add a component, or "allowEmpty: true" to the spec of the Stack if everything is to be deleted',
  });
}
