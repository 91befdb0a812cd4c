import type { Report } from '../problems.js';
import type { SourceMaps } from '../source-maps.js';
import type { VariableScope } from './variable-scope.js';

/** A number inside of a text is written as JavaScript writes it: said where that is not what stands in the file. */
export function checkNumbers({ record }: VariableScope, maps: SourceMaps, report: Report): void {
  for (const { name, value, place } of record.numbers.values()) {
    const written = maps.scalar(place);
    if (written === undefined || written === String(value) || written.startsWith('$')) continue;
    report({
      severity: 'warning',
      code: 'NumberAsText',
      message: `variable ${name} is the number ${value} where it stands inside of a text, not ${written}`,
      place,
      suggestion: `put quotes around it: "${written}"`,
    });
  }
}
