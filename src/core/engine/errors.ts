import { PankaError } from '../diagnostics/panka-error.js';

/** A journal written by something newer, or damaged: refused, so that nothing is lost by reading half of it. */
export function journalUnreadable(reason: string): PankaError {
  return new PankaError({
    code: 'JournalUnreadable',
    message: `the deployment journal cannot be replayed: ${reason}`,
    suggestions: ['use the version of panka that wrote it', 'panka state repair  # shows what can be saved of it'],
  });
}

/** A deployment whose resources contradict each other, which no engine may continue from. */
export function deploymentBroken(problems: readonly string[]): PankaError {
  return new PankaError({
    code: 'DeploymentBroken',
    message: `the recorded deployment is inconsistent: ${problems.join('; ')}`,
    suggestions: [
      'panka state history  # which run left it so',
      'panka state restore --serial N  # a state from before that',
    ],
  });
}
