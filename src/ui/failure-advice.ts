import type { DeploymentOutcome } from '../core/execution/deployment-outcome.js';

type Failure = Pick<DeploymentOutcome['errors'][number], 'code' | 'message'>;

interface Advice {
  readonly isMeant: RegExp;
  readonly lines: readonly string[];
}

/** What AWS and its provider say when something is wrong around a deployment, and not with it. */
const ADVICE: readonly Advice[] = [
  {
    isMeant:
      /\b(ExpiredToken(Exception)?|RequestExpired|InvalidClientTokenId|UnrecognizedClientException|AuthFailure|InvalidAccessKeyId|no valid credential sources|failed to refresh cached credentials)\b/,
    lines: ['aws sso login  # or new credentials for the profile: those of this run are no longer accepted'],
  },
  {
    isMeant:
      /no such host|dial tcp|i\/o timeout|network is unreachable|connection reset by peer|ENOTFOUND|ECONNREFUSED/,
    lines: ['look at the network and at aws.endpoints: panka config'],
  },
  { isMeant: /ENOSPC|EDQUOT|no space left on device/, lines: ['df -h  # a disk is full: make room first'] },
];

/** What to do about failures, beyond running the command again; each advice once. */
export function failureAdvice(errors: readonly Failure[]): readonly string[] {
  const said = errors.map(({ code = '', message }) => `${code}: ${message}`);
  return ADVICE.filter(({ isMeant }) => said.some((text) => isMeant.test(text))).flatMap(({ lines }) => lines);
}
