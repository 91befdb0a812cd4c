import { appendFileSync } from 'node:fs';
import type { DeploymentEvent } from '../core/execution/events.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export interface JsonLogOptions {
  readonly file: string;
  readonly level: LogLevel;
  /** On every line: the deployment id. */
  readonly correlationId: string;
}

/** Writes events as JSON lines, each with time, level and correlation id. Property values are not logged, so no secret can be. */
export class JsonLog {
  constructor(private readonly options: JsonLogOptions) {}

  handle(event: DeploymentEvent): void {
    const level = levelOf(event);
    if (LEVELS.indexOf(level) < LEVELS.indexOf(this.options.level)) return;
    this.write(level, event.type, fieldsOf(event));
  }

  write(level: LogLevel, message: string, fields: Record<string, unknown> = {}): void {
    const line = {
      time: new Date().toISOString(),
      level,
      correlationId: this.options.correlationId,
      message,
      ...fields,
    };
    appendFileSync(this.options.file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }
}

const WARNINGS: ReadonlySet<DeploymentEvent['type']> = new Set([
  'lock-taken-over',
  'interrupting',
  'recovered',
  'journal-spooled',
  'spool-taken-up',
]);

function levelOf(event: DeploymentEvent): LogLevel {
  if (event.type === 'component' && event.status === 'failed') return 'error';
  if (event.type === 'resource') return event.event.phase === 'failed' ? 'error' : 'debug';
  if (WARNINGS.has(event.type)) return 'warn';
  return 'info';
}

function fieldsOf(event: DeploymentEvent): Record<string, unknown> {
  switch (event.type) {
    case 'planned':
      return {
        stack: event.plan.stack,
        environment: event.plan.environment,
        target: event.plan.target,
        summary: event.plan.summary,
      };
    case 'resource': {
      const { phase, op, urn, id, durationMs, error } = event.event;
      return { component: event.component, phase, op, urn, id, durationMs, error };
    }
    case 'waiting-for-lock':
      return { waitedMs: event.waiting.waitedMs, holders: event.waiting.holders.map((h) => h.lock.lockId) };
    default: {
      const { type: _type, ...fields } = event;
      return fields;
    }
  }
}
