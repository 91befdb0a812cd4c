import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Output } from '@pulumi/pulumi';
import type { ComponentOf, Names, TranslateContext } from 'panka/sdk';
import { functionFiles } from './function-files.js';
import type { CloudFrontSpec } from './schema.js';

/** Functions that the manifest gives as files, by file. */
export function declareFunctions(
  component: ComponentOf<CloudFrontSpec>,
  context: TranslateContext,
  names: Names,
): ReadonlyMap<string, Output<string>> {
  return new Map(
    functionFiles(component.spec).map((file) => {
      const part = `function/${file}`;
      const made = new aws.cloudfront.Function(
        context.logicalName(part),
        {
          name: names.physical(component, { ...NAME_RULES.cloudFrontPolicy, max: 64 }, part),
          runtime: 'cloudfront-js-2.0',
          comment: `${file} of ${component.address}`,
          code: readFileSync(join(component.folder, file), 'utf8'),
          publish: true,
        },
        context.options(),
      );
      return [file, made.arn];
    }),
  );
}
