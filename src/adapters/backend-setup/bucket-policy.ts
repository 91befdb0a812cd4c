import type { SetupStep } from '../../core/backend/setup-step.js';
import type { BucketRequest } from './bucket-steps.js';
import { ifThere, missing, there } from './looked.js';

interface Statement {
  readonly Sid?: string;
  readonly [key: string]: unknown;
}
interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

const SID = 'PankaTlsOnly';

/** Refuses everybody who comes without TLS 1.2. Statements of others stay. */
export function policyStep({ client, bucket, partition }: BucketRequest): Pick<SetupStep, 'look' | 'make'> {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const wanted: Statement[] = [
    deny(SID, arn, { Bool: { 'aws:SecureTransport': 'false' } }),
    deny(`${SID}12`, arn, { NumericLessThan: { 's3:TlsVersion': '1.2' } }),
  ];
  const read = async (): Promise<Policy> => {
    const { GetBucketPolicyCommand } = await import('@aws-sdk/client-s3');
    const found = await ifThere(
      (await client()).send(new GetBucketPolicyCommand({ Bucket: bucket })),
      'NoSuchBucketPolicy',
    );
    const policy = JSON.parse(found?.Policy ?? '{}') as Partial<Policy>;
    const statements = policy.Statement ?? [];
    return {
      Version: '2012-10-17',
      Statement: (Array.isArray(statements) ? statements : [statements]) as readonly Statement[],
    };
  };
  return {
    async look() {
      const { Statement } = await read();
      const absent = wanted.filter(({ Sid, Condition }) => {
        const found = Statement.find((one) => one.Sid === Sid);
        return found?.['Effect'] !== 'Deny' || JSON.stringify(found['Condition']) !== JSON.stringify(Condition);
      });
      return absent.length === 0
        ? there('requests without TLS 1.2 are denied')
        : missing('requests without TLS are let in');
    },
    async make() {
      const { PutBucketPolicyCommand } = await import('@aws-sdk/client-s3');
      const { Version, Statement } = await read();
      const others = Statement.filter(({ Sid }) => !wanted.some((one) => one.Sid === Sid));
      const Policy = JSON.stringify({ Version, Statement: [...others, ...wanted] });
      await (await client()).send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    },
  };
}

function deny(Sid: string, arn: string, Condition: unknown): Statement {
  return { Sid, Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`], Condition };
}
