import { existsSync, readdirSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Keeps what few programs need of Pulumi's SDK and of @pulumi/aws from being loaded before somebody asks for it: loading both takes
 * a third of the time then. Call it before the first import of either; afterwards it changes nothing.
 */
export function deferRareModules(): void {
  const require = createRequire(import.meta.url);
  const sdk = createRequire(require.resolve('@pulumi/pulumi'));
  for (const [path, functions] of CLOSURES) defer(sdk, sdk.resolve(path), (real) => forwarding(functions, real));
  const aws = createRequire(require.resolve('@pulumi/aws'));
  for (const file of namespaces(dirname(require.resolve('@pulumi/aws')))) defer(aws, file, namespace);
}

/** Turns functions into cloud functions. Behind them are TypeScript's compiler and npm's tree builder: 0.6 s. */
const CLOSURES: readonly (readonly [path: string, functions: readonly string[]])[] = [
  ['./runtime/closure/serializeClosure.js', ['serializeFunction', 'serializeFunctionAsync']],
  ['./runtime/closure/codePaths.js', ['computeCodePaths', 'findWorkspaceRoot']],
];

/** `index.js` of each AWS service. A stack uses a dozen of two hundred. */
function namespaces(root: string): readonly string[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const indexes = folders.filter(({ name }) => !OTHERS.includes(name)).map(({ name }) => join(root, name, 'index.js'));
  return indexes.filter((file) => existsSync(file));
}

/** Not services: shared by all of them. */
const OTHERS: readonly string[] = ['config', 'node_modules', 'scripts', 'types'];

type Exports = Record<string | symbol, unknown>;
type Real = () => Exports;

/** Puts a stand-in for a module where `require` looks first; the module itself is loaded when the stand-in is used. */
function defer(require: NodeJS.Require, file: string, standIn: (real: Real) => Exports): void {
  if (require.cache[file] !== undefined) return;
  let loaded: Exports | undefined;
  const real = () => {
    if (loaded === undefined) {
      if (require.cache[file] === module) delete require.cache[file];
      loaded = require(file) as Exports;
    }
    return loaded;
  };
  const module = new Module(file);
  module.filename = file;
  module.loaded = true;
  module.exports = standIn(real);
  require.cache[file] = module;
}

function forwarding(names: readonly string[], real: Real): Exports {
  type Call = (...given: readonly unknown[]) => unknown;
  const functions = names.map((name) => [name, (...given: readonly unknown[]) => (real()[name] as Call)(...given)]);
  return { __esModule: true, ...Object.fromEntries(functions) };
}

/** Everything that is asked of it is asked of the real exports. Being an ES module is known without them, and asked at once. */
function namespace(real: Real): Exports {
  return new Proxy<Exports>(
    {},
    {
      get: (_, key) => (key === '__esModule' ? true : real()[key]),
      has: (_, key) => key in real(),
      ownKeys: () => Reflect.ownKeys(real()),
      getOwnPropertyDescriptor: (_, key) => {
        const found = Object.getOwnPropertyDescriptor(real(), key);
        return found && { ...found, configurable: true };
      },
      set: (_, key, value) => Reflect.set(real(), key, value),
    },
  );
}
