import { setTimeout as pause } from 'node:timers/promises';
import type { FindRequest } from '../../core/engine/resource-provider.js';
import type { AwsApi, AwsError, Json, JsonObject, ResourceModel } from '../../sdk/index.js';
import { findByName } from '../aws-api/find-by-name.js';
import { OWNERSHIP_TAGS, type OwnershipTags, ownershipIn } from '../aws-shared/ownership-tags.js';
import { idFromArn, type Place } from './id-from-arn.js';

/** AWS tells of new tags after some seconds. */
const SECOND_LOOK_MS = 10_000;

export interface CreatedInAwsOptions {
  readonly aws: AwsApi;
  /** How each type is named, by its token; asked for when something is looked for. */
  readonly models: () => Promise<ReadonlyMap<string, ResourceModel>>;
  readonly place: Place;
  /** Milliseconds before a second look, where the first one finds nothing; 0: there is none. */
  readonly secondLookMs?: number;
}

/** Looks in the account for what an interrupted run may have made. */
export class CreatedInAws {
  constructor(private readonly options: CreatedInAwsOptions) {}

  /** Ids, as Pulumi knows them. `unknown`: AWS can't be asked for this type, or does not let us. */
  async find(request: FindRequest): Promise<readonly string[] | 'unknown'> {
    try {
      return await this.look(request);
    } catch (error) {
      if ((error as Partial<AwsError>).kind === 'denied') return 'unknown';
      throw error;
    }
  }

  private async look(request: FindRequest): Promise<readonly string[] | 'unknown'> {
    const { urn, type, inputs } = request;
    const named = await findByName(request, this.options.aws);
    if (named !== undefined) return named;
    const model = (await this.options.models()).get(type);
    // Made a second time it takes over what is there.
    if (model?.onExisting === 'adopt') return [];
    const own = ownershipIn(inputs.tags);
    const isWhole = OWNERSHIP_TAGS.every((key) => own[key] !== undefined);
    if (model?.arn === undefined || !isWhole) return 'unknown';
    const known = { model, urn, inputs: inputs as JsonObject, place: this.options.place };
    const idsOf = (arns: readonly string[]) => arns.flatMap((arn) => idFromArn(arn, known) ?? []);
    const found = idsOf(await this.tagged(own));
    const { secondLookMs = SECOND_LOOK_MS } = this.options;
    if (found.length > 0 || secondLookMs === 0) return found;
    await pause(secondLookMs);
    return idsOf(await this.tagged(own));
  }

  private async tagged(own: OwnershipTags): Promise<readonly string[]> {
    const TagFilters = Object.entries(own).map(([Key, value]) => ({ Key, Values: [value] }));
    const arns: string[] = [];
    let next = '';
    do {
      const more: JsonObject = next === '' ? {} : { PaginationToken: next };
      const answer = (await this.options.aws.call('tag:GetResources', { TagFilters, ...more })) as JsonObject;
      for (const one of listOf(answer.ResourceTagMappingList)) arns.push(String(one.ResourceARN));
      next = String(answer.PaginationToken ?? '');
    } while (next !== '');
    return arns;
  }
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}
