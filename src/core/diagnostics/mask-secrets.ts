import { isSecretName, looksSecret } from './secret-names.js';

const FIELD =
  /([A-Za-z_][A-Za-z0-9_-]*)(["']?\s*:\s*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,{}[\]#][^,{}\n]*?)(?=\s*(?:[,}\]]|$|\s#))/g;

/** Lines of a manifest with what may be a secret replaced by dots of the same length: they go to terminals and build logs. */
export function maskSecrets(lines: readonly string[]): string[] {
  let named = 0; // lines since a `name: DB_PASSWORD`
  return lines.map((line) => {
    named = Math.max(0, named - 1);
    return line.replace(FIELD, (whole, key: string, colon: string, value: string) => {
      const bare = value.replace(/^["']|["']$/g, '');
      if (key === 'name' && isSecretName(bare)) named = 3;
      const secret = isSecretName(key) || (key === 'value' && named > 0) || looksSecret(bare);
      return secret && !/^\$\{[^}]*\}$/.test(bare) ? `${key}${colon}${'•'.repeat(value.length)}` : whole;
    });
  });
}
