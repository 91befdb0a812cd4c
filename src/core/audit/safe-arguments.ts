import { isSecretName, looksSecret } from '../diagnostics/secret-names.js';

/** Flags whose values come from outside and may be anything. Only the names before `=` are kept. */
const FROM_OUTSIDE: ReadonlySet<string> = new Set(['--var', '--set']);
const LEFT_OUT = '***';

/** Arguments as the audit trail may hold them. */
export function safeArguments(argv: readonly string[]): readonly string[] {
  return argv.map((argument, at) => {
    const [, flag, value] = /^(--[a-z-]+)=(.*)$/s.exec(argument) ?? [];
    if (FROM_OUTSIDE.has(argv[at - 1] ?? '')) return withoutValue(argument);
    if (flag === undefined || value === undefined) return looksSecret(argument) ? LEFT_OUT : argument;
    if (FROM_OUTSIDE.has(flag)) return `${flag}=${withoutValue(value)}`;
    return isSecretName(flag) || looksSecret(value) ? `${flag}=${LEFT_OUT}` : argument;
  });
}

function withoutValue(assignment: string): string {
  const equals = assignment.indexOf('=');
  return equals < 0 ? LEFT_OUT : `${assignment.slice(0, equals)}=${LEFT_OUT}`;
}
