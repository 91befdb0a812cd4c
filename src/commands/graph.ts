import { writeFile } from 'node:fs/promises';
import { Flags } from '@oclif/core';
import { stackFlags } from '../ui/flags.js';
import { asciiGraph } from '../ui/graph/ascii.js';
import { type GraphModel, graphModel } from '../ui/graph/graph-model.js';
import { htmlGraph } from '../ui/graph/html.js';
import { svgGraph } from '../ui/graph/svg.js';
import { dotGraph, mermaidGraph } from '../ui/graph/text-formats.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Graph extends StackCommand {
  static override summary = 'Draw the components, their waves and what needs what';
  static override description = 'With --plan, colours show what an apply would do; only that loads an engine.';
  static override examples = [
    '<%= config.bin %> graph',
    '<%= config.bin %> graph --format html --out graph.html --plan --sandbox',
  ];
  static override flags = {
    ...stackFlags,
    format: Flags.string({
      options: ['ascii', 'mermaid', 'dot', 'svg', 'html'],
      default: 'ascii',
      description: 'Output format',
    }),
    out: Flags.string({ description: 'Write to this file instead of stdout' }),
    plan: Flags.boolean({ description: 'Colour by what an apply would do' }),
  };

  async run() {
    const { flags } = await this.parse(Graph);
    const session = this.open(flags);
    const application = await this.application();
    const plan = flags.plan ? await this.plan(session, application) : undefined;
    const model = graphModel(application, plan);
    const text = this.draw(model, flags.format);
    if (flags.out === undefined) this.log(text);
    else await writeFile(flags.out, `${text}\n`);
    return { nodes: model.nodes, edges: model.edges };
  }

  private async plan(session: Graph['session'], application: Awaited<ReturnType<Graph['application']>>) {
    const { planReadOnly } = await import('../ui/planning.js');
    return planReadOnly(session, application, { filter: {}, refresh: false });
  }

  private draw(model: GraphModel, format: string): string {
    switch (format) {
      case 'mermaid':
        return mermaidGraph(model);
      case 'dot':
        return dotGraph(model);
      case 'svg':
        return svgGraph(model);
      case 'html':
        return htmlGraph(model);
      default:
        return asciiGraph(model, this.out);
    }
  }
}
