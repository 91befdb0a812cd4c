import { join } from 'node:path';

/** Where a project keeps what the sandbox needs: all of it below `.panka/`, which belongs into .gitignore. */
export interface SandboxFolders {
  readonly state: string;
  readonly locks: string;
  readonly keys: string;
  /** The simulated cloud: one JSON file per resource, to look at and to edit. */
  readonly cloud: string;
  /** Archives of code and configuration files, by content. */
  readonly artifacts: string;
}

export function sandboxFolders(project: string): SandboxFolders {
  const root = join(project, '.panka');
  return {
    state: join(root, 'state'),
    locks: join(root, 'locks'),
    keys: join(root, 'keys'),
    cloud: join(root, 'sandbox'),
    artifacts: join(root, 'artifacts'),
  };
}
