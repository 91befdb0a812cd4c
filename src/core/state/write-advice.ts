/** What to do about a folder that could not be written, from the system's error. */
export function writeAdvice(folder: string, cause: unknown): readonly string[] {
  const { code, syscall } = (cause ?? {}) as { code?: string; syscall?: string };
  if (code === 'ENOSPC' || code === 'EDQUOT') return [`free some space: df -h "${folder}"`];
  if (syscall === 'link' && code !== 'EACCES')
    return [`"${folder}" needs a file system with hard links (FAT and some network shares have none)`, CHOOSE];
  return [`chmod -R u+rwX "${folder}"`, CHOOSE];
}

const CHOOSE = 'choose another folder in panka.yaml';
