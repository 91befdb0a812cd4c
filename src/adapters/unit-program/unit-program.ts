import * as pulumi from '@pulumi/pulumi';
import { existingUndeclared } from '../../core/adoption/errors.js';
import type { Imports } from '../../core/adoption/imports.js';
import type { UnitHooks } from '../../core/execution/unit-hooks.js';
import { ownerOf, SHARED } from '../../core/plan/resource-owner.js';
import type {
  ComponentKind,
  ComponentOf,
  Contribution,
  IncomingReference,
  ProvidedComponent,
  Translator,
} from '../../sdk/index.js';
import { Semaphore } from '../embedded-engine/semaphore.js';
import { ComponentContext, type RunState } from './component-context.js';
import { DeclaredResources } from './declared-resources.js';
import { deployedComponent, plainOutputs } from './deployed-component.js';
import { translatorFailed } from './errors.js';
import { ComponentGroup, externalComponent, publish } from './translate-component.js';

/** One kind as the program needs it: its declaration and the translator that the container built for this run. */
export interface ProgramKind {
  readonly definition: ComponentKind;
  readonly plugin: string;
  readonly translator: Translator;
}

export interface UnitProgramRequest {
  /** Components to declare, by wave; whatever they need is among them. */
  readonly waves: readonly (readonly ComponentOf[])[];
  /** Everything that the manifests have, whose references say who refers to whom; default: what is declared. */
  readonly all?: readonly ComponentOf[];
  /** Components of a wave that are deployed at once; default: all of them. */
  readonly parallelism?: number;
  /** Who adds to a single-document policy of whom: owner → contributors. */
  readonly contributors: ReadonlyMap<string, readonly string[]>;
  /** Declares the stack's own resources, then gives the kinds with translators that use them. */
  readonly prepare: () => Promise<ReadonlyMap<string, ProgramKind>>;
  /** What other stacks may use of this one, by name; asked once the stack's own resources are done. */
  readonly published?: () => Readonly<Record<string, unknown>>;
  /** Declares resources of the stack that sum up its components, once those are declared; `whole`: all that there are. */
  readonly closing?: (whole: boolean) => void;
  readonly preview: boolean;
  readonly hooks: UnitHooks;
  /** What exists and is taken over, by logical name. */
  readonly imports?: Imports | undefined;
  /** No further wave after this. */
  readonly signal?: AbortSignal;
}

/** The inline program of one unit: the stack's resources, then wave after wave; a failure stops what depends on it, not its neighbours. */
export function unitProgram(request: UnitProgramRequest): () => Promise<Record<string, unknown>> {
  return () => new UnitRun(request).run();
}

class UnitRun {
  private readonly declared: DeclaredResources;
  private readonly broken = new Map<string, unknown>();
  private readonly finished = new Set<string>();
  /** Whose own resources are done: what is declared for them later must be waited for by whoever has it declared. */
  private readonly settled = new Set<string>();
  private readonly contexts = new Map<string, ComponentContext>();
  private readonly addsTo: ReadonlyMap<string, readonly string[]>;
  private readonly state: RunState;
  /** Addresses that this run declares. */
  private readonly own: ReadonlySet<string>;

  constructor(private readonly request: UnitProgramRequest) {
    const declared = request.waves.flat();
    const components = request.all ?? declared;
    this.declared = new DeclaredResources(ownerOf, request.imports);
    this.own = new Set(declared.map(({ address }) => address));
    this.addsTo = ownersByContributor(request.contributors);
    this.state = {
      incoming: incomingReferences(components),
      components: new Map(components.map((c) => [c.address, c])),
      provided: new Map<string, ProvidedComponent>(),
      contributions: new Map<string, Contribution[]>(),
      declared: this.declared,
      preview: request.preview,
    };
  }

  async run(): Promise<Record<string, unknown>> {
    const kinds = await this.sharedPieces();
    const slots = new Semaphore(this.request.parallelism ?? Number.POSITIVE_INFINITY);
    for (const [index, wave] of this.request.waves.entries()) {
      if (this.request.signal?.aborted === true) break;
      const runnable = wave.filter((component) => this.isRunnable(component));
      this.request.hooks.waveStarting?.(
        index + 1,
        runnable.map((c) => c.address),
      );
      await Promise.all(runnable.map((component) => slots.run(() => this.component(component, kinds))));
    }
    if (this.broken.size > 0) throw new ComponentsFailed(this.broken);
    if (this.request.signal?.aborted !== true) await this.close();
    return plainOutputs(this.state.provided);
  }

  private async sharedPieces(): Promise<ReadonlyMap<string, ProgramKind>> {
    this.request.hooks.componentStarting?.(SHARED);
    const kinds = await this.prepared();
    await this.sharedSettled();
    return kinds;
  }

  private async sharedSettled(): Promise<void> {
    await this.declared.settled(SHARED);
    if (this.request.preview) return;
    await this.request.hooks.deployed?.(
      SHARED,
      await deployedComponent(asOutputs(this.request.published?.() ?? {}), this.declared.customOf(SHARED)),
    );
  }

  private async close(): Promise<void> {
    const { closing, all, hooks } = this.request;
    if (closing === undefined) return;
    try {
      closing(all === undefined || all.every(({ address }) => this.own.has(address)));
      await this.sharedSettled();
    } catch (error) {
      hooks.componentFailed?.(SHARED, error);
      throw error;
    }
  }

