import { ROOT_STACK_TYPE } from '../engine/urn.js';
import { uniqueIn, upperFirst } from './identifiers.js';
import { quoted } from './source-text.js';

export interface ComponentClasses {
  readonly code: string;
  readonly nameOf: (type: string) => string;
}

/** A class for each type of component resource, so that URNs stay. */
export function componentClasses(types: readonly string[]): ComponentClasses {
  const names = new Map<string, string>();
  for (const type of [...new Set(types)].sort())
    if (type !== ROOT_STACK_TYPE) names.set(type, uniqueIn(new Set(names.values()), className(type)));
  const classes = [...names].map(
    ([type, name]) =>
      `export class ${name} extends pulumi.ComponentResource {\n` +
      '  constructor(name: string, options?: pulumi.ComponentResourceOptions) {\n' +
      `    super(${quoted(type)}, name, {}, options);\n  }\n}\n`,
  );
  return {
    code: `import * as pulumi from '@pulumi/pulumi';\n\n${classes.join('\n')}`,
    nameOf: (type) => names.get(type) ?? 'pulumi.ComponentResource',
  };
}

/** `panka:kind:RDS` → `RDS`, `panka:shared:Stack` → `SharedStack`. */
function className(type: string): string {
  const words = type.replace(/^panka:(?:kind:)?/, '').split(/[^A-Za-z0-9]+/);
  return words.map(upperFirst).join('');
}
