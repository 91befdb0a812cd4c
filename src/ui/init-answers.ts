import type { Settings } from '../core/config/settings.js';
import { askText } from './ask-text.js';

/** What `panka init` writes down. */
export interface InitAnswers {
  readonly target: 'sandbox' | 'aws';
  readonly region?: string;
  readonly bucket?: string;
  readonly table?: string;
  readonly profile?: string;
  readonly prefix?: string;
  readonly kmsKey?: string;
}

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Asks for what no flag has said; what is configured already is offered. */
export async function askInit(given: Partial<InitAnswers>, settings: Settings): Promise<InitAnswers> {
  const known = (name: keyof Settings) => {
    const value = settings[name]?.value;
    return value === undefined ? undefined : String(value);
  };
  const target = given.target ?? (await askTarget());
  if (target === 'sandbox') return { target };
  const region = given.region ?? (await ask('AWS region', known('region'), checkRegion));
  const profile =
    given.profile ?? (await ask('AWS profile (empty: the usual credentials)', known('aws.profile') ?? ''));
  const bucket = given.bucket ?? (await ask('S3 bucket for the state', known('state.bucket'), needed));
  const table = given.table ?? (await ask('DynamoDB table for the locks', known('locks.table'), needed));
  return { ...given, target, region, bucket, table, ...(profile === '' ? {} : { profile }) };
}

export function checkRegion(answer: string): string | undefined {
  return REGION.test(answer) ? undefined : `"${answer}" is no region, such as eu-west-1`;
}

async function askTarget(): Promise<'sandbox' | 'aws'> {
  const answer = await askText({
    text: 'Where do stacks go: aws, or sandbox (a simulated AWS on this machine)',
    usual: 'aws',
    check: (text) => (text === 'aws' || text === 'sandbox' ? undefined : 'type aws or sandbox'),
  });
  return answer === 'sandbox' ? 'sandbox' : 'aws';
}

function ask(text: string, usual?: string, check?: (answer: string) => string | undefined): Promise<string> {
  return askText({ text, ...(usual === undefined ? {} : { usual }), ...(check === undefined ? {} : { check }) });
}

function needed(answer: string): string | undefined {
  return answer === '' ? 'it is needed' : undefined;
}
