import { filterFlags, stackFlags } from '../ui/flags.js';
import { renderView } from '../ui/render-view.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Render extends StackCommand {
  static override summary = 'Print every resource that would be declared, with no engine and no account';
  static override description =
    'References between resources are written ${name.property}, also inside texts such as policy documents. ${aws:…} is a look-up.';
  static override examples = ['<%= config.bin %> render', '<%= config.bin %> render --component api/orders --json'];
  static override flags = { ...stackFlags, ...filterFlags };

  async run() {
    const { flags } = await this.parse(Render);
    const session = this.open(flags);
    const application = await this.application();
    const resources = (await session.render(application)).filter(({ component }) => wanted(component, flags));
    this.log(renderView(resources, this.out));
    return { resources };
  }
}

function wanted(
  owner: string,
  { service = [], component = [] }: { service?: string[]; component?: string[] },
): boolean {
  if (service.length === 0 && component.length === 0) return true;
  return (
    service.some((s) => owner.startsWith(`${s}/`)) || component.some((c) => owner === c || owner.endsWith(`/${c}`))
  );
}
