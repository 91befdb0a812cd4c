import { permitCaller, routesTo } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { ComponentOf, Names, TranslateContext } from 'panka/sdk';
import type { DeclaredFunction } from './declare-function.js';
import type { LambdaSpec } from './schema.js';

/** Load balancers call `live` for every route that leads here. They refuse a function that they may not call, so permission comes first. */
export function declareRoutes(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  at: DeclaredFunction & { names: Names },
): void {
  for (const { from, name, targetGroupArn } of routesTo(context)) {
    const part = `route/${from}/${name}`;
    const permission = permitCaller(component, context, {
      ...{ aws, names: at.names, part: `${part}/permission` },
      allow: {
        function: at.function.name,
        qualifier: at.alias.name,
        principal: 'elasticloadbalancing.amazonaws.com',
        sourceArn: targetGroupArn,
      },
    });
    new aws.lb.TargetGroupAttachment(
      context.logicalName(part),
      { targetGroupArn, targetId: at.alias.arn },
      context.options({ dependsOn: [permission] }),
    );
  }
}
