import { routesTo } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { TranslateContext } from 'panka/sdk';
import type { DeclaredFunction } from './declare-function.js';

/** Load balancers call `live` for every route that leads here. They refuse a function that they may not call, so permission comes first. */
export function declareRoutes(context: TranslateContext, at: DeclaredFunction): void {
  for (const { from, name, targetGroupArn } of routesTo(context)) {
    const part = `route/${from}/${name}`;
    const permission = new aws.lambda.Permission(
      context.logicalName(`${part}/permission`),
      {
        action: 'lambda:InvokeFunction',
        function: at.function.name,
        qualifier: at.alias.name,
        principal: 'elasticloadbalancing.amazonaws.com',
        sourceArn: targetGroupArn,
      },
      context.options(),
    );
    new aws.lb.TargetGroupAttachment(
      context.logicalName(part),
      { targetGroupArn, targetId: at.alias.arn },
      context.options({ dependsOn: [permission] }),
    );
  }
}
