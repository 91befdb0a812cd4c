import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as aws from '@pulumi/aws';
import { expect } from 'chai';
import type { ComponentKind, ComponentOf, TranslateContext, Translation, Translator } from '../../../src/sdk/index.js';
import { secretProblems } from '../../../src/sdk/testing/deployment/resource-rules.js';
import { deploymentParts, kindContract } from '../../../src/sdk/testing/index.js';
import { temporaryFolder } from '../../helpers/plugin-package.js';

const packageDir = fileURLToPath(new URL('../../../examples/custom-kind/plugin', import.meta.url));
const { default: good } = (await import(join(packageDir, 'src', 'index.js'))) as { default: ComponentKind };

interface Failed {
  readonly title: string;
  readonly message: string;
}

async function failures(change: Partial<ComponentKind>, golden?: string): Promise<readonly Failed[]> {
  const failed: Failed[] = [];
  const tests: (readonly [string, () => void | Promise<void>])[] = [];
  const it = (title: string, body: () => void | Promise<void>) => tests.push([title, body]);
  kindContract({ kind: { ...good, ...change }, packageDir, it, parts: deploymentParts, golden });
  for (const [title, body] of tests) {
    await Promise.resolve()
      .then(body)
      .catch((error: Error) => failed.push({ title, message: error.message }));
  }
  return failed;
}

/** The kind with something else declared beside what it declares. */
function alsoDeclaring(declare: (context: TranslateContext) => unknown): Partial<ComponentKind> {
  return {
    translator: async () => {
      const { default: Good } = await good.translator();
      class Changed extends Good implements Translator {
        override translate(component: ComponentOf, context: TranslateContext): Translation {
          declare(context);
          return super.translate(component, context);
        }
      }
      return { default: Changed };
    },
  };
}

const policy = (document: object) =>
  alsoDeclaring(
    (context) =>
      new aws.iam.Policy(
        context.logicalName('more'),
        { name: 'more', policy: JSON.stringify(document) },
        context.options(),
      ),
  );

describe('the parts of the contract that render and deploy', () => {
  it('pass the kind of the example', async () => {
    expect(await failures({})).to.deep.equal([]);
  });

  const wrong: readonly (readonly [string, Partial<ComponentKind>, RegExp])[] = [
    [
      'a policy that allows everything',
      policy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
      /allows every action on every resource/,
    ],
    ['a policy without a version', policy({ Statement: [{ Effect: 'Deny', Action: '*' }] }), /has Version undefined/],
    [
      'a name that AWS refuses',
      alsoDeclaring((c) => new aws.sqs.Queue(c.logicalName('queue'), { name: 'a queue with blanks' }, c.options())),
      /takes no name "a queue with blanks"/,
    ],
    [
      'a name that is left to the provider',
      alsoDeclaring((c) => new aws.sqs.Queue(c.logicalName('queue'), {}, c.options())),
      /has no name; the provider would take/,
    ],
    [
      'a name without the address',
      alsoDeclaring((c) => new aws.sqs.Queue('orphan', { name: 'orphan' }, c.options())),
      /orphan does not begin with the address/,
    ],
    [
      'a reference to nothing',
      alsoDeclaring(
        (c) => new aws.sqs.Queue(c.logicalName('q'), { name: 'q', policy: '${web/none.arn}' }, c.options()),
      ),
      /leads to no declared resource/,
    ],
    [
      'names that change',
      alsoDeclaring((c) => new aws.sqs.Queue(c.logicalName('q'), { name: `q-${counter++}` }, c.options())),
      /a second render differs/,
    ],
    [
      'a type without a sandbox model',
      { sandbox: async () => ({ default: { models: [] } }) },
      /aws:dynamodb\/table:Table has no sandbox model/,
    ],
    [
      'an output that is not what it is declared to be',
      { outputs: { ...good.outputs, overridesTableArn: { type: 'number', description: 'x' } } },
      /type of output "overridesTableArn"/,
    ],
    [
      'an output that nobody publishes',
      { outputs: { ...good.outputs, more: { type: 'string', description: 'x' } } },
      /declares output "more" and did not publish it/,
    ],
    [
      'an output that no example publishes',
      { outputs: { ...good.outputs, more: { type: 'string', description: 'x', when: 'pigs fly' } } },
      /no example publishes these/,
    ],
    [
      'a verifier that never makes up its mind',
      {
        verifier: async () => ({
          default: class {
            limitSeconds = () => 600;
            check = async () => ({ status: 'pending' as const, checks: [] });
          },
        }),
      },
      /status|succeeded|within|limit/i,
    ],
  ];
  for (const [title, change, message] of wrong)
    it(`find ${title}`, async () => {
      const found = await failures(change);
      expect(found.map((failure) => failure.message).join('\n')).to.match(message);
    });

  it('find a secret in clear, and let one pass that is masked', () => {
    const resource = { type: 'aws:rds/instance:Instance', component: 'web/db', dependsOn: [], options: {} };
    const rendered = (password: string) => [{ ...resource, name: 'web/db', inputs: { password } }];
    expect(secretProblems(rendered('hunter2'))).to.deep.equal(['web/db: password is rendered in clear']);
    expect(secretProblems(rendered('[secret]'))).to.deep.equal([]);
  });

  it('compare with golden files: a missing one and one that differs fail', async () => {
    const golden = temporaryFolder('golden');
    const [missing] = await failures({}, golden);
    expect(missing?.message).to.match(/flags\.json is missing/);
    mkdirSync(golden, { recursive: true });
    writeFileSync(join(golden, 'flags.json'), '{"resources": []}');
    const [differs] = await failures({}, golden);
    expect(differs?.message).to.match(/flags\.json differs/);
  });
});

let counter = 0;
