import { withIncompleteResource } from '../../../src/core/engine/incomplete-resource.js';
import { isPropertyMap, propertiesEqual } from '../../../src/core/engine/property-path.js';
import {
  isSecret,
  isUnknown,
  type PropertyMap,
  type PropertyValue,
  UNKNOWN,
} from '../../../src/core/engine/property-value.js';
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  DiffResult,
  FindRequest,
  InvokeRequest,
  PropertyDiffKind,
  ReadRequest,
  ResourceProvider,
  ResourceResult,
  UpdateRequest,
} from '../../../src/core/engine/resource-provider.js';

export interface CloudResource {
  readonly type: string;
  /** Ownership mark. */
  readonly urn: string;
  readonly inputs: PropertyMap;
}

/** A dumb cloud: keeps what it is given, by id. Inputs named `fixed…` can't be changed in place. */
export class MemoryProvider implements ResourceProvider {
  readonly cloud = new Map<string, CloudResource>();
  /** Every call that changes the cloud, as `create a`, `delete b-1`. */
  readonly calls: string[] = [];
  readonly received: PropertyMap[] = [];
  /** Calls that run now, and the most that ever did. */
  running = 0;
  mostRunning = 0;
  /** Called before each change; throws to make it fail. */
  fault: (call: string, nth: number) => void | Promise<void> = () => undefined;
  /** Called after each change was done, before it is answered. */
  lostReply: (call: string) => void | Promise<void> = () => undefined;
  /** The call that fails when it is done, with what it has made. */
  notReady: string | undefined;
  deleteBeforeReplace = false;
  readonly #made = new Map<string, number>();

  async check({ news }: CheckRequest): Promise<CheckResult> {
    const failures = 'invalid' in news ? [{ property: 'invalid', reason: 'is not allowed' }] : [];
    return { inputs: news, failures };
  }

  async diff({ oldInputs, newInputs }: DiffRequest): Promise<DiffResult> {
    const detailed = Object.fromEntries(differences(oldInputs, newInputs, ''));
    const replaces = Object.keys(detailed).filter((key) => key.startsWith('fixed'));
    const deleteBeforeReplace = this.deleteBeforeReplace || replaces.some((key) => key.startsWith('fixedUnique'));
    return { changes: Object.keys(detailed).length > 0, detailed, replaces, deleteBeforeReplace };
  }

  async create({ urn, type, inputs, preview }: CreateRequest): Promise<ResourceResult> {
    if (preview) return { id: '', outputs: { ...inputs, arn: UNKNOWN } };
    return this.change(`create ${nameOf(urn)}`, () => {
      this.received.push(inputs);
      const nth = (this.#made.get(nameOf(urn)) ?? 0) + 1;
      this.#made.set(nameOf(urn), nth);
      const id = `${nameOf(urn)}-${nth}`;
      this.cloud.set(id, { type, urn, inputs: plain(inputs) });
      return { id, outputs: this.outputsOf(id, plain(inputs)) };
    });
  }

  async update({ urn, type, id, inputs, preview }: UpdateRequest): Promise<ResourceResult> {
    if (preview) return { id, outputs: { ...inputs, arn: `arn:${id}` } };
    return this.change(`update ${id}`, () => {
      if (!this.cloud.has(id)) throw new Error(`NotFound: ${id}`);
      this.cloud.set(id, { type, urn, inputs: plain(inputs) });
      return { id, outputs: this.outputsOf(id, plain(inputs)) };
    });
  }

  async delete({ id }: DeleteRequest): Promise<void> {
    await this.change(`delete ${id}`, () => {
      this.cloud.delete(id);
    });
  }

  async read({ id }: ReadRequest): Promise<ResourceResult | undefined> {
    const found = this.cloud.get(id);
    return found && { id, inputs: found.inputs, outputs: this.outputsOf(id, found.inputs) };
  }

  async invoke({ token, args }: InvokeRequest): Promise<PropertyMap> {
    if (token === 'aws:test:fail') throw new Error('AccessDenied: no');
    return { token, echoed: args };
  }

  async find({ urn, type }: FindRequest): Promise<readonly string[]> {
    return [...this.cloud].filter(([, made]) => made.urn === urn && made.type === type).map(([id]) => id);
  }

  private outputsOf(id: string, inputs: PropertyMap): PropertyMap {
    return { ...inputs, arn: `arn:${id}` };
  }

  private async change<T>(call: string, work: () => T): Promise<T> {
    this.calls.push(call);
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    try {
      await Promise.resolve();
      await this.fault(call, this.calls.length);
      const result = work();
      await this.lostReply(call);
      if (call !== this.notReady) return result;
      throw withIncompleteResource(new Error(`${call}: not ready`), result as ResourceResult);
    } finally {
      this.running -= 1;
    }
  }
}

function differences(olds: PropertyMap, news: PropertyMap, above: string): [string, PropertyDiffKind][] {
  return [...new Set([...Object.keys(olds), ...Object.keys(news)])].flatMap((key): [string, PropertyDiffKind][] => {
    const before = olds[key];
    const after = news[key];
    const path = above === '' ? key : `${above}.${key}`;
    if (propertiesEqual(before, after)) return [];
    if (isPropertyMap(before) && isPropertyMap(after)) return differences(before, after, path);
    const kind = key in olds ? (key in news ? 'update' : 'delete') : 'add';
    return [[path, path.startsWith('fixed') ? `${kind}-replace` : kind]];
  });
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf('::') + 2);
}

function plain<T extends PropertyValue>(value: T): T {
  if (isUnknown(value)) throw new Error('an unknown value reached the cloud');
  if (isSecret(value)) return plain(value.value) as T;
  if (Array.isArray(value)) return value.map(plain) as unknown as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)])) as T;
}
