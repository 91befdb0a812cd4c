import type { ResourceV3 } from '../engine/deployment-v3.js';
import { isProviderType, parseProviderRef, ROOT_STACK_TYPE } from '../engine/urn.js';
import { nameOfUrn, ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import { identifier, uniqueIn } from './identifiers.js';

/** One file of the program: what a component has, or a later part of it where two components use each other. */
export interface ProgramModule {
  /** Address of the component, or `shared`. */
  readonly owner: string;
  /** Path in the project, without extension. */
  readonly path: string;
  readonly resources: ResourceV3[];
  /** Constant of each resource, by URN. */
  readonly constants: Map<string, string>;
  /** Other modules that it uses. */
  readonly uses: Set<ProgramModule>;
}

/** URN of every resource that the code of this one may mention. */
export function mentionedUrns(resource: ResourceV3): readonly string[] {
  const { parent, dependencies = [], propertyDependencies = {}, deletedWith, provider } = resource;
  const one = [parent, deletedWith, provider === undefined ? undefined : parseProviderRef(provider).urn];
  return [...one.filter((urn) => urn !== undefined), ...dependencies, ...Object.values(propertyDependencies).flat()];
}

/** Providers that the engine makes by itself, from the configuration. */
export function isDefaultProvider({ urn, type }: ResourceV3): boolean {
  return isProviderType(type) && nameOfUrn(urn).startsWith('default');
}

/**
 * A module a component. A resource goes into the last module of its owner, or starts another where that would make two modules
 * use each other. The order of a state is one in which nothing precedes what it needs.
 */
export function programModules(resources: readonly ResourceV3[]): readonly ProgramModule[] {
  const modules: ProgramModule[] = [];
  const moduleOf = new Map<string, ProgramModule>();
  for (const resource of resources) {
    if (resource.type === ROOT_STACK_TYPE || isDefaultProvider(resource)) continue;
    const owner = ownerOfUrn(resource.urn) ?? SHARED;
    const needs = new Set(mentionedUrns(resource).flatMap((urn) => moduleOf.get(urn) ?? []));
    const found = modules.filter((one) => one.owner === owner);
    const last = found.at(-1);
    const fits = last !== undefined && ![...needs].some((one) => one !== last && reaches(one, last));
    const module = fits ? last : newModule(owner, found.length);
    if (!fits) modules.push(module);
    add(resource, module, needs);
    moduleOf.set(resource.urn, module);
  }
  return modules;
}

function newModule(owner: string, before: number): ProgramModule {
  const path = owner === SHARED ? SHARED : `services/${owner}`;
  const part = before === 0 ? '' : `.part${before + 1}`;
  return { owner, path: `${path}${part}`, resources: [], constants: new Map(), uses: new Set() };
}

function add(resource: ResourceV3, module: ProgramModule, needs: ReadonlySet<ProgramModule>): void {
  module.resources.push(resource);
  const name = nameOfUrn(resource.urn);
  const rest = name === module.owner ? (name.split('/').at(-1) ?? name) : name.slice(module.owner.length + 1);
  const wanted = resource.custom ? identifier(rest) : 'component';
  module.constants.set(resource.urn, uniqueIn(new Set(module.constants.values()), wanted));
  for (const one of needs) if (one !== module) module.uses.add(one);
}

function reaches(from: ProgramModule, to: ProgramModule, seen = new Set<ProgramModule>()): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return [...from.uses].some((one) => reaches(one, to, seen));
}
