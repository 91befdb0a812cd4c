const RESERVED = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally
  for function if implements import in instanceof interface let new null package private protected public return static super
  switch this throw true try typeof undefined var void while with yield aws pulumi config component module exports require`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** `rule/100` → `rule100`, `log-group` → `logGroup`; what the language or the imports use gets a trailing `_`. */
export function identifier(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  const name = /^[A-Za-z]/.test(joined) ? joined : `_${joined}`;
  return RESERVED.has(name) ? `${name}_` : name;
}

export function upperFirst(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** The wanted name, or the first with a number that is not taken. */
export function uniqueIn(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}${number}`)) number += 1;
  return `${wanted}${number}`;
}

function lowerFirst(word: string): string {
  return word.slice(0, 1).toLowerCase() + word.slice(1);
}
