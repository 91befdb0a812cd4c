import { expect } from 'chai';
import { awsAdvice } from '../../../src/adapters/aws-clients/aws-advice.js';
import { awsFailure } from '../../../src/adapters/aws-clients/aws-failure.js';

const CALL = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', settings: 'state', profile: 'team' } as const;

/** As the SDK throws them. */
function thrown(name: string, status?: number, more: object = {}): Error {
  return Object.assign(new Error(`the words of ${name}`), {
    name,
    ...(status !== undefined && { $metadata: { httpStatusCode: status, requestId: 'R1' } }),
    ...more,
  });
}

describe('awsFailure', () => {
  const cases = [
    [thrown('NoSuchBucket', 404), 'bucket-missing', 'panka config'],
    [thrown('ResourceNotFoundException', 400), 'table-missing', 'panka config'],
    [thrown('AccessDenied', 403), 'denied', 'allow s3:GetObject on arn:aws:s3:::b/k'],
    [thrown('UnknownError', 403), 'denied', 'aws sts get-caller-identity --profile team'],
    [thrown('ExpiredToken', 400), 'credentials', 'aws sso login --profile team'],
    [thrown('ExpiredTokenException', 400), 'credentials', 'aws sso login --profile team'],
    [thrown('CredentialsProviderError'), 'credentials', 'aws sts get-caller-identity --profile team'],
    [
      thrown('Error', undefined, { message: 'Could not load credentials from any providers' }),
      'credentials',
      'aws sso',
    ],
    [thrown('RequestTimeTooSkewed', 403), 'clock', 'timedatectl'],
    [thrown('Error', undefined, { message: 'Region is missing' }), 'region', 'state.region'],
    [thrown('KMS.DisabledException', 400), 'key', 'kms:GenerateDataKey'],
    [thrown('SlowDown', 503), 'throttled', 'aws.retryMode'],
    [thrown('ProvisionedThroughputExceededException', 400), 'throttled', 'in a minute'],
    [thrown('TimeoutError'), 'timeout', 'panka config'],
    [thrown('Error', undefined, { code: 'ECONNREFUSED' }), 'network', 'state.endpoint'],
    [thrown('InternalError', 500), 'server', 'run the command again'],
    [thrown('ValidationException', 400), 'other', 'run the command again'],
  ] as const;
  for (const [error, kind, advice] of cases)
    it(`sorts ${error.name} (${error.message}) as ${kind}, and advises`, () => {
      const failure = awsFailure(error);
      expect(failure.kind).to.equal(kind);
      expect(failure.text).to.include(failure.code === 'Error' ? '(' : failure.code);
      expect(awsAdvice(failure, CALL).join('\n')).to.include(advice);
    });

  it('names the region where S3 says that the bucket is', () => {
    const $response = { headers: { 'x-amz-bucket-region': 'eu-west-1' } };
    const failure = awsFailure(thrown('PermanentRedirect', 301, { $response }));
    expect(failure.kind).to.equal('region');
    expect(failure.text).to.include('"eu-west-1"').and.to.include('request R1');
  });
});
