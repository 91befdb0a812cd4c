/** A question before something is changed. */
export interface Question {
  /** `--yes` was given: nothing is asked. */
  readonly yes: boolean;
  /** Ends with what must be typed. */
  readonly text: string;
  /** What must be typed; absent: yes. */
  readonly word?: string;
  readonly signal?: AbortSignal;
}

/** True when there is a person to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && process.env.CI !== 'true';
}

/** Asks on stderr, so that stdout stays the result. True only for the word itself. */
export async function askFor({ text, word = 'yes', signal }: Omit<Question, 'yes'>): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${text} `, { signal });
    return answer.trim().toLowerCase() === word.toLowerCase();
  } finally {
    terminal.close();
  }
}
