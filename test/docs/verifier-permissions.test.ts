import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { LOOKUPS } from '../../src/adapters/aws-api/lookups.js';
import type { JsonObject } from '../../src/sdk/json.js';
import { ROOT, realKinds } from './real-kinds.js';

/** Operations that IAM calls by another name. Source: Service Authorization Reference. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:HeadBucket': 's3:ListBucket',
};

/** Helpers of the common package that call AWS, and the file in which they do. */
const HELPERS: Readonly<Record<string, readonly string[]>> = {
  lookAtCertificates: ['certificate-verification.ts'],
  lookAtLoadBalancer: ['load-balancer-verification.ts'],
  verifyWorkload: ['ecs-verification.ts', 'ecs-stopped-tasks.ts'],
};

describe('what a kind may do at AWS', () => {
  it('covers the calls of its verifier and its snapshots', async () => {
    const missing: string[] = [];
    for (const { folder, definition } of await realKinds())
      for (const operation of calledFrom(join(folder, 'src')))
        if (!definition.iamActions.includes(actionOf(operation))) missing.push(`${definition.kind}: ${operation}`);
    expect(missing).to.deep.equal([]);
  });

  it('covers looking for what an interrupted run made', async () => {
    const missing: string[] = [];
    const kinds = await realKinds();
    // Who may call a function has its function in the stack, whose kind brings what is done to it.
    const ofFunctions = kinds.find(({ definition }) => definition.kind === 'Lambda')?.definition.iamActions ?? [];
    for (const { folder, definition } of kinds) {
      const allowed = [...definition.iamActions, ...ofFunctions];
      const text = sourcesBelow(join(folder, 'src'));
      for (const [type, { ask }] of Object.entries(LOOKUPS)) {
        const [, module, name] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
        const action = actionOf(ask({} as JsonObject)[0]);
        if (text.includes(`new aws.${module}.${name}(`) && !allowed.includes(action))
          missing.push(`${definition.kind}: ${action}`);
      }
    }
    expect(missing).to.deep.equal([]);
  });
});

function calledFrom(folder: string): readonly string[] {
  const own = sourcesBelow(folder);
  const helping = Object.entries(HELPERS)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(own))
    .flatMap(([, files]) => files.map((file) => readFileSync(join(ROOT, 'plugins/common/src', file), 'utf8')));
  const called = [own, ...helping].flatMap((text) =>
    [...text.matchAll(/(?:\bcall\(\s*|operation: )'([a-z0-9-]+:[A-Z]\w+)'/g)].map((match) => String(match[1])),
  );
  return [...new Set(called)];
}

function sourcesBelow(folder: string): string {
  const files = readdirSync(folder, { recursive: true }).map(String);
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

function actionOf(operation: string): string {
  const [service, name] = operation.split(':');
  if (service === 'apigatewayv2') return 'apigateway:GET';
  return NAMED_OTHERWISE[operation] ?? `${service === 'docdb' ? 'rds' : service}:${name}`;
}
