import { isPankaError } from '../../core/diagnostics/panka-error.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import { isProviderType, makeUrn, providerType } from '../../core/engine/urn.js';
import type { JsonObject } from '../../sdk/index.js';
import { WIRE_UNKNOWN } from '../pulumi-wire/signatures.js';
import { findPredecessor } from './aliases.js';
import { createResource, keepSame, updateResource } from './apply-steps.js';
import { checkInputs } from './check-inputs.js';
import type { DeploymentRun } from './deployment-run.js';
import { shown } from './diff-display.js';
import { duplicateUrn, parentMissing, runStopped } from './errors.js';
import { keepUntargeted } from './frozen.js';
import { importResource, needsImport } from './import-resource.js';
import type { KnownResource } from './known-resource.js';
import { readResource, registrationOfRead } from './read-resource.js';
import type { Registration } from './registration.js';
import { recreateResource, replaceResource } from './replacement.js';
import { plainGoal, type ReadGoal, type ResourceGoal } from './resource-goal.js';
import { decideStep } from './step-decision.js';
import { requireDependencies, skipUntargeted } from './untargeted.js';

/** What the program is told about a resource that it declared. */
export interface Registered {
  readonly urn: string;
  /** Undefined for components, and while it isn't known. */
  readonly id?: string;
  readonly outputs: PropertyMap;
  /** Not a target and not deployed: nothing of it is known. */
  readonly skipped: boolean;
}

/** Takes declared resources, decides what has to be done to each, and does it. */
export class Registrar {
  readonly #defaultProviders = new Map<string, Promise<string>>();
  readonly #underWay = new Set<Promise<unknown>>();
  /** Grows with everything that is declared and everything that is done. */
  activity = 0;

  constructor(private readonly run: DeploymentRun) {}

  async register(declared: ResourceGoal): Promise<Registered> {
    const goal = this.inherit(declared);
    const { urn, old, alias } = this.claim(goal);
    const work = this.withProvider(goal).then((provider) => this.carryOut({ urn, goal, old, alias, provider }));
    const concluded = this.conclude(urn, work);
    if (old) this.mark(old, concluded);
    return concluded;
  }

  private mark(old: KnownResource, work: Promise<unknown>): void {
    const { inProgress } = this.run;
    const ended = work.then(
      () => inProgress.delete(old),
      () => inProgress.delete(old),
    );
    inProgress.set(old, ended);
  }

  /** A look-up at a resource that is not deployed here. */
  async read(goal: ReadGoal): Promise<Registered> {
    const full = registrationOfRead(goal);
    const { urn, old } = this.claim(full);
    const work = this.withProvider({ ...full, provider: goal.provider, version: goal.version }).then((provider) =>
      readResource(this.run, { urn, goal: full, old, provider }, goal.id),
    );
    return this.conclude(urn, work);
  }

  /** The URN of a declared resource and what it continues. Synchronous, so that two never take the same one. */
  private claim(goal: ResourceGoal): Pick<Registration, 'urn' | 'old' | 'alias'> {
    const { run } = this;
    const { parent, type, name } = goal;
    const urn = makeUrn({ ...run.unit, parent, type, name });
    if (run.stopped) throw this.reject(runStopped(), urn);
    if (run.declared.has(urn)) throw this.reject(duplicateUrn(urn), urn);
    try {
      const old = findPredecessor(run, urn, goal);
      run.declared.add(urn);
      run.goals.set(urn, goal);
      if (!old) return { urn };
      run.claimed.set(old, urn);
      return old.urn === urn ? { urn, old } : { urn, old, alias: old.urn };
    } catch (error) {
      throw this.reject(error, urn);
    }
  }

