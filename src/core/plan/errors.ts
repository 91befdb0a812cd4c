import { EXIT, PankaError } from '../diagnostics/panka-error.js';

export function planStale(differences: readonly string[]): PankaError {
  return new PankaError({
    code: 'PlanStale',
    message: `the plan no longer fits: ${differences.join('; ')}`,
    suggestions: ['panka plan --out plan.json', 'panka apply plan.json'],
    exitCode: EXIT.failed,
  });
}

export function planUnreadable(file: string, why: string, cause?: unknown): PankaError {
  return new PankaError({
    code: 'PlanUnreadable',
    message: `"${file}" is not a plan of this version of panka: ${why}`,
    suggestions: [`panka plan --out ${file}`],
    exitCode: EXIT.input,
    cause,
  });
}

export function planViolated(urn: string, op: string): PankaError {
  return new PankaError({
    code: 'PlanViolated',
    message: `the plan does not hold "${op}" of ${urn}; nothing was done to it`,
    suggestions: ['panka plan --out plan.json'],
  });
}

export function dataLoss(changes: readonly { component: string; what: string }[]): PankaError {
  const names = [...new Set(changes.map((c) => c.component))];
  return new PankaError({
    code: 'DataLoss',
    message: `this would lose data: ${changes.map((c) => `${c.component} (${c.what})`).join(', ')} [PANKA-DATA-001]`,
    suggestions: [`add ${names.map((n) => `--allow-data-loss ${n}`).join(' ')} if that is meant`],
    exitCode: EXIT.failed,
  });
}

export function planUnwritable(file: string, cause: unknown): PankaError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PankaError({
    code: 'PlanUnwritable',
    message: `the plan could not be written to "${file}": ${why}`,
    suggestions: ['choose another file for --out'],
    exitCode: EXIT.input,
    cause,
  });
}
