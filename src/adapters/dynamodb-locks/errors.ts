import { PankaError } from '../../core/diagnostics/panka-error.js';
import { type AwsCall, awsAdvice } from '../aws-clients/aws-advice.js';
import { awsFailure } from '../aws-clients/aws-failure.js';

/** A table, and what was being done to it. */
export interface TablePlace {
  readonly table: string;
  /** `dynamodb:UpdateItem`. */
  readonly action: string;
  readonly key?: string;
  readonly profile?: string;
}

/** The locks are there but cannot be read, so nobody can know whether they are held. */
export function tableUnreadable(place: TablePlace, cause: unknown): PankaError {
  const failure = awsFailure(cause);
  if (failure.kind === 'table-missing') return tableMissing(place, cause);
  return new PankaError({
    code: 'LocksUnreadable',
    message: `the locks in ${nameOf(place)} could not be read (${place.action}): ${failure.text}`,
    suggestions: awsAdvice(failure, callOf(place)),
    cause,
  });
}

/** The table refuses writes, or does not answer. */
export function tableUnwritable(place: TablePlace, cause: unknown): PankaError {
  const failure = awsFailure(cause);
  if (failure.kind === 'table-missing') return tableMissing(place, cause);
  return new PankaError({
    code: 'LocksUnwritable',
    message: `the locks in ${nameOf(place)} could not be written (${place.action}): ${failure.text}`,
    suggestions: awsAdvice(failure, callOf(place)),
    cause,
  });
}

/** A table that was never made, is misspelt, or was deleted. Without it nothing is changed: two runs could meet. */
function tableMissing(place: TablePlace, cause: unknown): PankaError {
  return new PankaError({
    code: 'LockTableMissing',
    message: `the DynamoDB table "${place.table}" of the locks does not exist (${place.action}); without it nothing is changed`,
    suggestions: [
      'panka config  # is locks.table spelt right, and locks.region?',
      `panka backend create --table ${place.table}  # no fence is forgotten: the state remembers the last one`,
    ],
    cause,
  });
}

/** An item under a lock's key that panka did not write, or that was edited. */
export function lockItemBroken(place: TablePlace & { readonly key: string }): PankaError {
  return new PankaError({
    code: 'LocksUnreadable',
    message: `the item "${place.key}" in the table "${place.table}" is no lock as panka writes it, so nobody knows whether it is held`,
    suggestions: [
      `if no panka runs: aws dynamodb delete-item --table-name ${place.table} --key '{"lockKey":{"S":"${place.key}"}}'`,
    ],
  });
}

function nameOf({ table, key }: TablePlace): string {
  return `the table "${table}"${key === undefined ? '' : ` under "${key}"`}`;
}

function callOf({ table, action, profile }: TablePlace): AwsCall {
  const resource = `arn:aws:dynamodb:*:*:table/${table}`;
  return { action, resource, settings: 'locks', ...(profile !== undefined && { profile }) };
}
