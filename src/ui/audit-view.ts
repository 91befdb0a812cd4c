import type { AuditedRun } from '../core/audit/audit-runs.js';
import type { DamagedEntry } from '../core/audit/audit-trail.js';
import { duration, type Style } from './style.js';

export interface AuditFacts {
  readonly stack: string;
  readonly environment: string;
  readonly runs: readonly AuditedRun[];
  /** How many `--limit` left out. */
  readonly more: number;
  readonly damaged: readonly DamagedEntry[];
}

const GOOD: readonly string[] = [
  'succeeded',
  'nothing-to-do',
  'removed',
  'restored',
  'repaired',
  'pushed',
  'forgotten',
];

/** The audit trail as text: two lines a run. */
export function auditView({ stack, environment, runs, more, damaged }: AuditFacts, style: Style): string {
  if (runs.length === 0 && damaged.length === 0) return `Nothing is recorded for ${stack} in ${environment}.`;
  const lines = runs.flatMap((run) => runLines(run, style));
  if (more > 0) lines.push(style('dim', `and ${more} more: --limit ${runs.length + more}`));
  for (const { place, why } of damaged) lines.push(`${style('red', 'unreadable')} ${place}: ${why}`);
  return lines.join('\n');
}

function runLines(run: AuditedRun, style: Style): string[] {
  const colour = GOOD.includes(run.outcome) ? 'green' : run.outcome === 'running' ? 'yellow' : 'red';
  const outcome = style(colour, run.errorCode === undefined ? run.outcome : run.errorCode);
  const unit = run.unit === 'stack' ? '' : ` on ${run.unit}`;
  const took = run.durationMs === undefined ? '' : ` in ${duration(run.durationMs)}`;
  const head = `${run.startedAt}  ${style('bold', run.command)}${unit}  ${outcome}${took}${serials(run)}`;
  return [head, style('dim', `  ${details(run)}`)];
}

function serials({ serialBefore, serialAfter }: AuditedRun): string {
  if (serialAfter === undefined || serialAfter === serialBefore) return '';
  return `, serial ${serialBefore ?? 0} → ${serialAfter}`;
}

function details({ actor, run, lock, target, arguments: given }: AuditedRun): string {
  const by = actor === undefined ? 'by ?' : `by ${actor.user} on ${actor.host} (pid ${actor.pid})`;
  const parts = [
    by,
    actor?.awsCaller,
    actor?.ciRunId === undefined ? undefined : `CI run ${actor.ciRunId}`,
    actor?.runUrl,
    target,
    lock === undefined ? undefined : `lock ${lock.key} fence ${lock.fence}`,
    lock?.tookOver === undefined ? undefined : `took over from ${lock.tookOver.join(', ')}`,
    `run ${run}`,
    given.length === 0 ? undefined : `typed: ${given.join(' ')}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
