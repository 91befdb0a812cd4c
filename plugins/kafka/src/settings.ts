import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import { type Broker, CLUSTER_TAG } from './brokers.js';
import { clusterIdOf } from './cluster.js';
import type { Foundation } from './foundation.js';
import { brokerScript, type ScriptFacts, topicsScript } from './script.js';
import type { Trust } from './trust.js';

/** Names that Systems Manager takes; it keeps starts of its own. */
const DOCUMENT_NAME = { max: 128, alphabet: 'a-zA-Z0-9_.-', forbiddenStart: ['aws', 'amazon', 'amzn'] };
const HOUR_SECONDS = 3600;
/** Until one more broker is whole. */
const WAIT_SECONDS = 900;

/**
 * What makes brokers of instances, run by Systems Manager on one after the other, and again when it changes: this is how a
 * new version or setting reaches them. A month later it renews certificates. The topics follow when the brokers are whole.
 */
export function declareSettings(
  at: Foundation,
  context: TranslateContext,
  { trust, brokers }: { trust: Trust; brokers: readonly Broker[] },
): void {
  const { component } = at;
  const script = pulumi
    .all([at.logGroup.name, trust.ca.arn, trust.caCertificateArn, trust.credentialsArn ?? ''])
    .apply(([logGroup, caSecret, caCertificateSecret, credentialsSecret]) => {
      const facts: ScriptFacts = { region: at.identity.region, logGroup, caSecret, caCertificateSecret };
      return brokerScript(component, credentialsSecret === '' ? facts : { ...facts, credentialsSecret });
    });
  const running = associate(at, context, {
    part: 'brokers',
    script,
    target: { key: `tag:${CLUSTER_TAG}`, values: [clusterIdOf(component)] },
    after: [...brokers.map(({ ready }) => ready), ...trust.ready],
  });
  const [first] = brokers;
  if (first === undefined) return;
  associate(at, context, {
    part: 'topics',
    script: pulumi.output(topicsScript(component, { region: at.identity.region })),
    target: { key: 'InstanceIds', values: [first.instance.id] },
    after: [running],
  });
}

interface Run {
  readonly part: string;
  readonly script: pulumi.Output<string>;
  readonly target: { readonly key: string; readonly values: pulumi.Input<string>[] };
  readonly after: readonly pulumi.Resource[];
}

/** A document with the script, and the order to run it: one at a time, and no further after the first failure. */
function associate(
  { component, names, tags }: Foundation,
  context: TranslateContext,
  { part, script, target, after }: Run,
): aws.ssm.Association {
  const name = names.physical(component, DOCUMENT_NAME, part);
  const document = new aws.ssm.Document(
    context.logicalName(`${part}-document`),
    {
      name,
      documentType: 'Command',
      documentFormat: 'JSON',
      targetType: '/AWS::EC2::Instance',
      content: script.apply(contentOf),
      tags: tags.of(component, context.logicalName(`${part}-document`)),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  return new aws.ssm.Association(
    context.logicalName(part),
    {
      name: document.name,
      associationName: name,
      documentVersion: document.latestVersion,
      targets: [target],
      maxConcurrency: '1',
      maxErrors: '0',
      ...(part === 'brokers' ? { scheduleExpression: 'rate(30 days)' } : {}),
      waitForSuccessTimeoutSeconds: WAIT_SECONDS * (component.spec.brokers + 1),
      tags: tags.of(component, context.logicalName(part)),
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [...after] }),
  );
}

function contentOf(script: string): string {
  const inputs = { timeoutSeconds: String(HOUR_SECONDS), runCommand: script.split('\n') };
  return JSON.stringify({
    schemaVersion: '2.2',
    description: 'Made by Panka',
    mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs }],
  });
}
