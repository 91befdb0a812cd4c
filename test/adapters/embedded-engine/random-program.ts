import type * as pulumi from '@pulumi/pulumi';
import fc from 'fast-check';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import { Group, Thing, type ThingArgs } from './thing.js';

/** One resource of a random program; references go to resources before it. */
export interface Node {
  readonly name: string;
  /** Renamed: its name ends in `-r` and it knows the old one. */
  readonly renamed: boolean;
  readonly declared: boolean;
  readonly size: number;
  readonly fixed: number;
  readonly fixedUnique: number;
  readonly inGroup: boolean;
  readonly deleteBeforeReplace: boolean;
  /** How it refers to each earlier resource. */
  readonly uses: readonly ('no' | 'after' | 'value' | 'fixed')[];
}

export type RandomProgram = readonly Node[];

export const MOST_NODES = 7;

export function randomProgram(): fc.Arbitrary<RandomProgram> {
  const node = fc.record({
    renamed: fc.boolean(),
    declared: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
    size: fc.integer({ min: 0, max: 1 }),
    fixed: fc.integer({ min: 0, max: 1 }),
    fixedUnique: fc.integer({ min: 0, max: 1 }),
    inGroup: fc.boolean(),
    deleteBeforeReplace: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    uses: fc.array(fc.constantFrom('no', 'no', 'after', 'value', 'fixed'), {
      minLength: MOST_NODES,
      maxLength: MOST_NODES,
    }),
  });
  return fc
    .array(node, { minLength: 1, maxLength: MOST_NODES })
    .map((nodes) => nodes.map((fields, at) => ({ ...fields, name: `n${at}` }) as Node));
}

/** The program that declares the nodes. A node that isn't declared is not used either. */
export function declare(nodes: RandomProgram): UnitProgram {
  return async () => {
    const group = new Group('group');
    const made = new Map<number, Thing>();
    nodes.forEach((node, at) => {
      if (node.declared) made.set(at, declareNode(node, made, group));
    });
    return Object.fromEntries([...made].map(([at, thing]) => [`out${at}`, thing.arn]));
  };
}

function declareNode(node: Node, made: ReadonlyMap<number, Thing>, group: Group): Thing {
  const args: ThingArgs = { size: node.size, fixed: node.fixed, fixedUnique: node.fixedUnique };
  const dependsOn: pulumi.Resource[] = [];
  node.uses.forEach((use, at) => {
    const used = made.get(at);
    if (!used || use === 'no') return;
    if (use === 'after') dependsOn.push(used);
    else args[use === 'fixed' ? `fixedOf${at}` : `of${at}`] = used.arn;
  });
  const [name, aliases] = node.renamed
    ? [`${node.name}-r`, [{ name: node.name }]]
    : [node.name, [{ name: `${node.name}-r` }]];
  const { deleteBeforeReplace } = node;
  return new Thing(name, args, {
    dependsOn,
    aliases,
    ...(deleteBeforeReplace && { deleteBeforeReplace }),
    ...(node.inGroup && { parent: group }),
  });
}

export function declaredNames(nodes: RandomProgram): string[] {
  return nodes.filter(({ declared }) => declared).map(({ name, renamed }) => (renamed ? `${name}-r` : name));
}
