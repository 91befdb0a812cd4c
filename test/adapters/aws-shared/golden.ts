import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { DeclaredResource } from './declared-program.js';

const REWRITE = process.env['UPDATE_GOLDEN'] === '1';

/** Compares resources with `expected/<name>.json` beside the test; UPDATE_GOLDEN=1 rewrites it. Tags are compared elsewhere. */
export function expectGolden(testUrl: string, name: string, resources: readonly DeclaredResource[]): void {
  const file = join(dirname(fileURLToPath(testUrl)), 'expected', `${name}.json`);
  const text = `${JSON.stringify(resources.map(withoutTags), null, 2)}\n`;
  if (REWRITE) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (!existsSync(file)) throw new Error(`${file} is missing; run with UPDATE_GOLDEN=1 and look at what it writes`);
  expect(JSON.parse(text)).to.deep.equal(JSON.parse(readFileSync(file, 'utf8')));
}

function withoutTags(resource: DeclaredResource): DeclaredResource {
  const inputs = Object.entries(resource.inputs).filter(([key]) => key !== 'tags' && key !== 'tagSpecifications');
  return { ...resource, inputs: Object.fromEntries(inputs.map(([key, value]) => [key, legible(value)])) };
}

/** Documents as objects, so that the files can be read and a changed order of keys is no difference. */
function legible(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
