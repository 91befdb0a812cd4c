import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Filter } from '../../core/execution/filter.js';
import { planUnreadable, planUnwritable } from '../../core/plan/errors.js';
import type { Plan } from '../../core/plan/plan.js';

const FORMAT = 1;

/** A plan and what it was made with. Holds no secret: specs hold references, and property values are masked. */
export interface SavedPlan {
  readonly plan: Plan;
  readonly filter: Filter;
  readonly refresh: boolean;
}

/** Writes the file whole or not at all, readable by its owner only. Throws PlanUnwritable. */
export async function writePlanFile(file: string, saved: SavedPlan): Promise<void> {
  const body = JSON.stringify(saved);
  const text = `${JSON.stringify({ format: FORMAT, sha256: digest(body), ...saved }, null, 2)}\n`;
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw planUnwritable(file, error);
  }
}

/** Throws PlanUnreadable for anything but an unchanged plan of this format. */
export async function readPlanFile(file: string): Promise<SavedPlan> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw planUnreadable(file, 'it cannot be read', error);
  });
  const { format, sha256, ...saved } = parse(file, text);
  if (format !== FORMAT) throw planUnreadable(file, `its format is ${JSON.stringify(format)}, not ${FORMAT}`);
  if (sha256 !== digest(JSON.stringify(saved))) throw planUnreadable(file, 'it was changed after it was saved');
  return saved;
}

function parse(file: string, text: string): SavedPlan & { format: unknown; sha256: unknown } {
  try {
    return JSON.parse(text) as SavedPlan & { format: unknown; sha256: unknown };
  } catch (error) {
    throw planUnreadable(file, 'it is no JSON', error);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
