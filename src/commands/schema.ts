import { writeFile } from 'node:fs/promises';
import { Flags } from '@oclif/core';
import { openRegistry } from '../adapters/oclif-plugins/open-registry.js';
import { documentSchemas } from '../core/editor-schema/document-schemas.js';
import { type EditorSchema, editorSchema } from '../core/editor-schema/editor-schema.js';
import { PankaCommand } from '../ui/base-command.js';

export default class Schema extends PankaCommand {
  static override summary = 'Print the JSON Schema of manifests, for completion and checks in an editor';
  static override description =
    'Covers the core and infrastructure documents and every installed kind. Put "# yaml-language-server: $schema=panka.schema.json" on top of a manifest, or name the file in the settings of your editor.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --out panka.schema.json',
    '<%= config.bin %> <%= command.id %> --overlays --out overlays.schema.json',
    '<%= config.bin %> <%= command.id %> --kind SQS',
  ];
  static override flags = {
    kind: Flags.string({ multiple: true, summary: 'Only these kinds of documents' }),
    out: Flags.string({ char: 'o', summary: 'Write to this file' }),
    overlays: Flags.boolean({ summary: 'For the files below environments/, where no field is required' }),
  };

  async run(): Promise<EditorSchema> {
    const { flags } = await this.parse(Schema);
    const documents = await documentSchemas(openRegistry(this.config), flags.kind);
    const schema = editorSchema({ documents, overlays: flags.overlays });
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    if (flags.out === undefined) this.log(text.trimEnd());
    else await writeFile(flags.out, text);
    if (flags.out !== undefined) this.note(`${documents.length} kinds of documents written to ${flags.out}`);
    return schema;
  }
}
