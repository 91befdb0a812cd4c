import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { codeFrame } from '../../../src/core/diagnostics/code-frame.js';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.js';

/** Compares diagnostics with `expected/diagnostics.txt` of a fixture; UPDATE_GOLDEN=1 writes it instead. */
export function expectGolden(folder: string, diagnostics: readonly Diagnostic[]): void {
  const actual = `${diagnostics.map((diagnostic) => rendered(diagnostic, folder)).join('\n')}`.replaceAll(
    folder,
    '<folder>',
  );
  const file = join(folder, 'expected', 'diagnostics.txt');
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(join(folder, 'expected'), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  expect(actual).to.equal(existsSync(file) ? readFileSync(file, 'utf8') : '(no golden file; run with UPDATE_GOLDEN=1)');
}

function rendered(diagnostic: Diagnostic, folder: string): string {
  const { severity, code, message, source, component, path, suggestion } = diagnostic;
  const where = source ? ` ${source.file}:${source.line}:${source.column}` : '';
  const lines = [
    `${severity} ${code}${where}${component ? ` [${component}]` : ''}${path ? ` ${path}` : ''}`,
    `  ${message}`,
  ];
  if (suggestion) lines.push(`  try: ${suggestion}`);
  if (source) {
    const text = readFileSync(join(folder, source.file), 'utf8');
    const { lines: frame, marker } = codeFrame(text, source, { context: 0 });
    lines.push(`  | ${frame[0]?.text ?? ''}`, `  | ${' '.repeat(marker.column - 1)}${'^'.repeat(marker.length)}`);
  }
  return `${lines.join('\n')}\n`;
}
