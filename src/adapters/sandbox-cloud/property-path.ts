/** One step into a property value: a key, an index, or `*` for any of either. */
export type PathStep = string | number;

/** Reads Pulumi's path syntax: `tags.team`, `rules[0].days`, `tags["a.b"]`, `rules[*].days`, `rules[].days`. */
export function parsePath(text: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  const pattern = /\[(\d+)\]|\[\*?\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g;
  for (const match of text.matchAll(pattern)) {
    if (match[1] !== undefined) steps.push(Number(match[1]));
    else if (match[2] !== undefined) steps.push(match[2].replace(/\\(.)/g, '$1'));
    else steps.push(match[3] ?? '*');
  }
  return steps;
}

export function formatPath(path: readonly PathStep[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/[.[\]"]/.test(step)) text += `["${step.replace(/["\\]/g, '\\$&')}"]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** Without list positions: a model says `attributes.type` and means that of every element. */
export function withoutPositions(path: readonly PathStep[]): readonly string[] {
  return path.filter((step): step is string => typeof step === 'string' && step !== '*');
}
