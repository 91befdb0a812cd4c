import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** An executable that answers as the body says, a Node script. */
export function executable(path: string, body: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!${process.execPath}\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Answers `pulumi version`. */
export function versionCli(path: string, version: string): string {
  return executable(path, `console.log(process.argv[2] === 'version' ? 'v${version}' : 'unexpected')`);
}
