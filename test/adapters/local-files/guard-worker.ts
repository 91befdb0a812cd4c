import { readFile, writeFile } from 'node:fs/promises';
import { withGuard } from '../../../src/adapters/local-files/exclusive-guard.js';

/** Adds one to a number in a file, many times, under a guard; or takes the guard and stays in it until it is killed. */
const [mode, folder, times] = process.argv.slice(2) as [string, string, string];
const guard = { folder: `${folder}/guards`, drafts: `${folder}/drafts`, name: 'counter', waitMs: 60_000 };
const counter = `${folder}/counter`;

if (mode === 'count') {
  for (let n = 0; n < Number(times); n += 1) {
    await withGuard(guard, async () => {
      const before = Number(await readFile(counter, 'utf8'));
      await writeFile(counter, String(before + 1));
    });
  }
} else {
  await withGuard(guard, async () => {
    process.send?.('inside');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
}
process.disconnect?.();
