import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What @pulumi/aws itself knows about a resource type. It ships no schema, so this is read from the class's own files. */
export interface TypeMetadata {
  readonly inputs: ReadonlySet<string>;
  readonly required: readonly string[];
  /** Every output, inputs included. */
  readonly outputs: ReadonlySet<string>;
  /** Outputs that the cloud always gives: unknown in a preview unless they are given as inputs. */
  readonly computed: readonly string[];
  readonly secretOutputs: readonly string[];
  /** Inputs that AWS takes and never gives back (`passwordWo`). */
  readonly writeOnly: readonly string[];
}

const known = new Map<string, TypeMetadata | undefined>();

/** Metadata of a token such as `aws:sqs/queue:Queue`; undefined for what is not a resource of @pulumi/aws. Loads no Pulumi. */
export function typeMetadata(token: string): TypeMetadata | undefined {
  if (!known.has(token)) known.set(token, readMetadata(token));
  return known.get(token);
}

function readMetadata(token: string): TypeMetadata | undefined {
  const [pkg, module, name] = token.split(':');
  if (pkg !== 'aws' || module === undefined || name === undefined || !/^[\w/]+$/.test(module)) return undefined;
  const stem = sourceStem(module);
  if (stem === undefined) return undefined;
  const code = readFileSync(`${stem}.js`, 'utf8');
  if (!code.includes(`__pulumiType = '${token}'`)) return undefined;
  return parseMetadata(code.slice(code.indexOf(`class ${name} extends`)), declarationOf(stem, name));
}

function parseMetadata(code: string, declaration: string): TypeMetadata {
  const args = code.slice(code.indexOf('const args = argsOrState'));
  const inputs = new Set<string>();
  const outputs = new Set<string>();
  for (const [, property, value] of args.matchAll(/resourceInputs\["(\w+)"\] = ([^\n]*)/g)) {
    outputs.add(property!);
    if (!value!.startsWith('undefined /*out*/')) inputs.add(property!);
  }
  return {
    inputs,
    outputs,
    required: [...args.matchAll(/Missing required property '(\w+)'/g)].map((match) => match[1]!),
    computed: alwaysGiven(declaration).filter((property) => outputs.has(property)),
    secretOutputs: [...(/additionalSecretOutputs: \[([^\]]*)\]/.exec(args)?.[1] ?? '').matchAll(/"(\w+)"/g)].map(
      (match) => match[1]!,
    ),
    writeOnly: [...inputs].filter((input) => input.endsWith('Wo')),
  };
}

/** Outputs whose declared type has no `| undefined`. */
function alwaysGiven(declaration: string): readonly string[] {
  return [...declaration.matchAll(/^ {4}readonly (\w+): pulumi\.Output<([\s\S]*?)>;$/gm)]
    .filter((match) => !match[2]!.endsWith('| undefined'))
    .map((match) => match[1]!);
}

function declarationOf(stem: string, name: string): string {
  const text = readFileSync(`${stem}.d.ts`, 'utf8');
  const start = text.indexOf(`export declare class ${name} extends`);
  return text.slice(start, text.indexOf(`export interface ${name}State`, start));
}

let root: string | undefined;
const listings = new Map<string, ReadonlyMap<string, string>>();

/** Path without extension. Some files differ from their token in case (`ipset.js`) or by a trailing `_` (`index_.js`). */
function sourceStem(module: string): string | undefined {
  root ??= dirname(createRequire(import.meta.url).resolve('@pulumi/aws/package.json'));
  const folder = join(root, dirname(module));
  const wanted = module.slice(module.lastIndexOf('/') + 1);
  const stems = listings.get(folder) ?? listStems(folder);
  listings.set(folder, stems);
  const stem = wanted === 'index' ? stems.get('index_') : (stems.get(wanted) ?? stems.get(wanted.toLowerCase()));
  return stem === undefined ? undefined : join(folder, stem);
}

function listStems(folder: string): ReadonlyMap<string, string> {
  let files: readonly string[];
  try {
    files = readdirSync(folder);
  } catch {
    return new Map();
  }
  const stems = files.filter((file) => file.endsWith('.js')).map((file) => file.slice(0, -'.js'.length));
  return new Map([
    ...stems.map((stem) => [stem.toLowerCase(), stem] as const),
    ...stems.map((stem) => [stem, stem] as const),
  ]);
}
