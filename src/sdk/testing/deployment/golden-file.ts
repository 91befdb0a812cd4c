import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RenderedResource } from '../../../core/render/rendered-resource.js';

/** Compares with `<folder>/<name>.json`; UPDATE_GOLDEN=1 writes it instead, to be looked at before it is committed. */
export function expectGolden(folder: string, name: string, resources: readonly RenderedResource[]): void {
  const file = join(folder, `${name}.json`);
  const text = `${JSON.stringify({ resources }, null, 2)}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  assert.ok(existsSync(file), `${file} is missing; run with UPDATE_GOLDEN=1 and look at what it writes`);
  assert.deepEqual(
    JSON.parse(text),
    JSON.parse(readFileSync(file, 'utf8')),
    `${file} differs; UPDATE_GOLDEN=1 writes it anew`,
  );
}
