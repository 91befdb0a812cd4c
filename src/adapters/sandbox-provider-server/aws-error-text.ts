import { randomUUID } from 'node:crypto';

/** Verbs with which the simulated cloud begins what it could not do, and those of AWS's operations. */
const OPERATIONS: Readonly<Record<string, string>> = {
  creating: 'Create',
  updating: 'Update',
  deleting: 'Delete',
  reading: 'Describe',
  'looking up': '',
};
/** Given up on this side: AWS has answered nothing. */
const OWN_CODES = ['RequestCanceled', 'Timeout'];
const CALL = /^(creating|updating|deleting|reading|looking up) (?:aws:)?([\w/]+)(?::(\w+))?/;

/**
 * An answer of the cloud as the AWS provider words it, so that what is read out of such text is tested with it:
 * `1 error occurred: * creating …: operation error SQS: CreateQueue, https response error StatusCode: 400, RequestID: …, api error Code: …`.
 * Any other error is its own text.
 */
export function awsErrorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message } = error;
  const code = (error as { code?: unknown }).code;
  const at = typeof code === 'string' ? message.indexOf(`${code}: `) : -1;
  const call = CALL.exec(message);
  if (at < 0 || !call || OWN_CODES.includes(String(code))) return message;
  const [, verb = '', path = '', name] = call;
  const [service = '', last = ''] = path.split('/');
  const operation = `${service.toUpperCase()}: ${OPERATIONS[verb]}${capital(name ?? last)}`;
  const response = `https response error StatusCode: ${statusOf(String(code))}, RequestID: ${randomUUID()}`;
  const text = `${message.slice(0, at)}operation error ${operation}, ${response}, api error ${message.slice(at)}`;
  return `1 error occurred:\n\t* ${text}\n\n`;
}

function statusOf(code: string): number {
  if (/^Access|^Unauthorized/.test(code)) return 403;
  return /NotFound/.test(code) ? 404 : 400;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
