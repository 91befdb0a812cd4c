import type { JsonObject, ResourceModel, SandboxCloud } from '../../sdk/index.js';

export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

export interface KnownOfResource {
  readonly model: ResourceModel;
  readonly urn: string;
  readonly inputs: JsonObject;
  readonly place: Place;
}

/**
 * The id that Pulumi has for the resource of this ARN: the part of the ARN that the model's template calls `{id}`, else what the
 * model makes of ARN and inputs. Undefined: the ARN is of another type, or of another resource.
 */
export function idFromArn(arn: string, known: KnownOfResource): string | undefined {
  const { model, urn, inputs, place } = known;
  const found = patternOf(known).exec(arn);
  if (found === null) return undefined;
  const id = found.groups?.id;
  if (id !== undefined) return id;
  const made = { id: '', arn, urn, inputs, ...place, hex: () => '' };
  if (model.id !== undefined) return model.id(made, NOTHING);
  const [name] = model.identity ?? [];
  const value = name === undefined ? undefined : inputs[name];
  return typeof value === 'string' ? value : arn;
}

/** The template with what is known filled in; what AWS makes up may be anything. */
function patternOf({ model, inputs, place }: KnownOfResource): RegExp {
  const values: Readonly<Record<string, unknown>> = { ...inputs, ...place };
  const parts = (model.arn ?? '').split(/\{(\w+)\}/);
  const pattern = parts.map((part, at) => {
    if (at % 2 === 0) return escaped(part);
    if (part === 'id') return '(?<id>.+)';
    const value = values[part];
    return typeof value === 'string' ? escaped(value) : '.+';
  });
  return new RegExp(`^${pattern.join('')}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A model is asked how AWS names things, not what there is. */
const NOTHING: SandboxCloud = { get: () => undefined, list: () => [] };
