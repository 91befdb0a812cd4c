import * as pulumi from '@pulumi/pulumi';

/** One resource as the program registered it, with every reference to another resource's value as text. */
export interface DeclaredResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Program<T> {
  readonly result: T;
  readonly resources: readonly DeclaredResource[];
  named(name: string): DeclaredResource;
  ofType(type: string): readonly DeclaredResource[];
}

/** The accessors of a registration request that these tests look at. */
interface Registration {
  getName(): string;
  getType(): string;
  getParent(): string;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDeletebeforereplace(): boolean;
  getDependenciesList(): string[];
  getIgnorechangesList(): string[];
  getCustomtimeouts(): { getCreate(): string; getUpdate(): string } | undefined;
}
interface Monitor {
  registerResource(request: Registration, ...rest: unknown[]): unknown;
}

/** Runs a program against a monitor that makes up ids (`<name>-id`) and the outputs `<name>.<output>`. */
export async function runProgram<T>(
  program: () => T,
  lookups: (token: string, args: Record<string, unknown>) => Record<string, unknown> = () => ({}),
): Promise<Program<T>> {
  const inputs = new Map<string, Record<string, unknown>>();
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        inputs.set(`${args.type} ${args.name}`, args.inputs);
        return {
          id: args.custom === false ? undefined : `${args.name}-id`,
          state: { ...computed(args.name), ...args.inputs },
        };
      },
      call: (args) => lookups(args.token, args.inputs),
    },
    'test',
    'test',
  );
  const requests = recordRequests();
  const { made: result } = await withoutStackTraces(async () => {
    const made = program();
    await pulumi.runtime.disconnect();
    // Wrapped: a result with a `then` would be awaited.
    return { made };
  });
  const resources = requests
    .filter((r) => r.getType() !== 'pulumi:pulumi:Stack')
    .map((r) => ({
      type: r.getType(),
      name: r.getName(),
      inputs: inputs.get(`${r.getType()} ${r.getName()}`) ?? {},
      options: optionsOf(r),
    }))
    .sort((a, b) => (`${a.name} ${a.type}` < `${b.name} ${b.type}` ? -1 : 1));
  return {
    result,
    resources,
    named: (name) => only(resources, name),
    ofType: (t) => resources.filter((r) => r.type === t),
  };
}

/** The SDK takes a stack trace for every promise, which is most of what a program costs here. */
async function withoutStackTraces<T>(run: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return await run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The value of an output; unknown ones do not occur here. */
export function settled<T>(input: pulumi.Input<T> | undefined): Promise<unknown> {
  return new Promise((resolve) => {
    pulumi.output(input).apply(resolve);
  });
}

function recordRequests(): Registration[] {
  const requests: Registration[] = [];
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    requests.push(request);
    return register(request, ...rest);
  };
  return requests;
}

function computed(name: string): Record<string, unknown> {
  const outputs = ['arn', 'name', 'dnsName', 'url', 'bucket', 'invokeUrl', 'latestVersion', 'hostedZone'];
  return Object.fromEntries(outputs.map((output) => [output, `${name}.${output}`]));
}

function optionsOf(request: Registration): Record<string, unknown> {
  const timeouts = request.getCustomtimeouts();
  const all = {
    parent: nameOf(request.getParent()),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    dependsOn: [...new Set(request.getDependenciesList().map(nameOf))].sort(),
    ignoreChanges: request.getIgnorechangesList(),
    createTimeout: timeouts?.getCreate(),
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([, v]) => v !== false && v !== '' && v !== undefined && !(Array.isArray(v) && v.length === 0),
    ),
  );
}

function nameOf(urn: string): string {
  return urn.split('::').slice(3).join('::');
}

function only(resources: readonly DeclaredResource[], name: string): DeclaredResource {
  const found = resources.filter((r) => r.name === name && !r.type.startsWith('panka:'));
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new Error(`${found.length} resources named ${name}; there are ${resources.map((r) => r.name).join(', ')}`);
  return first;
}
