import { bootScript, type Mount } from './boot-script.js';

const BOUNDARY = '==panka-user-data==';

export interface UserDataParts {
  /** What the manifest gives: a script, `#cloud-config`, or parts of its own. */
  readonly own: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
}

/** User data as cloud-init reads it; undefined: there is nothing to do. Source: cloud-init's documentation, "User-data formats". */
export function userData({ own, variables, mounts }: UserDataParts): string | undefined {
  if (Object.keys(variables).length === 0 && mounts.length === 0) return own;
  const parts = [
    part('text/cloud-boothook', bootScript(variables, mounts)),
    ...(own === undefined ? [] : [ownPart(own)]),
  ];
  return [
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    'MIME-Version: 1.0',
    '',
    ...parts.flatMap((text) => [`--${BOUNDARY}`, text]),
    `--${BOUNDARY}--`,
    '',
  ].join('\n');
}

function part(type: string, text: string): string {
  return [`Content-Type: ${type}; charset="utf-8"`, 'MIME-Version: 1.0', '', text].join('\n');
}

const TYPES: readonly (readonly [start: string, type: string])[] = [
  ['#cloud-config', 'text/cloud-config'],
  ['#cloud-boothook', 'text/cloud-boothook'],
  ['#include', 'text/x-include-url'],
  ['## template: jinja', 'text/jinja2'],
];

/** Parts of its own stay as they are; what is nothing else is a script. */
function ownPart(text: string): string {
  if (/^(Content-Type|MIME-Version):/i.test(text)) return text;
  const type = TYPES.find(([start]) => text.startsWith(start))?.[1];
  if (type !== undefined) return part(type, text);
  return part('text/x-shellscript', text.startsWith('#!') ? text : `#!/bin/bash\n${text}`);
}
