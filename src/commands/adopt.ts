import { Args, Flags } from '@oclif/core';
import { editManifestFile } from '../adapters/manifest-files/edit-manifest-file.js';
import { nothingMatches } from '../core/execution/errors.js';
import { isNamed } from '../core/execution/filter.js';
import type { Application } from '../core/model/application.js';
import { type Adoption, lookForExisting } from '../ui/adopting.js';
import { adoptionJson, adoptionView } from '../ui/adoption-view.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Adopt extends StackCommand {
  static override summary = 'Find what exists for a component, to be taken over instead of made';
  static override description =
    'Looks for its resources by tags and names, or from the ids that are given, and prints the `existing` block for its manifest; `panka plan` then shows what would be taken over. Changes neither cloud nor state, and the manifest only with --write.';
  static override examples = [
    '<%= config.bin %> adopt api/orders --sandbox',
    '<%= config.bin %> adopt api/orders --id https://sqs.eu-west-1.amazonaws.com/123456789012/orders --write',
    '<%= config.bin %> adopt api/orders --id orders-url --id dlq=orders-dlq-url',
  ];
  static override args = { component: Args.string({ required: true, description: 'Component, as service/name' }) };
  static override flags = {
    ...stackFlags,
    id: Flags.string({
      multiple: true,
      description: 'Id of its main resource, or NAME=ID of another one, by which the AWS provider imports it',
    }),
    write: Flags.boolean({ description: 'Write the block into the manifest' }),
  };

  async run() {
    const { args, flags } = await this.parse(Adopt);
    this.open(flags);
    const application = await this.application();
    const component = this.addressIn(application, args.component);
    const ids = idsOf(flags.id ?? []);
    const first = await lookForExisting({ session: this.session, application, component, ids });
    const name = physicalName(first);
    const found = name === undefined ? first : await this.named({ flags, component, ids, name });
    const fields = { ...(name !== undefined && { name }), existing: found.existing };
    const file = application.provenance(component, '/metadata/name')?.source?.file;
    const written = flags.write && found.found.length > 0;
    if (written) await editManifestFile({ folder: this.session.folder, file, ...found, fields });
    const shown = { ...found, fields, file, written };
    this.log(adoptionView(shown, this.out));
    return adoptionJson(shown);
  }

  private addressIn({ components }: Application, named: string): string {
    const addresses = components.map(({ address }) => address);
    const address = addresses.find((one) => isNamed(one, named));
    if (address === undefined) throw nothingMatches(named, addresses);
    return address;
  }

  /** Once more with the name that the existing one has: other parts of the component are named after it. */
  private async named({ flags, component, ids, name }: NamedAgain): Promise<Adoption> {
    this.open({ ...flags, set: [...(flags.set ?? []), `${component}.spec.name=${JSON.stringify(name)}`] });
    return lookForExisting({ session: this.session, application: await this.application(), component, ids });
  }
}

interface NamedAgain {
  readonly flags: { readonly set?: string[] | undefined };
  readonly component: string;
  readonly ids: ReadonlyMap<string, string>;
  readonly name: string;
}

/** `ID` or `NAME=ID`; ids that hold `=` have a `:` or a `/` before it, as names of resources have not. */
function idsOf(given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map((one) => {
      const [, name = '', id = one] = /^([\w.-]+(?:\/[\w.-]+)*)=(.+)$/.exec(one) ?? [];
      return [name, id] as const;
    }),
  );
}

/** The name of the existing main resource, where another one is declared. */
function physicalName({ differences, component }: Adoption): string | undefined {
  const isName = ({ resource, property }: Adoption['differences'][number]) =>
    resource === component && property.field?.path === '/name' && property.before !== undefined;
  const before = differences.find(isName)?.property.before;
  const value: unknown = before === undefined ? undefined : JSON.parse(before);
  return typeof value === 'string' ? value : undefined;
}
