/** Runtimes that AWS supports and offers for new functions. Source: Lambda developer guide, "Lambda runtimes". */
export const RUNTIMES = [
  'nodejs20.x',
  'nodejs22.x',
  'nodejs24.x',
  'python3.11',
  'python3.12',
  'python3.13',
  'python3.14',
  'java17',
  'java21',
  'java25',
  'dotnet8',
  'dotnet10',
  'ruby3.3',
  'ruby3.4',
  'provided.al2023',
] as const;

/** Runtimes that AWS still knows, near or past the end of their support. */
export const OLDER_RUNTIMES = [
  'nodejs12.x',
  'nodejs14.x',
  'nodejs16.x',
  'nodejs18.x',
  'python3.7',
  'python3.8',
  'python3.9',
  'python3.10',
  'java8',
  'java8.al2',
  'java11',
  'dotnet6',
  'ruby2.7',
  'ruby3.2',
  'go1.x',
  'provided',
  'provided.al2',
] as const;

/** Files that hold the module of a handler; undefined where the handler names a class or nothing. */
export function handlerFiles(runtime: string, handler: string): readonly string[] | undefined {
  const module = handler.slice(0, handler.lastIndexOf('.'));
  if (runtime.startsWith('nodejs')) return ['js', 'mjs', 'cjs'].map((ending) => `${module}.${ending}`);
  if (runtime.startsWith('python'))
    return [`${module.replaceAll('.', '/')}.py`, `${module.replaceAll('.', '/')}/__init__.py`];
  if (runtime.startsWith('ruby')) return [`${module}.rb`];
  return undefined;
}

/** The newest runtime of the same language, to suggest. */
export function successorOf(runtime: string): string | undefined {
  const language = /^[a-z]+/.exec(runtime)?.[0] ?? '';
  return RUNTIMES.filter((r) => r.startsWith(language)).at(-1);
}
