import { invalidFaultPlan } from './errors.js';

export type FaultOperation = 'create' | 'update' | 'delete' | 'read';

/**
 * One thing that goes wrong in the simulated cloud, for tests and demonstrations. Which calls: `on`, `type`, `name`, `nth`.
 * What happens: exactly one of `fail`, `throttle`, `delayMs`, `hang`, `crash`.
 */
export interface Fault {
  /** Absent: create, update and delete. */
  readonly on?: FaultOperation;
  /** Token, whole or a part of it that ends at a colon or slash: `aws:sqs/queue:Queue`, `sqs/queue`, `Queue`. */
  readonly type?: string;
  /** Logical name; `*` stands for any letters. */
  readonly name?: string;
  /** Only the nth matching call, counted from 1 in this process. Absent: every one. */
  readonly nth?: number;
  /** AWS's answer: `Code: message`. */
  readonly fail?: string;
  /** The call is throttled so many times and then goes through; the provider retries as the AWS SDK does, 8 times at most. */
  readonly throttle?: number;
  readonly delayMs?: number;
  /** Never answers; ends when the run is aborted or the resource's own timeout is over. */
  readonly hang?: boolean;
  /** Kills this process (SIGKILL), as a power cut would. */
  readonly crash?: boolean;
  /** `after`: the change is stored and the answer is lost. `fail`, `hang`, `delayMs` and `crash` only. Default `before`. */
  readonly when?: 'before' | 'after';
}

export interface FaultCall {
  readonly on: FaultOperation;
  readonly type: string;
  readonly name: string;
}

/** A fault that applies to one call; `throttle` counts down over its attempts. */
export interface ActiveFault extends Fault {
  readonly when: 'before' | 'after';
}

export class FaultPlan {
  private readonly seen: number[];

  constructor(private readonly faults: readonly Fault[]) {
    this.seen = faults.map(() => 0);
  }

  /** Faults of this call; each matching call is counted once. */
  hit(call: FaultCall): readonly ActiveFault[] {
    return this.faults.flatMap((fault, i) => {
      if (!matches(fault, call)) return [];
      this.seen[i]!++;
      if (fault.nth !== undefined && fault.nth !== this.seen[i]) return [];
      return [{ ...fault, when: fault.when ?? 'before' }];
    });
  }
}

/** The plan in `PANKA_SANDBOX_FAULTS`: a JSON list of faults. Undefined when unset or empty. Throws InvalidFaultPlan. */
export function faultPlanFrom(env: Readonly<Record<string, string | undefined>>): FaultPlan | undefined {
  const text = env.PANKA_SANDBOX_FAULTS;
  if (text === undefined || text.trim() === '') return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw invalidFaultPlan('it is not JSON', cause);
  }
  return faultPlanOf(parsed);
}

export function faultPlanOf(value: unknown): FaultPlan {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return new FaultPlan(list.map((item, i) => checkedFault(item, i + 1)));
}

const FIELDS: Readonly<Record<keyof Fault, (value: unknown) => boolean>> = {
  on: (value) => ['create', 'update', 'delete', 'read'].includes(value as string),
  type: (value) => typeof value === 'string',
  name: (value) => typeof value === 'string',
  nth: (value) => Number.isInteger(value) && (value as number) > 0,
  fail: (value) => typeof value === 'string',
  throttle: (value) => Number.isInteger(value) && (value as number) > 0,
  delayMs: (value) => typeof value === 'number' && value >= 0,
  hang: (value) => value === true,
  crash: (value) => value === true,
  when: (value) => value === 'before' || value === 'after',
};
const ACTIONS = ['fail', 'throttle', 'delayMs', 'hang', 'crash'] as const;

function checkedFault(item: unknown, position: number): Fault {
  if (typeof item !== 'object' || item === null) throw invalidFaultPlan(`fault ${position} is not an object`);
  for (const [field, value] of Object.entries(item)) {
    if (!(field in FIELDS)) {
      throw invalidFaultPlan(`fault ${position} has the field "${field}"; there are ${Object.keys(FIELDS).join(', ')}`);
    }
    if (!FIELDS[field as keyof Fault](value)) {
      throw invalidFaultPlan(`fault ${position} has ${JSON.stringify(value)} for "${field}"`);
    }
  }
  const actions = ACTIONS.filter((action) => action in item);
  if (actions.length !== 1) throw invalidFaultPlan(`fault ${position} needs exactly one of ${ACTIONS.join(', ')}`);
  return item as Fault;
}

function matches(fault: Fault, call: FaultCall): boolean {
  if (fault.on === undefined ? call.on === 'read' : fault.on !== call.on) return false;
  if (fault.type !== undefined && !matchesType(fault.type, call.type)) return false;
  return fault.name === undefined || globToRegExp(fault.name).test(call.name);
}

function matchesType(wanted: string, type: string): boolean {
  return type === wanted || `:${type.replace(/\//g, ':')}:`.includes(`:${wanted.replace(/\//g, ':')}:`);
}

function globToRegExp(glob: string): RegExp {
  return new RegExp(`^${glob.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\\\*/g, '.*')}$`);
}
