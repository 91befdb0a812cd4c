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
  if (id !== undefined) return isOfType(arn, known) ? id : undefined;
  const made = { id: '', arn, urn, inputs, ...place, hex: () => '' };
  if (model.id !== undefined) return model.id(made, NOTHING);
  const [name] = model.identity ?? [];
  const value = name === undefined ? undefined : inputs[name];
  return typeof value === 'string' ? value : arn;
}

/** Where the whole ARN is the id, the template tells nothing of the type; an id as the model makes it up does. */
function isOfType(arn: string, { model, urn, inputs, place }: KnownOfResource): boolean {
  if (model.arn !== '{id}' || model.id === undefined) return true;
  const like = model.id({ id: '', arn: '', urn, inputs, ...place, hex: (n) => '0'.repeat(n) }, NOTHING);
  return typeIn(like) === typeIn(arn);
}

/** Service and type: `acm certificate`. */
function typeIn(arn: string): string {
  const [, , service, , , ...rest] = arn.split(':');
  return `${service} ${rest.join(':').replace(/[/:].*$/, '')}`;
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
