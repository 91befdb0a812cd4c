import { createInterface } from 'node:readline/promises';

export interface TextQuestion {
  readonly text: string;
  /** Taken when nothing is typed. */
  readonly usual?: string;
  /** What is wrong with an answer; asked again until there is nothing. */
  readonly check?: (answer: string) => string | undefined;
}

/** Asks on stderr, so that stdout stays the result. */
export async function askText({ text, usual, check }: TextQuestion, signal?: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (;;) {
      const hint = usual === undefined || usual === '' ? '' : ` [${usual}]`;
      const typed = (await terminal.question(`${text}${hint}: `, { signal })).trim();
      const answer = typed === '' ? (usual ?? '') : typed;
      const wrong = check?.(answer);
      if (wrong === undefined) return answer;
      process.stderr.write(`  ${wrong}\n`);
    }
  } finally {
    terminal.close();
  }
}
