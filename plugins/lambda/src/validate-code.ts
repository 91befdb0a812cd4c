import { join } from 'node:path';
import { errorAt, warningAt } from '@panka/plugin-common';
import type { ComponentOf, Finding } from 'panka/sdk';
import { holdsOneOf } from './code-files.js';
import { handlerFiles, OLDER_RUNTIMES, RUNTIMES, successorOf } from './runtimes.js';
import type { LambdaSpec } from './schema.js';

const INLINE_BYTES = 4096;

/** Rules of code, runtime and handler. */
export function validateCode(component: ComponentOf<LambdaSpec>): Finding[] {
  const { spec } = component;
  const { code } = spec;
  const ways = [code.s3Bucket ?? code.s3Key, code.path, code.zipFile, code.imageUri].filter((way) => way !== undefined);
  if (ways.length !== 1 || (code.s3Bucket === undefined) !== (code.s3Key === undefined))
    return [errorAt('/code', 'PANKA-LAM-002', 'code: give exactly one of s3Bucket+s3Key, path, zipFile, imageUri')];
  if (code.imageUri !== undefined) return image(spec);
  return [...runtime(spec), ...inline(spec), ...files(component)];
}

function image(spec: LambdaSpec): Finding[] {
  const field = spec.runtime !== undefined ? 'runtime' : 'handler';
  if (spec.runtime === undefined && spec.handler === undefined) return [];
  return [errorAt(`/${field}`, 'PANKA-LAM-003', 'runtime and handler are not allowed with imageUri')];
}

function runtime({ runtime, handler }: LambdaSpec): Finding[] {
  if (runtime === undefined || handler === undefined)
    return [errorAt('/code', 'PANKA-LAM-009', 'runtime and handler are required with a zip')];
  if (RUNTIMES.some((known) => known === runtime)) return [];
  const successor = successorOf(runtime);
  const suggestion = successor === undefined ? undefined : `runtime: ${successor}`;
  if (OLDER_RUNTIMES.some((known) => known === runtime))
    return [
      warningAt(
        '/runtime',
        'PANKA-LAM-004',
        `runtime ${runtime} is near or past the end of its support${successor === undefined ? '' : `; use ${successor}`}`,
        suggestion,
      ),
    ];
  return [
    errorAt(
      '/runtime',
      'PANKA-LAM-008',
      `runtime "${runtime}" isn't a Lambda runtime; use ${RUNTIMES.join(', ')}`,
      suggestion,
    ),
  ];
}

function inline({ code, runtime = '' }: LambdaSpec): Finding[] {
  if (code.zipFile === undefined) return [];
  const bytes = Buffer.byteLength(code.zipFile);
  if (bytes > INLINE_BYTES)
    return [
      errorAt('/code/zipFile', 'PANKA-LAM-014', `code.zipFile is ${bytes} bytes; ${INLINE_BYTES} at most, use path`),
    ];
  if (/^(nodejs|python)/.test(runtime)) return [];
  return [
    errorAt(
      '/code/zipFile',
      'PANKA-LAM-014',
      `code.zipFile is for Node.js and Python; runtime is ${runtime}, use path`,
    ),
  ];
}

/** A function without its handler is created and then fails at each call: better said now. */
function files({ spec, folder }: ComponentOf<LambdaSpec>): Finding[] {
  const { path } = spec.code;
  if (path === undefined || spec.runtime === undefined || spec.handler === undefined) return [];
  const wanted = handlerFiles(spec.runtime, spec.handler) ?? [];
  const held = holdsOneOf(join(folder, path), wanted);
  if (held === undefined)
    return [
      errorAt('/code/path', 'PANKA-LAM-015', `code.path "${path}" is neither a folder nor a zip beside the manifest`),
    ];
  if (held || wanted.length === 0) return [];
  const message = `code.path "${path}" has no ${wanted[0]} for handler ${spec.handler}`;
  return [errorAt('/handler', 'PANKA-LAM-016', message)];
}
