import { LocalStateStore } from '../../../src/adapters/local-state/local-state-store.js';
import { isPankaError } from '../../../src/core/diagnostics/panka-error.js';
import { moveHead } from '../../../src/core/state/move-head.js';
import { AT, creation, headOf, metaOf, UNIT } from '../../core/state/state-samples.js';

/**
 * `heads`: moves the head, again and again. `journal`: appends until it is refused or killed, and says what was stored.
 */
const [mode, folder, name, times] = process.argv.slice(2) as [string, string, string, string];
const store = new LocalStateStore({ folder });

if (mode === 'heads') {
  for (let n = 0; n < Number(times); n += 1) {
    await moveHead({
      store,
      at: AT,
      unit: `service.${name}`,
      fence: 1,
      change: (stored) => {
        const units = stored?.units ?? {};
        return headOf({ units: { ...units, [name]: { appliedUpdate: (units[name]?.appliedUpdate ?? 0) + 1 } } });
      },
    });
  }
} else {
  const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1, { run: name }));
  for (let n = 1; ; n += 1) {
    try {
      await journal.append(creation(n, `q${n}`));
      process.send?.(n);
    } catch (error) {
      process.send?.(isPankaError(error) ? error.code : String(error));
      break;
    }
  }
}
process.disconnect?.();