  /** Waits until no registration is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  private async conclude(urn: string, work: Promise<KnownResource | undefined>): Promise<Registered> {
    this.activity += 1;
    this.#underWay.add(work);
    try {
      const resource = await work;
      if (!resource) return { urn, outputs: {}, skipped: this.run.skipped.has(urn) };
      this.run.current.set(urn, resource);
      this.run.current.set(resource.urn, resource);
      const { id } = resource.state;
      const outputs = resource.state.custom ? resource.outputs : {};
      return { urn: resource.urn, ...(id !== undefined && { id }), outputs, skipped: false };
    } catch (error) {
      throw this.reject(error, urn);
    } finally {
      this.activity += 1;
      this.#underWay.delete(work);
    }
  }

  /** Undefined: skipped. */
  private async carryOut(registration: Registration): Promise<KnownResource | undefined> {
    const { run } = this;
    const { urn, goal, old } = registration;
    if (goal.parent !== undefined && !run.current.has(goal.parent) && !run.skipped.has(goal.parent)) {
      throw parentMissing(urn, goal.parent);
    }
    if (!run.isTarget({ urn, type: goal.type, parent: goal.parent })) {
      if (old) return keepUntargeted(run, old);
      skipUntargeted(run, registration);
      return undefined;
    }
    await requireDependencies(run, registration);
    if (!needsImport(registration)) return this.reach(registration);
    return this.reach({ ...registration, old: await importResource(run, registration) });
  }

  private async reach(registration: Registration): Promise<KnownResource> {
    const { run } = this;
    const { old } = registration;
    if (old && run.deletedEarly.has(old)) return this.recreate(registration, old);
    const inputs = await checkInputs(run, registration);
    this.inspect(registration, inputs);
    const decision = await decideStep(run, registration, inputs);
    if (old && run.deletedEarly.has(old)) return this.recreate(registration, old);
    const step = { registration, inputs };
    if (!old) return createResource(run, step);
    if (decision.kind === 'update') return updateResource(run, step, { old, diff: decision.diff });
    if (decision.kind !== 'replace') return keepSame(run, step, old);
    const { diff, deleteFirst } = decision;
    const fresh = { registration, inputs: await checkInputs(run, registration, true) };
    return replaceResource(run, { step: fresh, old, diff, deleteFirst });
  }

  private inspect({ urn, goal }: Registration, inputs: PropertyMap): void {
    const { inspector } = this.run;
    if (!inspector || !goal.custom || isProviderType(goal.type)) return;
    inspector({ urn, type: goal.type, name: goal.name, inputs: shown(inputs) as JsonObject });
  }

  private async recreate(registration: Registration, old: KnownResource): Promise<KnownResource> {
    const inputs = await checkInputs(this.run, registration, true);
    return recreateResource(this.run, { registration, inputs }, old);
  }

  /** What children take over from their parent beyond what the SDK hands down. Source: Pulumi's resource monitor. */
  private inherit(goal: ResourceGoal): ResourceGoal {
    const above = goal.parent === undefined ? undefined : this.run.goals.get(goal.parent);
    return {
      ...goal,
      protect: goal.protect ?? above?.protect,
      retainOnDelete: goal.retainOnDelete ?? above?.retainOnDelete,
      deletedWith: goal.deletedWith ?? above?.deletedWith,
    };
  }

  private async withProvider(goal: ResourceGoal): Promise<string | undefined> {
    if (!goal.custom || isProviderType(goal.type) || goal.type.startsWith('pulumi:')) return undefined;
    return goal.provider ?? this.defaultProvider(goal);
  }

  /** The provider resource of a package and version that nobody declares; made with the first resource that needs it. */
  private defaultProvider({ type, version, pluginDownloadUrl }: ResourceGoal): Promise<string> {
    const pkg = type.slice(0, type.indexOf(':'));
    const name = version === undefined ? 'default' : `default_${version.replace(/[^A-Za-z0-9]/g, '_')}`;
    const key = `${pkg}:${name}`;
    const known = this.#defaultProviders.get(key);
    if (known) return known;
    const inputs = { ...(version && { version }), ...(pluginDownloadUrl && { pluginDownloadURL: pluginDownloadUrl }) };
    const goal = plainGoal({ type: providerType(pkg), name, custom: true, inputs });
    const reference = this.register(goal).then(({ urn, id }) => `${urn}::${id ?? WIRE_UNKNOWN}`);
    this.#defaultProviders.set(key, reference);
    return reference;
  }

  /** Records a failure once; what follows from a stop is no failure of the resource. */
  private reject(error: unknown, urn: string): unknown {
    const { run } = this;
    const known = error instanceof Error && run.reported.has(error.message);
    const stopped = isPankaError(error) && error.code === 'RunStopped';
    if (!known && !stopped && !run.stopped) run.fail(error, urn);
    if (error instanceof Error) run.reported.add(error.message);
    return error;
  }
}
