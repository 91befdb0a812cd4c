import type { AwsClients } from '../aws-clients/aws-clients.js';
import { awsFailure } from '../aws-clients/aws-failure.js';
import { callerUnknown } from './errors.js';

export interface Caller {
  readonly account: string;
  readonly partition: string;
  readonly arn: string;
}

/** Who the credentials belong to. Throws CallerUnknown: without it nothing else can work. */
export async function callerOf(clients: AwsClients): Promise<Caller> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  try {
    const { Account = '', Arn = '' } = await (await clients.sts()).send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn, partition: Arn.split(':')[1] ?? 'aws' };
  } catch (error) {
    throw callerUnknown(awsFailure(error), clients.settings.profile);
  }
}
