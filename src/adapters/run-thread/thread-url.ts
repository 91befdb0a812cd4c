import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const ENTRY = 'adapters/run-thread/thread-entry';
const BUILT = '/dist/';

/** The file that the run's thread begins with: a bundle of its own beside this one, or the source where sources are run. */
export function threadUrl(here = import.meta.url): URL {
  if (here.endsWith('.ts')) return fromSource(new URL('./thread-entry.ts', here));
  return new URL(`${ENTRY}.js`, here.slice(0, here.lastIndexOf(BUILT) + BUILT.length));
}

/** A thread does not inherit what translates TypeScript: it is registered there first. */
function fromSource(entry: URL): URL {
  // Its build for `require` is found; that for `import` stands beside it.
  const tsx = new URL('index.mjs', pathToFileURL(createRequire(entry).resolve('tsx/esm/api'))).href;
  const code = `import { register } from '${tsx}'; register(); await import('${entry.href}');`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
