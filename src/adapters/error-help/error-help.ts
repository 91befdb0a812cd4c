import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { didYouMean } from '../../core/diagnostics/did-you-mean.js';
import { EXIT, PankaError } from '../../core/diagnostics/panka-error.js';

export interface ErrorHelp {
  readonly code: string;
  /** Markdown. */
  readonly text: string;
}

/** What docs/errors.md says of a code. Throws UnknownErrorCode. */
export async function readErrorHelp(root: string, code: string): Promise<ErrorHelp> {
  const sections = parseSections(await readFile(join(root, 'docs', 'errors.md'), 'utf8'));
  const found = [...sections.keys()].find((known) => known.toLowerCase() === code.toLowerCase());
  if (found === undefined) throw unknownCode(code, didYouMean(code, sections.keys()));
  return { code: found, text: sections.get(found) ?? '' };
}

/** Sections of the page, `### Code` each. */
export function parseSections(markdown: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  for (const part of markdown.split(/^### /m).slice(1)) {
    const [title = '', ...body] = part.split('\n');
    sections.set(title.replaceAll('`', '').trim(), body.join('\n').split(/^## /m)[0]?.trim() ?? '');
  }
  return sections;
}

function unknownCode(code: string, similar: string | undefined): PankaError {
  return new PankaError({
    code: 'UnknownErrorCode',
    message: `"${code}" is not an error code of panka, nor the service/name of a component`,
    suggestions: similar === undefined ? ['panka explain service/component'] : [`panka explain ${similar}`],
    exitCode: EXIT.input,
  });
}
