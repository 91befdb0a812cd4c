import { expect } from 'chai';
import { JOURNAL_KIND, type JournalEntry } from '../../../../src/core/engine/journal-entry.js';
import type { CloudEvent } from '../../../served-cloud/serve-sandbox.js';
import type { KillPoint } from './kill-point.js';
import type { KillStage } from './kill-stage.js';

const VERBS: Readonly<Record<string, string>> = { creating: 'create', updating: 'update', deleting: 'delete' };

/** Kills at the point, and expects that the next run brings everything to where an undisturbed run would have. */
export async function converges(stage: KillStage, point: KillPoint): Promise<'killed' | 'over before'> {
  await stage.putBack();
  const killed = await stage.killAt(point);
  const since = stage.served.events().length;
  const announced: string[] = [];
  const next = await stage.apply((entries) => announced.push(...entries.flatMap(callOf)));
  expect(next.errors, 'errors of the next run').to.deep.equal([]);
  expect(next.status).to.be.oneOf(['succeeded', 'nothing-to-do']);
  await stage.expectWhole();
  expect(notAnnounced(stage.served.events().slice(since), announced), 'calls of the dead').to.deep.equal([]);
  stage.endOrphans();
  return killed ? 'killed' : 'over before';
}

/** Changes of the cloud that were begun and that the run which goes on has not announced in its journal. */
function notAnnounced(events: readonly CloudEvent[], announced: readonly string[]): readonly string[] {
  const left = [...announced];
  return events
    .filter(({ phase, verb }) => phase === 'begun' && Object.values(VERBS).includes(verb))
    .map(({ verb, urn }) => `${verb} ${urn}`)
    .filter((call) => {
      const at = left.indexOf(call);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
}

function callOf({ kind, operation }: JournalEntry): string[] {
  const verb = operation && VERBS[operation.type];
  return kind === JOURNAL_KIND.begin && verb !== undefined ? [`${verb} ${operation?.resource.urn}`] : [];
}
