/**
 * Sends to stderr whatever is written to stdout meanwhile. oclif's plugin commands print npm's output to stdout, where
 * under `--json` only the result may stand.
 */
export async function keepStdoutClean<T>(work: () => Promise<T>): Promise<T> {
  const original = process.stdout.write;
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  try {
    return await work();
  } finally {
    process.stdout.write = original;
  }
}
