import { Listr, ListrLogger, type ListrTaskWrapper, ProcessOutput, Spinner } from 'listr2';
import type { DeploymentEvent } from '../core/execution/events.js';
import type { Plan } from '../core/plan/plan.js';
import { spoolText, waitingText } from './progress-lines.js';
import { count, duration, type Style } from './style.js';

type Task = ListrTaskWrapper<unknown, never, never>;

/** Draws four times a second: measuring every line's width is what drawing costs, and the engine runs on the same thread. */
class CalmSpinner extends Spinner {
  override start(draw?: () => void): void {
    super.start(draw, 250);
  }
}

/** One line of the tree: a component that is waited for. */
class Row {
  private settle: { resolve: () => void; reject: (error: Error) => void } = { resolve: () => {}, reject: () => {} };
  private readonly ended = new Promise<void>((resolve, reject) => {
    this.settle = { resolve, reject };
  });
  private readonly running = new Set<string>();
  private task: Task | undefined;
  private startedAt: number | undefined;
  private finished = 0;
  private verifying = false;
  private over = false;

  constructor(
    readonly component: string,
    private readonly style: Style,
  ) {}

  /** Runs until `end`: what listr2 shows as this row. */
  run = (_context: unknown, task: Task): Promise<void> => {
    this.task = task;
    return this.ended;
  };

  start(): void {
    this.startedAt ??= performance.now();
  }

  verify(): void {
    this.verifying = true;
  }

  resource(event: (DeploymentEvent & { type: 'resource' })['event']): void {
    if (event.phase === 'started') this.running.add(event.name);
    if (event.phase === 'done' || event.phase === 'failed') this.running.delete(event.name);
    if (event.phase === 'done' && event.op !== 'same') this.finished += 1;
  }

  end(status: 'done' | 'failed' | 'skipped' | 'interrupted', detail?: string): void {
    if (this.over) return;
    this.running.clear();
    this.show(detail ?? (this.verifying ? 'verified' : undefined));
    this.over = true;
    if (status === 'failed') this.settle.reject(new Error(detail ?? 'failed'));
    else {
      if (status === 'skipped') this.task?.skip(`${this.component} skipped: ${detail ?? ''}`);
      this.settle.resolve();
    }
  }

  /** Elapsed time, resource counts, and what is waited for. A row that has not begun or is over stays as it is. */
  show(detail?: string): void {
    if (this.task === undefined || this.startedAt === undefined || this.over) return;
    const parts: string[] = [];
    if (this.finished > 0) parts.push(count(this.finished, 'resource'));
    const waiting = detail ?? this.waitsFor();
    if (waiting !== undefined) parts.push(waiting);
    parts.push(duration(performance.now() - this.startedAt));
    this.task.title = `${this.component} ${this.style('dim', parts.join(' · '))}`;
  }

  private waitsFor(): string | undefined {
    if (this.running.size > 0)
      return `waiting for ${[...this.running].slice(0, 2).join(', ')}${this.running.size > 2 ? ', …' : ''}`;
    return this.verifying ? 'verifying' : undefined;
  }
}

/** Progress on a terminal: a tree of waves and components, drawn on stderr. */
export class ProgressTree {
  private readonly rows = new Map<string, Row>();
  private tree: Promise<unknown> | undefined;
  private ticker: NodeJS.Timeout | undefined;
  private plan: Plan | undefined;

  constructor(
    private readonly write: (line: string) => void,
    private readonly style: Style,
  ) {}

  handle(event: DeploymentEvent): void {
    switch (event.type) {
      case 'planned':
        this.plan = event.plan;
        break;
      case 'phase':
        if (event.phase === 'recover') this.write('finishing what an interrupted run left …');
        if (event.phase === 'deploy') this.begin();
        break;
      case 'waiting-for-lock':
        this.write(waitingText(event.waiting));
        break;
      case 'lock-taken-over':
        this.write(`the lock of ${event.from} was taken over: its holder is gone`);
        break;
      case 'journal-spooled':
      case 'spool-taken-up':
        this.write(spoolText(event));
        break;
      case 'interrupting':
        this.write('stopping: running steps end, no new ones begin (once more to kill)');
        break;
      case 'component':
        this.component(event);
        break;
      case 'resource':
        this.rows.get(event.component)?.resource(event.event);
        break;
    }
  }

  /** Ends every row, so that the tree closes; waits until it is drawn. */
  async close(): Promise<void> {
    clearInterval(this.ticker);
    for (const row of this.rows.values()) row.end('done');
    await this.tree;
  }

  private component({ component, status, detail }: DeploymentEvent & { type: 'component' }): void {
    const row = this.rows.get(component);
    if (status === 'started') row?.start();
    else if (status === 'verifying') row?.verify();
    else row?.end(status, detail);
  }

  private begin(): void {
    const changed = this.plan?.changes.filter((c) => c.action !== 'none') ?? [];
    if (changed.length === 0) return;
    const groups = new Map<string, Row[]>();
    for (const { component, wave, action } of changed) {
      const title = action === 'delete' ? 'delete' : wave === 0 ? 'wave 0 · what the stack has once' : `wave ${wave}`;
      const row = new Row(component, this.style);
      this.rows.set(component, row);
      groups.set(title, [...(groups.get(title) ?? []), row]);
    }
    const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
    const tasks = [...groups].map(([title, rows]) => ({
      title,
      task: (_: unknown, task: ListrTaskWrapper<unknown, never, never>) =>
        task.newListr(
          rows.map((row) => ({ title: row.component, task: row.run as never })),
          { concurrent: true, exitOnError: false },
        ),
    }));
    const list = new Listr(tasks, {
      concurrent: true,
      exitOnError: false,
      collectErrors: 'minimal',
      registerSignalListeners: false,
      renderer: 'default',
      rendererOptions: { logger, collapseSubtasks: false, showErrorMessage: false, spinner: new CalmSpinner() },
    } as never);
    this.tree = list.run().catch(() => undefined);
    // Titles are drawn on a beat and not for every event: drawing is what costs.
    this.ticker = setInterval(() => {
      for (const row of this.rows.values()) row.show();
    }, 250);
    this.ticker.unref();
  }
}
