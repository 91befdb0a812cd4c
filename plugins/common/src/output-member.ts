import type { Output } from '@pulumi/pulumi';

/** Members of an Output, which hide a property of that name. */
const OUTPUT_MEMBERS = ['apply', 'get', 'promise', 'resources', 'isKnown', 'isSecret', 'toString', 'toJSON'];

/**
 * One value of an output that holds many by name. By property access, not by `apply`: in a plan the value of a resource that
 * stays is known even where that of another one is not.
 */
export function outputMember(output: Output<unknown>, name: string): Output<string | undefined> {
  const byName = output as Output<Readonly<Record<string, string>>>;
  if (OUTPUT_MEMBERS.includes(name)) return byName.apply((all) => all[name]);
  return (byName as unknown as Readonly<Record<string, Output<string | undefined>>>)[name] as Output<
    string | undefined
  >;
}
