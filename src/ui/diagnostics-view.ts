import { codeFrame } from '../core/diagnostics/code-frame.js';
import type { Diagnostic, Severity } from '../core/diagnostics/diagnostic.js';
import type { Style } from './style.js';

const COLOUR: Record<Severity, 'red' | 'yellow' | 'cyan'> = { error: 'red', warning: 'yellow', info: 'cyan' };

/** Findings as text: what, where with the lines around it, and what to type instead. */
export function diagnosticsView(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  style: Style,
): string {
  return diagnostics.map((d) => one(d, textOf, style)).join('\n\n');
}

function one(diagnostic: Diagnostic, textOf: (file: string) => string | undefined, style: Style): string {
  const { severity, code, message, source, suggestion } = diagnostic;
  const lines = [`${style(['bold', COLOUR[severity]], severity)} ${style('bold', code)}: ${message}`];
  if (source !== undefined) {
    lines.push(`  ${style('dim', '→')} ${source.file}:${source.line}:${source.column}`);
    lines.push(...frame(diagnostic, textOf, style));
  }
  if (suggestion !== undefined) lines.push(`  ${style('green', 'try:')} ${suggestion}`);
  return lines.join('\n');
}

function frame({ source, severity }: Diagnostic, textOf: (file: string) => string | undefined, style: Style): string[] {
  const text = source === undefined ? undefined : textOf(source.file);
  if (source === undefined || text === undefined) return [];
  const { lines, marker } = codeFrame(text, source);
  const width = String(lines.at(-1)?.number ?? 1).length;
  return lines.flatMap(({ number, text: line, marked }) => {
    const margin = style('dim', `  ${String(number).padStart(width)} │ `);
    if (!marked) return [`${margin}${style('dim', line)}`];
    const under = `${' '.repeat(marker.column - 1)}${'^'.repeat(marker.length)}`;
    return [`${margin}${line}`, `${style('dim', `  ${' '.repeat(width)} │ `)}${style(COLOUR[severity], under)}`];
  });
}
