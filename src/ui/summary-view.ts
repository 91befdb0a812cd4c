import type { DeploymentOutcome } from '../core/execution/deployment-outcome.js';
import { failureAdvice } from './failure-advice.js';
import { count, duration, type Style } from './style.js';

const STATUS: Record<DeploymentOutcome['status'], { text: string; colour: 'green' | 'red' | 'yellow' }> = {
  succeeded: { text: 'Done', colour: 'green' },
  failed: { text: 'Failed', colour: 'red' },
  interrupted: { text: 'Interrupted', colour: 'yellow' },
  'nothing-to-do': { text: 'Nothing to do', colour: 'green' },
};
const MAX_LISTED = 8;

export interface SummaryRequest {
  readonly outcome: DeploymentOutcome;
  /** Where the sandbox keeps its cloud; undefined on AWS. */
  readonly sandbox?: string;
  readonly command: string;
}

/** A deployment in one screen: what was done, what was verified, how long, what to do next. */
export function summaryView({ outcome, sandbox, command }: SummaryRequest, style: Style): string {
  const { text, colour } = STATUS[outcome.status];
  const where = `${outcome.stack} in ${outcome.environment}`;
  const lines = [`${style(['bold', colour], text)}: ${where} (${outcome.target}) in ${duration(outcome.durationMs)}`];
  const steps = Object.entries(outcome.resources).map(([op, n]) => `${n} ${op}`);
  if (steps.length > 0) lines.push(`  resources  ${steps.join(', ')}`);
  if (outcome.verified > 0) lines.push(`  verified   ${count(outcome.verified, 'component')}`);
  if (outcome.unverified.length > 0)
    lines.push(`  unverified ${list(outcome.unverified)} (their kinds bring no verifier)`);
  if (outcome.recovered) lines.push('  recovered  an interrupted run was finished first');
  lines.push(...retained(outcome), ...problems(outcome, style));
  lines.push(`  deployment ${outcome.deployment}, state serial ${outcome.serial}`);
  if (sandbox !== undefined) lines.push(`  sandbox    simulated AWS, nothing was made in a real account: ${sandbox}`);
  lines.push(...next(outcome, command).map((line) => `  next       ${line}`));
  return lines.join('\n');
}

/** What is billed on, and what a later stack of the same names would meet. */
function retained({ retained: kept }: DeploymentOutcome): string[] {
  if (kept.length === 0) return [];
  return [
    `  retained   ${list(kept.map(({ name, type }) => `${name} (${type})`))}: no longer Panka's, still in the cloud`,
  ];
}

function problems(outcome: DeploymentOutcome, style: Style): string[] {
  const errors = outcome.errors.slice(0, MAX_LISTED).map((e) => {
    const who = e.component === undefined ? '' : `${style('bold', e.component)}: `;
    return `  ${style('red', 'error')}      ${who}${e.message}`;
  });
  const skipped = outcome.components.filter((c) => c.status === 'skipped').map((c) => c.component);
  return [...errors, ...(skipped.length > 0 ? [`  skipped    ${list(skipped)}`] : [])];
}

function next(outcome: DeploymentOutcome, command: string): string[] {
  if (outcome.status === 'failed')
    return [...failureAdvice(outcome.errors), 'correct it and run the same command again: what was done is kept'];
  if (outcome.status === 'interrupted') return ['run the same command again: it goes on from here'];
  if (command === 'destroy') return ['panka history'];
  return ['panka status', 'panka outputs'];
}

function list(names: readonly string[]): string {
  const more = names.length - MAX_LISTED;
  return `${names.slice(0, MAX_LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
