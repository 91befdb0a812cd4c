import * as pulumi from '@pulumi/pulumi';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import type { MemoryProvider } from '../embedded-engine/memory-provider.js';
import { Group, Thing, type ThingArgs } from '../embedded-engine/thing.js';

/** One run of the CLI. */
export interface Step {
  readonly title: string;
  readonly verb: 'up' | 'refresh' | 'destroy';
  readonly program?: UnitProgram;
  readonly options?: { readonly refresh?: boolean };
  /** The call of the provider that fails. */
  readonly fails?: string;
  /** What happens to the cloud before. */
  readonly drift?: (provider: MemoryProvider) => void;
}

/** Every kind of step, one run after the other over the state that the one before left. */
export const SCENARIOS: Readonly<Record<string, readonly Step[]>> = {
  life: [
    { title: 'creates', verb: 'up', program: chain(1, 1) },
    { title: 'changes nothing', verb: 'up', program: chain(1, 1) },
    { title: 'updates', verb: 'up', program: chain(2, 1) },
    { title: 'replaces, the new one first', verb: 'up', program: chain(2, 2) },
    { title: 'replaces, the old one first', verb: 'up', program: chain(2, 3, { deleteBeforeReplace: true }) },
    { title: 'renames', verb: 'up', program: chain(2, 3, { aliases: [{ name: 'c' }] }, 'd') },
    { title: 'deletes', verb: 'up', program: only({ size: 2, fixed: 3 }) },
    { title: 'destroys', verb: 'destroy' },
  ],
  failure: [
    { title: 'fails to create', verb: 'up', program: chain(1, 1), fails: 'create b' },
    { title: 'goes on', verb: 'up', program: chain(1, 1) },
    { title: 'fails to update', verb: 'up', program: chain(2, 1), fails: 'update a-1' },
    { title: 'fails to create the replacement', verb: 'up', program: chain(2, 2), fails: 'create a' },
    {
      title: 'fails to create the replacement of what is deleted',
      verb: 'up',
      program: only({ fixedUnique: 9 }),
      fails: 'create a',
    },
    { title: 'creates it', verb: 'up', program: only({ fixedUnique: 9 }) },
    { title: 'fails to delete', verb: 'destroy', fails: 'delete a-2' },
  ],
  drift: [
    { title: 'creates', verb: 'up', program: chain(1, 1) },
    { title: 'takes in what has changed and what is gone', verb: 'refresh', drift: changeAndLose('c-1') },
    { title: 'puts it right', verb: 'up', program: chain(1, 1) },
    {
      title: 'finds it before it puts it right',
      verb: 'up',
      program: chain(1, 1),
      options: { refresh: true },
      drift: changeAndLose('c-2'),
    },
    { title: 'finds it before it destroys', verb: 'destroy', options: { refresh: true }, drift: changeAndLose('a-1') },
  ],
};

function chain(size: number, fixed: number, more: pulumi.CustomResourceOptions = {}, last = 'c'): UnitProgram {
  return async () => {
    const group = new Group('group');
    const a = new Thing('a', { size, fixed }, { parent: group });
    const b = new Thing('b', { fixedOf: a.arn, password: pulumi.secret('hush') }, { parent: group });
    new Thing(last, { of: b.arn }, { dependsOn: [a], ...more });
    group.publish({ arn: a.arn });
    return { arn: b.arn, password: pulumi.secret('hush') };
  };
}

function only(args: ThingArgs): UnitProgram {
  return async () => {
    new Thing('a', args);
    return {};
  };
}

function changeAndLose(lost: string): (provider: MemoryProvider) => void {
  return ({ cloud }) => {
    const [changed] = [...cloud.keys()].filter((id) => id.startsWith('b-'));
    const found = changed === undefined ? undefined : cloud.get(changed);
    if (changed !== undefined && found) cloud.set(changed, { ...found, inputs: { ...found.inputs, size: 9 } });
    if (!cloud.delete(lost)) throw new Error(`there is no ${lost} but ${[...cloud.keys()].join(', ')}`);
  };
}
