import type { DeploymentEvent } from '../core/execution/events.js';
import { planView } from './plan-view.js';
import { ProgressLines } from './progress-lines.js';
import type { Style } from './style.js';

export interface DeploymentViewOptions {
  readonly style: Style;
  /** A terminal that can be redrawn. */
  readonly tree: boolean;
  readonly write: (line: string) => void;
  /** More listeners: the log file. */
  readonly also: readonly ((event: DeploymentEvent) => void)[];
}

/** Shows a deployment while it happens: the plan, then progress, as a tree on a terminal and as lines elsewhere. */
export class DeploymentView {
  private constructor(
    private readonly progress: { handle(event: DeploymentEvent): void; close?(): Promise<void> },
    private readonly options: DeploymentViewOptions,
  ) {}

  static async open(options: DeploymentViewOptions): Promise<DeploymentView> {
    if (!options.tree) return new DeploymentView(new ProgressLines(options.write, options.style), options);
    const { ProgressTree } = await import('./progress-tree.js');
    return new DeploymentView(new ProgressTree(options.write, options.style), options);
  }

  readonly emit = (event: DeploymentEvent): void => {
    for (const listener of this.options.also) listener(event);
    if (event.type === 'planned') this.options.write(`${planView(event.plan, this.options.style)}\n`);
    this.progress.handle(event);
  };

  async close(): Promise<void> {
    await this.progress.close?.();
  }
}
