import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';

/** Largest file that is read, in bytes. */
export const MAX_BYTES = 10 * 1024 * 1024;

export function unreadableFile(path: string, error: unknown): Diagnostic {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const reason = (code && REASONS[code]) ?? (error instanceof Error ? error.message : String(error));
  return problem(path, 'UnreadableFile', `cannot be read: ${reason}`);
}

export function fileTooLarge(path: string, bytes: number): Diagnostic {
  const size = (bytes / 1024 / 1024).toFixed(1);
  return problem(
    path,
    'FileTooLarge',
    `is ${size} MB; a manifest has at most ${MAX_BYTES / 1024 / 1024} MB`,
    'split it, or move it out of the project folder',
  );
}

export function binaryFile(path: string): Diagnostic {
  return problem(path, 'BinaryFile', 'is not text', 'move it out of the project folder or give it another extension');
}

export function notUtf8(path: string): Diagnostic {
  return problem(path, 'NotUtf8', 'is not UTF-8', 'save it as UTF-8');
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it does not exist',
  ELOOP: 'its links go in a circle',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is not a folder',
};

function problem(file: string, code: string, message: string, suggestion?: string): Diagnostic {
  return {
    severity: 'error',
    code,
    message: `"${file}" ${message}`,
    source: { file, line: 1, column: 1 },
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
