import { expect } from 'chai';
import { EmbeddedEngine } from '../../../../src/adapters/embedded-engine/embedded-engine.js';
import type { PulumiCli } from '../../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import { World } from '../../embedded-engine/world.js';
import { StockEngine, stockSealer } from '../stock-engine.js';
import { differences } from './compare-taken.js';
import { type Step, take } from './step.js';

/** Worlds of both engines with keys in common, one for each scenario. */
export class BothEngines {
  readonly #open: StockEngine[] = [];

  constructor(private readonly cli: () => PulumiCli) {}

  embedded(): World {
    return new World({}, (provider) => new EmbeddedEngine({ provider, secrets: stockSealer }));
  }

  stock(): World {
    return new World({}, (provider) => {
      const engine = new StockEngine(this.cli, provider);
      this.#open.push(engine);
      return engine;
    });
  }

  /** Takes each step in both of two new worlds; fails at the first one that is not the same. */
  async take(steps: readonly Step[]): Promise<void> {
    const worlds = [this.embedded(), this.stock()] as const;
    for (const [at, step] of steps.entries()) {
      const [ours, theirs] = await Promise.all([take(worlds[0], step), take(worlds[1], step)]);
      const difference = differences(ours, theirs);
      if (difference !== '') expect.fail(`step ${at}, ${step.verb}:\n${difference}`);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((engine) => engine.close()));
  }
}
