import { asObject, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import { methodsOf } from './endpoints.js';
import type { MskSpec } from './schema.js';

const LIMIT_MINUTES = 60;
/** States from which a cluster does not come back by waiting. Source: MSK developer guide, "Cluster states". */
const FATAL = ['FAILED', 'DELETING'];
/** Fields of GetBootstrapBrokers. */
const ADDRESSES = {
  iam: 'BootstrapBrokerStringSaslIam',
  scram: 'BootstrapBrokerStringSaslScram',
  tls: 'BootstrapBrokerStringTls',
} as const;

/** A cluster works when it is active, tells where its brokers are, and holds its topics. */
export default class MskVerifier implements Verifier<MskSpec> {
  readonly limitSeconds = () => LIMIT_MINUTES * 60;

  async check(component: ComponentOf<MskSpec>, context: VerifyContext): Promise<Verification> {
    const active = await activeLook(component.address, context);
    if (!active.ok) return verdict([active]);
    const looks = [
      addressLook(component, context),
      ...component.spec.topics.map(({ name }) => topicLook(name, context)),
    ];
    return verdict([active, ...(await Promise.all(looks))]);
  }
}

async function activeLook(address: string, { aws, outputs }: VerifyContext): Promise<Look> {
  let fatal = false;
  const seen = await look(`kafka:DescribeClusterV2 ${address} is ACTIVE`, async () => {
    const answer = asObject(await aws.call('kafka:DescribeClusterV2', { ClusterArn: outputs.clusterArn ?? null }));
    const { State, StateInfo } = asObject(answer.ClusterInfo);
    if (State === 'ACTIVE') return undefined;
    fatal = FATAL.includes(String(State));
    const { Message } = asObject(StateInfo);
    return `the cluster is ${String(State)}${Message === undefined ? '' : `: ${String(Message)}`}`;
  });
  return { ...seen, fatal };
}

function addressLook({ address, spec }: ComponentOf<MskSpec>, { aws, outputs }: VerifyContext): Promise<Look> {
  return look(`kafka:GetBootstrapBrokers ${address}`, async () => {
    const answer = asObject(await aws.call('kafka:GetBootstrapBrokers', { ClusterArn: outputs.clusterArn ?? null }));
    const missing = methodsOf(spec).filter((method) => !answer[ADDRESSES[method]]);
    return missing.length === 0 ? undefined : `no addresses for ${missing.join(', ')}`;
  });
}

function topicLook(TopicName: string, { aws, outputs }: VerifyContext): Promise<Look> {
  return look(`kafka:DescribeTopic ${TopicName}`, async () => {
    const request = { ClusterArn: outputs.clusterArn ?? null, TopicName };
    const { Status } = asObject(await aws.call('kafka:DescribeTopic', request));
    return Status === undefined || Status === 'ACTIVE' ? undefined : `the topic is ${String(Status)}`;
  });
}
