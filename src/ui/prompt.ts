import { createInterface } from 'node:readline/promises';

/** True when there is a person to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && process.env.CI !== 'true';
}

/** Asks on stderr, so that stdout stays the result. True only for the word itself. */
export async function askFor(question: string, word: string, signal?: AbortSignal): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(question, { signal });
    return answer.trim().toLowerCase() === word.toLowerCase();
  } finally {
    terminal.close();
  }
}
