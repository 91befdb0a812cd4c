import type { EngineEvent, StepEventMetadata } from '@pulumi/pulumi/automation/index.js';
import type { DeclaredResource, EngineRequest } from '../../core/engine/deployment-engine.js';
import { isProviderType, parseUrn, ROOT_STACK_TYPE } from '../../core/engine/urn.js';
import type { JsonObject } from '../../sdk/index.js';
import { BegunSteps } from './begun-steps.js';
import { DeclaredDependencies } from './declared-dependencies.js';
import { RunErrors } from './run-errors.js';
import { shownValue } from './shown-values.js';
import { stepEventOf } from './step-events.js';

/** Steps that make no call, so that the journal has no beginning of them. */
const UNWRITTEN: readonly string[] = ['same', 'replace'];

export type Verb = 'preview' | 'up' | 'refresh' | 'destroy';

/** What a run of the CLI tells while it goes on, as panka's events, errors and declared resources. */
export class RunEvents {
  readonly errors = new RunErrors();
  /** Outputs of the root stack as the engine shows them, secrets masked. */
  stackOutputs: Record<string, unknown> = {};
  readonly #started = new Map<string, number>();
  /** URNs that the engine compares with the cloud. */
  readonly #looking = new Set<string>();
  readonly #begun = new BegunSteps();
  /** Of a preview: URNs of what does not stay as it is. */
  readonly #changing = new Set<string>();
  /** Of a preview, to be told of what the program declares. */
  readonly dependencies: DeclaredDependencies | undefined;

  constructor(
    private readonly verb: Verb,
    private readonly request: Pick<EngineRequest, 'onEvent' | 'inspect' | 'unit'>,
  ) {
    if (verb === 'preview') this.dependencies = new DeclaredDependencies(request.unit);
  }

  hear(event: EngineEvent): void {
    if (event.resourcePreEvent) this.begun(event.resourcePreEvent.metadata);
    if (event.resOutputsEvent) this.ended(event.resOutputsEvent.metadata);
    if (event.resOpFailedEvent) this.failed(event.resOpFailedEvent.metadata);
    if (event.diagnosticEvent) this.errors.hear(event.diagnosticEvent);
  }

  /** The journal has the beginning of a step of that resource. */
  begunInJournal(urn: string): void {
    this.started(this.#begun.stored(urn));
  }

  private started(step: StepEventMetadata | undefined): void {
    if (step !== undefined) this.emit('started', step);
  }

  private begun(step: StepEventMetadata): void {
    this.inspect(step);
    this.#started.set(keyOf(step), performance.now());
    if (step.op === 'refresh') this.#looking.add(step.urn);
    if (step.op === 'refresh') return;
    if (step.op !== 'same') this.#changing.add(step.urn);
    if (this.verb === 'preview') this.emit('planned', step);
    else if (!UNWRITTEN.includes(step.op)) this.started(this.#begun.announced(step));
  }

  private ended(step: StepEventMetadata): void {
    if (step.type === ROOT_STACK_TYPE) this.stackOutputs = step.new?.outputs ?? {};
    const refreshed = this.#looking.delete(step.urn);
    // A component ends twice: when it is registered, and when its outputs are.
    if (!refreshed && !this.#started.has(keyOf(step))) return;
    if (this.verb !== 'preview') this.emit('done', step, refreshed);
    else if (refreshed) this.emit('planned', step, refreshed);
    this.#started.delete(keyOf(step));
  }

  private failed(step: StepEventMetadata): void {
    this.errors.failedStep(step.urn);
    const event = stepEventOf(step, { verb: this.verb, refreshed: false, waitsFor: () => [] });
    if (event === undefined) return;
    this.request.onEvent({ ...event, ...this.duration(step), phase: 'failed', error: this.errors.of(step.urn) });
  }

  private emit(phase: 'planned' | 'started' | 'done', step: StepEventMetadata, refreshed = false): void {
    const waitsFor = (property: string) => this.waitsFor(step.urn, property);
    const event = stepEventOf(step, { verb: this.verb, refreshed, waitsFor });
    if (event === undefined) return;
    this.request.onEvent({ ...event, ...(phase === 'done' && this.duration(step)), phase });
  }

  /** What may hold an input back while it is unknown: of what it comes from, that which changes. */
  private waitsFor(urn: string, property: string): readonly string[] {
    const from = this.dependencies?.of(urn, property) ?? [];
    const changing = from.filter((one) => this.#changing.has(one));
    return changing.length > 0 ? changing : from;
  }

  private duration(step: StepEventMetadata): { readonly durationMs?: number } {
    const since = this.#started.get(keyOf(step));
    return since === undefined ? {} : { durationMs: Math.round(performance.now() - since) };
  }

  private inspect({ op, urn, type, new: declared }: StepEventMetadata): void {
    if (!declared || op === 'refresh' || !isOfInterest(type)) return;
    const inputs = shownValue(declared.inputs ?? {}) as JsonObject;
    const resource: DeclaredResource = { urn, type, name: parseUrn(urn).name, inputs };
    this.request.inspect?.(resource);
  }
}

function isOfInterest(type: string): boolean {
  return type !== ROOT_STACK_TYPE && !isProviderType(type);
}

function keyOf({ op, urn }: StepEventMetadata): string {
  return `${op} ${urn}`;
}
