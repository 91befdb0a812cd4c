import type { UnitIdentity } from '../../core/engine/deployment-engine.js';
import { makeUrn } from '../../core/engine/urn.js';
import { changeMonitor } from './change-monitor.js';

interface Registration {
  getParent(): string;
  getType(): string;
  getName(): string;
  getPropertydependenciesMap(): {
    forEach(hear: (from: { getUrnsList(): string[] }, property: string) => void): void;
  };
}

interface Monitor {
  registerResource(request: Registration, answer: unknown): unknown;
}

/** Which resources each input of a declared one comes from, as the program tells the engine; the CLI's events do not say. */
export class DeclaredDependencies {
  readonly #known = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(private readonly unit: UnitIdentity) {}

  /** To be called inside of a program. */
  watch(): void {
    changeMonitor<Monitor>((monitor) => ({
      registerResource: (request, answer) => {
        this.note(request);
        return monitor.registerResource(request, answer);
      },
    }));
  }

  /** URNs; none where nothing was said of it. */
  of(urn: string, property: string): readonly string[] {
    return this.#known.get(urn)?.get(property) ?? [];
  }

  private note(request: Registration): void {
    const { project, stack } = this.unit;
    const urn = makeUrn({
      project,
      stack,
      parent: request.getParent(),
      type: request.getType(),
      name: request.getName(),
    });
    const properties = new Map<string, readonly string[]>();
    request.getPropertydependenciesMap().forEach((from, property) => {
      properties.set(property, from.getUrnsList());
    });
    this.#known.set(urn, properties);
  }
}
