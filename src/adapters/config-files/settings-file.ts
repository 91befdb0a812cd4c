import { existsSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { configUnreadable } from '../../core/config/errors.js';
import { definitionOf, type SettingLayer } from '../../core/config/settings.js';

/** The settings of one file, with their lines. Nothing where there is no file. */
export function settingsFile(file: string): SettingLayer {
  if (!existsSync(file)) return { origin: () => file, values: {} };
  const text = readText(file);
  const lines = text.split('\n');
  return { origin: (name) => `${file}:${lineOf(lines, name.split('.'))}`, values: flatten(parse(file, text)) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw configUnreadable(file, 'it cannot be opened', error);
  }
}

function parse(file: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = load(text);
  } catch (error) {
    throw configUnreadable(file, error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'no YAML', error);
  }
  if (value === undefined || value === null) return {};
  if (!isMap(value)) throw configUnreadable(file, 'it must be a map of settings');
  return value;
}

/** `{state: {bucket: b}}` → `{'state.bucket': 'b'}`. A map where a setting's value belongs stays one, to be refused. */
function flatten(values: Record<string, unknown>, above = ''): Record<string, unknown> {
  const entries = Object.entries(values).flatMap(([key, value]) => {
    const name = `${above}${key}`;
    const isGroup = isMap(value) && definitionOf(name) === undefined;
    return isGroup ? Object.entries(flatten(value, `${name}.`)) : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** From 1: the line of the last key of the path, found below the keys before it; as far as it is found. */
function lineOf(lines: readonly string[], path: readonly string[]): number {
  let at = -1;
  for (const [depth, key] of path.entries()) {
    const indent = depth === 0 ? '' : ' ';
    const isKey = (line: string) => line.startsWith(indent) && line.trimStart().split(':')[0]?.trimEnd() === key;
    const found = lines.findIndex((line, index) => index > at && isKey(line) && (depth > 0 || /^\S/.test(line)));
    if (found < 0) break;
    at = found;
  }
  return at + 1;
}
