import type { StepEventMetadata } from '@pulumi/pulumi/automation/index.js';

/**
 * Which steps have begun. The CLI announces a step before it asks the journal for it, over another connection, so that the two
 * come in any order; a step whose entry is refused is never begun.
 */
export class BegunSteps {
  readonly #announced = new Map<string, StepEventMetadata[]>();
  readonly #stored = new Map<string, number>();

  /** The step, if the journal has taken it already. */
  announced(step: StepEventMetadata): StepEventMetadata | undefined {
    const stored = this.#stored.get(step.urn) ?? 0;
    if (stored > 0) {
      this.#stored.set(step.urn, stored - 1);
      return step;
    }
    this.#announced.set(step.urn, [...(this.#announced.get(step.urn) ?? []), step]);
    return undefined;
  }

  /** The step, if it was announced already. */
  stored(urn: string): StepEventMetadata | undefined {
    const [step, ...later] = this.#announced.get(urn) ?? [];
    if (step === undefined) this.#stored.set(urn, (this.#stored.get(urn) ?? 0) + 1);
    else this.#announced.set(urn, later);
    return step;
  }
}