  /** Says what went wrong in its own words: an engine only passes on a text. */
  private async prepared(): Promise<ReadonlyMap<string, ProgramKind>> {
    try {
      return await this.request.prepare();
    } catch (error) {
      this.request.hooks.componentFailed?.(SHARED, error);
      throw error;
    }
  }

  private isRunnable(component: ComponentOf): boolean {
    const because = needsOf(component, this.state.incoming).find((address) => this.broken.has(address));
    if (because === undefined) return true;
    this.broken.set(component.address, new Error(`"${because}" failed`));
    this.request.hooks.componentSkipped?.(component.address, because);
    return false;
  }

  private async component(component: ComponentOf, kinds: ReadonlyMap<string, ProgramKind>): Promise<void> {
    const { hooks, preview } = this.request;
    try {
      hooks.componentStarting?.(component.address);
      const provided = this.declare(component, kinds);
      await this.declared.settled(component.address);
      this.settled.add(component.address);
      const late = this.finishReady(kinds).filter((owner) => this.settled.has(owner));
      for (const owner of new Set([component.address, ...late])) await this.declared.settled(owner);
      this.refuseUndeclared(component.address);
      if (preview) return;
      await hooks.deployed?.(
        component.address,
        await deployedComponent(provided.outputs, this.declared.customOf(component.address)),
      );
    } catch (error) {
      this.broken.set(component.address, error);
      hooks.componentFailed?.(component.address, error);
    }
  }

  /** A resource that `existing` names and nobody declares would be left out of the deployment without a word. */
  private refuseUndeclared(address: string): void {
    const names = this.declared.customOf(address).map(({ name }) => name);
    for (const named of this.request.imports?.values() ?? [])
      if (named.component === address && !names.includes(named.name)) throw existingUndeclared(named, names);
  }

  private declare(component: ComponentOf, kinds: ReadonlyMap<string, ProgramKind>): ProvidedComponent {
    const kind = kinds.get(component.kind);
    if (kind === undefined) throw new Error(`kind ${component.kind} was not prepared`);
    const provided = externalComponent(component) ?? this.translate(component, kind);
    this.state.provided.set(component.address, provided);
    return provided;
  }

  private translate(component: ComponentOf, kind: ProgramKind): ProvidedComponent {
    const context = new ComponentContext(component, new ComponentGroup(component), this.state);
    this.contexts.set(component.address, context);
    try {
      return publish(component, kind.definition, kind.translator.translate(component, context));
    } catch (error) {
      throw translatorFailed(component.address, kind.plugin, error);
    }
  }

  /** Runs `finish` of every component that waits for nobody any more; gives back whose. */
  private finishReady(kinds: ReadonlyMap<string, ProgramKind>): readonly string[] {
    const ready: string[] = [];
    for (let found = this.nextToFinish(); found !== undefined; found = this.nextToFinish()) {
      const [address, context] = found;
      this.finished.add(address);
      const component = this.state.components.get(address);
      const translator = component === undefined ? undefined : kinds.get(component.kind)?.translator;
      if (component === undefined || translator?.finish === undefined || this.broken.has(address)) continue;
      translator.finish(component, this.state.contributions.get(address) ?? [], context);
      ready.push(address);
    }
    return ready;
  }

  /** Its contributors are declared, and the policies that it adds to are finished: AWS checks those when it is told of a target. */
  private nextToFinish(): readonly [string, ComponentContext] | undefined {
    const isDeclared = (address: string) => this.state.provided.has(address) || !this.own.has(address);
    const isFinished = (address: string) => this.finished.has(address) || !this.own.has(address);
    return [...this.contexts].find(([address]) => {
      if (this.finished.has(address)) return false;
      const waitsFor = this.request.contributors.get(address) ?? [];
      return waitsFor.every(isDeclared) && (this.addsTo.get(address) ?? []).every(isFinished);
    });
  }
}

function asOutputs(values: Readonly<Record<string, unknown>>): Record<string, pulumi.Output<unknown>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, pulumi.output(value)]));
}

/** The other way round: contributor → owners. */
function ownersByContributor(contributors: UnitProgramRequest['contributors']): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const [owner, list] of contributors)
    for (const contributor of list) {
      // Two that add to each other cannot both wait.
      if (contributors.get(contributor)?.includes(owner) === true) continue;
      owners.set(contributor, [...(owners.get(contributor) ?? []), owner]);
    }
  return owners;
}

function needsOf(component: ComponentOf, incoming: RunState['incoming']): string[] {
  const forward = component.references.filter((r) => r.edge !== 'neededBy').map((r) => r.to);
  const reversed = (incoming.get(component.address) ?? [])
    .filter((r) => r.reference.edge === 'neededBy')
    .map((r) => r.from);
  return [...forward, ...reversed];
}

function incomingReferences(components: readonly ComponentOf[]): ReadonlyMap<string, readonly IncomingReference[]> {
  const incoming = new Map<string, IncomingReference[]>();
  for (const { address, references } of components)
    for (const reference of references) {
      const list = incoming.get(reference.to);
      if (list === undefined) incoming.set(reference.to, [{ from: address, reference }]);
      else list.push({ from: address, reference });
    }
  return incoming;
}

/** Ends the program without its outputs, so that the engine deletes nothing that was not declared. */
class ComponentsFailed extends Error {
  constructor(readonly failures: ReadonlyMap<string, unknown>) {
    super(`${failures.size} component${failures.size === 1 ? '' : 's'} failed`);
    this.name = 'ComponentsFailed';
  }
}
