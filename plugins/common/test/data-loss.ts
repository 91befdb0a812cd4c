import type { ComponentKind, JsonObject } from 'panka/sdk';
import { diffInputs } from '../../../src/adapters/sandbox-cloud/diff-inputs.js';
import type { PropertyMap } from '../../../src/core/engine/property-value.js';
import { guardPlan } from '../../../src/core/execution/guards.js';
import type { Plan } from '../../../src/core/plan/plan.js';
import { componentOf } from './component.js';
import { type Given, translate } from './translation.js';

/**
 * What a change of the manifest would do to the data, in the words in which an apply is refused: `replaces Cluster api/thing`.
 * Empty: it is done in place, or what is replaced holds no data.
 */
export async function lostBy<Spec>(
  kind: ComponentKind<Spec>,
  before: JsonObject,
  after: JsonObject,
  given: Given = {},
): Promise<string | undefined> {
  const { models } = (await kind.sandbox()).default;
  const olds = (await translate(kind, componentOf(kind, before), given)).resources;
  const news = (await translate(kind, componentOf(kind, after), given)).resources;
  const resources = news.flatMap(({ name, type, inputs }) => {
    const old = olds.find((one) => one.name === name && one.type === type);
    if (old === undefined) return [];
    const request = {
      ...{ urn: name, id: name, type, oldOutputs: {}, ignoreChanges: [] },
      oldInputs: old.inputs as PropertyMap,
      newInputs: inputs as PropertyMap,
    };
    const model = models.find((one) => one.type === type);
    const { replaces } = diffInputs(request, model);
    const op = replaces.length > 0 ? ('replace' as const) : ('update' as const);
    return [{ name, type, urn: name, op, changes: [], replaceReasons: replaces }];
  });
  return refusal(kind, resources);
}

type Changes = Plan['changes'][number]['resources'];

function refusal<Spec>(kind: ComponentKind<Spec>, resources: Changes): string | undefined {
  const change = { component: 'api/thing', kind: kind.kind, action: 'update', resources };
  const plan = { command: 'apply', changes: [change] } as unknown as Plan;
  const kindOf = () => kind as unknown as ComponentKind;
  try {
    guardPlan({ plan, kindOf, allowDataLoss: [], allowMassDelete: true });
    return undefined;
  } catch (error) {
    if ((error as { code?: string }).code !== 'DataLoss') throw error;
    return /\((.+?)\)/.exec((error as Error).message)?.[1];
  }
}
