import { expect } from 'chai';
import { EmbeddedEngine, type EmbeddedEngineOptions } from '../../../src/adapters/embedded-engine/embedded-engine.js';
import type {
  DeploymentEngine,
  EngineRequest,
  EngineResult,
  MutatingRequest,
  ResourceEvent,
  UnitProgram,
} from '../../../src/core/engine/deployment-engine.js';
import { deploymentProblems } from '../../../src/core/engine/deployment-integrity.js';
import type { DeploymentV3, ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { replayJournal } from '../../../src/core/engine/replay.js';
import type { ResourceProvider } from '../../../src/core/engine/resource-provider.js';
import type { SecretSealer } from '../../../src/core/state/secret-sealer.js';
import { MemoryProvider } from './memory-provider.js';

/** Reversible and visibly not the plain text. */
export const testSealer: SecretSealer = {
  seal: (plaintext) => `sealed:${Buffer.from(plaintext).toString('base64')}`,
  open: (ciphertext) => Buffer.from(ciphertext.replace('sealed:', ''), 'base64').toString('utf8'),
};

export const UNIT = { project: 'shop', stack: 'test' } as const;

type Options = Partial<Omit<MutatingRequest, 'unit' | 'program' | 'base'>>;

/** An engine, its cloud and its state, from one run to the next. Checks after each run what must always hold. */
export class World {
  readonly provider = new MemoryProvider();
  base: DeploymentV3 | undefined;
  events: ResourceEvent[] = [];
  entries: JournalEntry[] = [];
  readonly engine: DeploymentEngine;

  /** `make`: another engine over the same cloud. */
  constructor(options: Partial<EmbeddedEngineOptions> = {}, make?: (provider: ResourceProvider) => DeploymentEngine) {
    const { provider } = this;
    this.engine = make?.(provider) ?? new EmbeddedEngine({ provider, secrets: testSealer, ...options });
  }

  async preview(program: UnitProgram, options: Partial<EngineRequest> = {}): Promise<EngineResult> {
    this.events = [];
    this.provider.calls.length = 0;
    return this.engine.preview({
      ...options,
      unit: UNIT,
      program,
      base: this.base,
      onEvent: (e) => this.events.push(e),
    });
  }

  async up(program: UnitProgram, options: Options = {}): Promise<EngineResult> {
    return this.run('up', program, options);
  }

  async destroy(options: Options = {}): Promise<EngineResult> {
    return this.run('destroy', async () => ({}), options);
  }

  async refresh(options: Options = {}): Promise<EngineResult> {
    return this.run('refresh', async () => ({}), options);
  }

  private async run(verb: 'up' | 'destroy' | 'refresh', program: UnitProgram, options: Options): Promise<EngineResult> {
    this.events = [];
    this.entries = [];
    this.provider.calls.length = 0;
    const before = this.base;
    const snapshot = JSON.stringify(before);
    const request: MutatingRequest = {
      unit: UNIT,
      program,
      base: before,
      onEvent: (event) => this.events.push(event),
      journal: {
        append: async (entries) => {
          this.entries.push(...(JSON.parse(JSON.stringify(entries)) as JournalEntry[]));
        },
        close: async () => undefined,
      },
      ...options,
    };
    const result = await this.engine[verb](request);
    expect(JSON.stringify(before), 'the base was changed in place').to.equal(snapshot);
    expect(deploymentProblems(result.deployment)).to.deep.equal([]);
    if (this.entries.length > 0 && !options.journal) {
      const replayed = replayJournal(before, this.entries, { time: result.deployment.manifest.time });
      expect(replayed).to.deep.equal(JSON.parse(JSON.stringify(result.deployment)));
    }
    this.base = JSON.parse(JSON.stringify(result.deployment)) as DeploymentV3;
    return result;
  }

  /** Ops of the last run by resource name, `same` left out. */
  ops(phase: ResourceEvent['phase'] = 'done'): string[] {
    return this.events
      .filter((event) => event.phase === phase && event.op !== 'same' && !event.type.startsWith('pulumi:'))
      .map((event) => `${event.op} ${event.name}`);
  }

  resources(): readonly ResourceV3[] {
    return this.base?.resources ?? [];
  }

  resource(name: string): ResourceV3 {
    const found = this.resources().find((resource) => resource.urn.endsWith(`::${name}`) && !resource.delete);
    if (!found)
      throw new Error(
        `no resource "${name}" in ${this.resources()
          .map((r) => r.urn)
          .join(', ')}`,
      );
    return found;
  }
}
