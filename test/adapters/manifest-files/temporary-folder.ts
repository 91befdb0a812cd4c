import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test, with files by path; removed by `remove`. */
export function temporaryFolder(files: Readonly<Record<string, string | Buffer>> = {}) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'panka-manifests-')));
  const write = (path: string, content: string | Buffer) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
