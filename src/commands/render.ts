import { matchesFilter } from '../core/execution/filter.js';
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
    const filter = { services: flags.service, components: flags.component };
    const session = this.open(flags);
    const application = await this.application();
    const resources = (await session.render(application)).filter(({ component }) => matchesFilter(filter, component));
    this.log(renderView(resources, this.out));
    return { resources };
  }
}
