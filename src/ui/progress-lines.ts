import type { DeploymentEvent } from '../core/execution/events.js';
import type { SpoolEvent } from '../core/state/journal-spool.js';
import { count, duration, type Style } from './style.js';

const PHASE_TEXT: Record<string, string> = {
  recover: 'finishing what an interrupted run left',
  deploy: 'deploying',
};

/** Progress where no terminal is: one line for each thing that ends, each a whole sentence. */
export class ProgressLines {
  private readonly startedAt = new Map<string, number>();
  private readonly steps = new Map<string, number>();
  private changed: ReadonlySet<string> | undefined;

  constructor(
    private readonly write: (line: string) => void,
    private readonly style: Style,
    private readonly now: () => number = () => performance.now(),
  ) {}

  handle(event: DeploymentEvent): void {
    const line = this.lineOf(event);
    if (line !== undefined) this.write(line);
  }

  private lineOf(event: DeploymentEvent): string | undefined {
    switch (event.type) {
      case 'phase':
        return PHASE_TEXT[event.phase] === undefined ? undefined : `${PHASE_TEXT[event.phase]} …`;
      case 'waiting-for-lock':
        return waitingText(event.waiting);
      case 'lock-taken-over':
        return `the lock of ${event.from} was taken over: its holder is gone`;
      case 'recovered':
        return `recovered ${count(event.updates, 'interrupted update')}: ${event.adopted.length} adopted, ${event.forgotten.length} forgotten`;
      case 'journal-spooled':
      case 'spool-taken-up':
        return spoolText(event);
      case 'planned':
        this.changed = new Set(event.plan.changes.filter((c) => c.action !== 'none').map((c) => c.component));
        return undefined;
      case 'unit':
        return this.style('dim', `unit ${event.unit}`);
      case 'wave':
        return this.waveLine(event);
      case 'interrupting':
        return 'stopping: running steps end, no new ones begin (once more to kill)';
      case 'component':
        return this.componentLine(event);
      case 'resource':
        return this.resourceLine(event);
      default:
        return undefined;
    }
  }

  private waveLine({ wave, components }: DeploymentEvent & { type: 'wave' }): string | undefined {
    const changed = components.filter((c) => this.changed?.has(c) ?? true);
    return changed.length === 0 ? undefined : this.style('dim', `wave ${wave}: ${changed.join(', ')}`);
  }

  private componentLine({
    component,
    status,
    detail,
    verification,
  }: DeploymentEvent & { type: 'component' }): string | undefined {
    if (status === 'started') this.startedAt.set(component, this.now());
    if (status === 'started' || status === 'verifying') return undefined;
    const took = this.now() - (this.startedAt.get(component) ?? this.now());
    const resources = this.steps.get(component) ?? 0;
    if (status === 'done') {
      if (resources === 0) return undefined;
      const verified = verification === undefined ? '' : `, ${verification.status}`;
      return `${this.style('green', '✔')} ${component}: ${count(resources, 'resource')}${verified} (${duration(took)})`;
    }
    const [sign, colour] = status === 'failed' ? (['✖', 'red'] as const) : (['↷', 'yellow'] as const);
    return `${this.style(colour, sign)} ${component}: ${status}: ${detail ?? ''}`;
  }

  private resourceLine({ component, event }: DeploymentEvent & { type: 'resource' }): string | undefined {
    if (event.phase === 'done' && event.op !== 'same') {
      this.steps.set(component, (this.steps.get(component) ?? 0) + 1);
      if (event.op === 'delete') return `${this.style('red', '-')} deleted ${event.name}`;
    }
    if (event.phase === 'failed')
      return `${this.style('red', '✖')} ${event.op} ${event.name}: ${event.error?.message ?? 'failed'}`;
    return undefined;
  }
}

/** What became of a journal that its store did not take. */
export function spoolText(event: SpoolEvent): string {
  if (event.type === 'journal-spooled')
    return `the journal cannot be stored: ${event.reason}. What was done is kept in ${event.place}; run the command again on this machine`;
  const refused = event.refused === 0 ? '' : `, ${event.refused} left alone: another run has looked for itself`;
  return `took up ${count(event.batches, 'piece')} of the journal that this machine had kept${refused}`;
}

export function waitingText(waiting: (DeploymentEvent & { type: 'waiting-for-lock' })['waiting']): string {
  const [holder] = waiting.holders;
  const who =
    holder === undefined
      ? 'another run'
      : `${holder.lock.lockedBy} (${holder.lock.command}, ${holder.lock.host}, pid ${holder.lock.pid})`;
  return `waiting for the lock of ${who} for ${duration(waiting.waitedMs)}`;
}
