/** What a file is by its path: where it stands decides how strictly it is read, never what it is called inside. */
export type FileRole =
  | { readonly role: 'manifest' }
  | { readonly role: 'overlay'; readonly environment: string; readonly variables: boolean }
  | { readonly role: 'configuration' }
  | { readonly role: 'other' };

const YAML = /\.ya?ml$/;
const STACK = /(^|\/)stack\.ya?ml$/;

/** Folders that hold a stack.yaml, and the project folder (``): paths are read from the nearest of them. */
export function stackFolders(paths: readonly string[]): ReadonlySet<string> {
  return new Set([
    '',
    ...paths.filter((path) => STACK.test(path)).map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))),
  ]);
}

/** The role of a path relative to the project folder. */
export function fileRole(path: string, folders: ReadonlySet<string>): FileRole {
  const [first = '', ...rest] = insideStack(path, folders).split('/');
  if (rest.length === 0) {
    if (/^stack\.ya?ml$/.test(first)) return { role: 'manifest' };
    return /^\.?panka\.ya?ml$/.test(first) ? { role: 'configuration' } : { role: 'other' };
  }
  if (first === 'services' || first === 'infra') return { role: 'manifest' };
  if (first !== 'environments') return { role: 'other' };
  const variables = rest.length === 2 && /^variables\.ya?ml$/.test(rest[1]!);
  return { role: 'overlay', environment: rest[0]!.replace(YAML, ''), variables };
}

function insideStack(path: string, folders: ReadonlySet<string>): string {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (folders.has(path.slice(0, end))) return path.slice(end + 1);
  }
  return path;
}
