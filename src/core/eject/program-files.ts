import type { ResourceV3 } from '../engine/deployment-v3.js';
import { ROOT_STACK_TYPE } from '../engine/urn.js';
import { ownerOf, SHARED } from '../plan/resource-owner.js';
import { componentClasses } from './component-classes.js';
import { identifier, uniqueIn } from './identifiers.js';
import { type OutputCandidate, outputCandidates } from './output-candidates.js';
import { type ProgramModule, programModules } from './program-modules.js';
import { type ResourceScope, resourceCode } from './resource-code.js';
import { objectText, quoted } from './source-text.js';
import type { TypeFactsOf } from './type-facts.js';
import { type CodeScope, inside, valueCode } from './value-code.js';

export interface ProgramRequest {
  /** Secrets opened. */
  readonly resources: readonly ResourceV3[];
  readonly factsOf: TypeFactsOf;
  readonly deletesBeforeReplace: (resource: ResourceV3) => boolean;
  /** Values that stand everywhere: region and account. */
  readonly common: ReadonlySet<string>;
  readonly secret: CodeScope['secret'];
  readonly asset: CodeScope['asset'];
}

/** Source files by path: `index.ts`, the classes of components, and a file or more a component. */
export function programFiles(request: ProgramRequest): ReadonlyMap<string, string> {
  const program = new Program(request);
  const classes = componentClasses(request.resources.filter(({ custom }) => !custom).map(({ type }) => type));
  const modules = program.modules.map((module) => [`${module.path}.ts`, program.file(module, classes.nameOf)] as const);
  return new Map([['index.ts', program.index()], ['component-kinds.ts', classes.code], ...modules]);
}

class Program {
  readonly modules: readonly ProgramModule[];
  private readonly moduleOf = new Map<string, ProgramModule>();
  private readonly byUrn: ReadonlyMap<string, ResourceV3>;
  private readonly candidatesByUrn: ReadonlyMap<string, readonly OutputCandidate[]>;

  constructor(private readonly request: ProgramRequest) {
    const { resources, factsOf } = request;
    this.modules = programModules(resources);
    for (const module of this.modules) for (const { urn } of module.resources) this.moduleOf.set(urn, module);
    this.byUrn = new Map(resources.map((one) => [one.urn, one]));
    this.candidatesByUrn = outputCandidates(resources, factsOf, request.common);
  }

  file(module: ProgramModule, componentClass: (type: string) => string): string {
    const { request } = this;
    const imports = new Imports(module);
    const scope: ResourceScope = {
      ...request,
      resource: (urn) => this.constant(urn, imports),
      typeOf: (urn) => this.byUrn.get(urn)?.type,
      candidates: (urns) => this.inOrder(urns),
      componentClass: (type) => imports.componentClass(componentClass(type)),
    };
    const statements = module.resources.map(
      (one) => `export const ${module.constants.get(one.urn) ?? ''} = ${resourceCode(one, scope)};\n`,
    );
    return `${imports.code(statements.join(''))}\n${statements.join('\n')}`;
  }

  /** Declares everything and exports the outputs of the stack. */
  index(): string {
    const imports = new Imports(undefined);
    const root = [...this.byUrn.values()].find(({ type }) => type === ROOT_STACK_TYPE);
    const { secret, asset } = this.request;
    const members = Object.entries(root?.outputs ?? {}).map(([key, value]): [string, string] => {
      const candidates = this.inOrder(this.urnsOf(ownerOf(key) ?? SHARED));
      const output = (one: OutputCandidate) => `${this.constant(one.urn, imports)}.${one.output}`;
      const site = { scope: { output, secret, asset }, candidates, path: 'outputs', property: '' };
      return [key, valueCode(value, inside(site, key))];
    });
    const code = `export = ${objectText(members)};\n`;
    const all = this.modules.map(({ path }) => `import './${path}';\n`).join('');
    return `${imports.code(code)}${all}\n${code}`;
  }

  private urnsOf(owner: string): readonly string[] {
    return this.modules
      .filter((one) => one.owner === owner)
      .flatMap(({ resources }) => resources.map(({ urn }) => urn));
  }

  /** In the order of the state: what is made first comes first. */
  private inOrder(urns: readonly string[]): readonly OutputCandidate[] {
    const wanted = new Set(urns);
    if (wanted.size === 0) return [];
    return [...this.candidatesByUrn].flatMap(([urn, candidates]) => (wanted.has(urn) ? candidates : []));
  }

  private constant(urn: string, imports: Imports): string {
    const module = this.moduleOf.get(urn);
    const name = module?.constants.get(urn);
    if (module === undefined || name === undefined) throw new Error(`${urn} is used and not in the state`);
    return imports.constant(module, name);
  }
}

/** What one file imports. */
class Imports {
  private readonly modules = new Map<ProgramModule, string>();
  private readonly classes = new Set<string>();
  private readonly taken: Set<string>;

  constructor(private readonly own: ProgramModule | undefined) {
    this.taken = new Set(own?.constants.values());
  }

  constant(module: ProgramModule, name: string): string {
    if (module === this.own) return name;
    const known = this.modules.get(module);
    if (known !== undefined) return `${known}.${name}`;
    const alias = uniqueIn(this.taken, identifier(module.path.replace(/^services\//, '')));
    this.taken.add(alias);
    this.modules.set(module, alias);
    return `${alias}.${name}`;
  }

  componentClass(name: string): string {
    this.classes.add(name);
    return name;
  }

  /** Import statements for the code that was written with this; the configuration, where it is read. */
  code(code: string): string {
    const up = '../'.repeat((this.own?.path.split('/').length ?? 1) - 1) || './';
    const lines = [
      ...(/\baws\.\w/.test(code) ? ["import * as aws from '@pulumi/aws';"] : []),
      ...otherProviders(code).map((name) => `import * as ${name} from '@pulumi/${name}';`),
      ...(/\b(?:pulumi\.[a-zA-Z]|config\.require)/.test(code) ? ["import * as pulumi from '@pulumi/pulumi';"] : []),
      ...(this.classes.size === 0
        ? []
        : [`import { ${[...this.classes].sort().join(', ')} } from ${quoted(`${up}component-kinds`)};`]),
      ...[...this.modules].map(([{ path }, alias]) => `import * as ${alias} from ${quoted(up + path)};`),
      ...(/\bconfig\.require/.test(code) ? ['', 'const config = new pulumi.Config();'] : []),
    ];
    return lines.map((line) => `${line}\n`).join('');
  }
}

/** Packages beside AWS's of which a provider is made: `kubernetes`. */
function otherProviders(code: string): readonly string[] {
  const names = [...code.matchAll(/\bnew (\w+)\.Provider\(/g)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => name !== 'aws').sort();
}
