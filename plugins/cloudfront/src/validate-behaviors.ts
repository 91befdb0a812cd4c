import { errorAt } from '@panka/plugin-common';
import type { Finding } from 'panka/sdk';
import type { DefaultBehavior } from './behavior-schema.js';
import type { CloudFrontSpec } from './schema.js';

/** Sets of methods that CloudFront takes. */
const METHOD_SETS = [
  ['GET', 'HEAD'],
  ['GET', 'HEAD', 'OPTIONS'],
  ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
].map((set) => set.join());

/** Behaviors lead to origins that are there, each path once, with methods that go together. */
export function behaviorRules(spec: CloudFrontSpec): Finding[] {
  const { behaviors, defaultBehavior } = spec;
  return [
    ...oneBehavior(spec, defaultBehavior, '/defaultBehavior'),
    ...behaviors.flatMap((behavior, index) => [
      ...(behaviors.findIndex(({ path }) => path === behavior.path) === index
        ? []
        : [errorAt(`/behaviors/${index}/path`, 'PANKA-CF-008', `path ${behavior.path} has two behaviors`)]),
      ...oneBehavior(spec, behavior, `/behaviors/${index}`),
    ]),
  ];
}

function oneBehavior({ origins }: CloudFrontSpec, behavior: DefaultBehavior, at: string): Finding[] {
  const findings: Finding[] = [];
  if (!origins.some(({ name }) => name === behavior.origin))
    findings.push(
      errorAt(
        `${at}/origin`,
        'PANKA-CF-004',
        `behavior refers to unknown origin ${behavior.origin}; there are ${origins.map(({ name }) => name).join(', ')}`,
        `origin: ${origins[0]?.name}`,
      ),
    );
  if (!METHOD_SETS.includes([...new Set(behavior.methods)].sort().join()))
    findings.push(
      errorAt(
        `${at}/methods`,
        'PANKA-CF-008',
        `methods ${behavior.methods.join(', ')}: CloudFront takes GET and HEAD, these and OPTIONS, or all seven`,
        'methods: [GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE]',
      ),
    );
  return [...findings, ...functionRules(behavior, at)];
}

function functionRules({ functions }: DefaultBehavior, at: string): Finding[] {
  return functions.flatMap(({ arn, file, event }, index): Finding[] => {
    const path = `${at}/functions/${index}`;
    if ((arn === undefined) === (file === undefined))
      return [errorAt(path, 'PANKA-CF-008', 'a function needs exactly one of arn and file')];
    const first = functions.findIndex((one) => one.event === event);
    return first === index ? [] : [errorAt(path, 'PANKA-CF-008', `two functions run at ${event}; one can`)];
  });
}
