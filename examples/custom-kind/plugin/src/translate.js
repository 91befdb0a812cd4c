// @ts-check
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { tokens } from 'panka/sdk';

/** @import { AccessLevel, ComponentOf, Names, PolicyStatement, Provision, Tags, TranslateContext, Translation } from 'panka/sdk' */
/** @import { FlagsSpec } from './schema.js' */

/** @type {Readonly<Record<AccessLevel, readonly string[]>>} */
const TABLE_ACTIONS = {
  connect: [],
  read: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
  write: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  admin: [
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
  ],
};

/** Definitions change with every deploy, overrides at run time: the one is a parameter, the other a table. */
export default class FeatureFlagsTranslator {
  static inject = /** @type {const} */ ([tokens.names, tokens.tags]);

  /**
   * @param {Names} names
   * @param {Tags} tags
   */
  constructor(names, tags) {
    this.names = names;
    this.tags = tags;
  }

  /**
   * @param {ComponentOf<FlagsSpec>} component
   * @param {TranslateContext} context
   * @returns {Translation}
   */
  translate(component, context) {
    const table = this.overrides(component, context);
    const parameter = this.definitions(component, context);
    return {
      outputs: { definitionsParameter: parameter.name, overridesTable: table.name, overridesTableArn: table.arn },
      provides: provision(component, table, parameter),
    };
  }

  /**
   * @param {ComponentOf<FlagsSpec>} component
   * @param {TranslateContext} context
   */
  overrides(component, context) {
    const ttl = component.spec.auditDays === undefined ? {} : { ttl: { attributeName: 'expiresAt', enabled: true } };
    return new aws.dynamodb.Table(
      context.logicalName('overrides'),
      {
        name: this.names.physical(component, { max: 255, alphabet: 'a-zA-Z0-9_.-' }, 'overrides'),
        billingMode: 'PAY_PER_REQUEST',
        hashKey: 'flag',
        rangeKey: 'subject',
        attributes: [
          { name: 'flag', type: 'S' },
          { name: 'subject', type: 'S' },
        ],
        pointInTimeRecovery: { enabled: true },
        ...ttl,
        tags: this.tags.of(component, context.logicalName('overrides')),
      },
      context.dataOptions(),
    );
  }

  /**
   * @param {ComponentOf<FlagsSpec>} component
   * @param {TranslateContext} context
   */
  definitions(component, context) {
    const { flags, refreshSeconds, auditDays } = component.spec;
    return new aws.ssm.Parameter(
      context.logicalName('definitions'),
      {
        name: `/${this.names.physical(component, { max: 900, alphabet: 'a-zA-Z0-9_.-' }, 'flags')}`,
        type: 'String',
        tier: 'Intelligent-Tiering',
        value: JSON.stringify({ flags, refreshSeconds, ...(auditDays === undefined ? {} : { auditDays }) }),
        tags: this.tags.of(component, context.logicalName('definitions')),
      },
      context.options(),
    );
  }
}

/**
 * @param {ComponentOf<FlagsSpec>} component
 * @param {aws.dynamodb.Table} table
 * @param {aws.ssm.Parameter} parameter
 * @returns {Provision}
 */
function provision(component, table, parameter) {
  return {
    variables: () => ({
      FLAGS_PARAMETER: parameter.name,
      FLAGS_TABLE: table.name,
      FLAGS_REFRESH_SECONDS: pulumi.output(String(component.spec.refreshSeconds)),
    }),
    statements: (level) => statements(level, table, parameter),
  };
}

/**
 * @param {AccessLevel} level
 * @param {aws.dynamodb.Table} table
 * @param {aws.ssm.Parameter} parameter
 * @returns {PolicyStatement[]}
 */
function statements(level, table, parameter) {
  if (level === 'connect') return [];
  return [
    { Effect: 'Allow', Action: ['ssm:GetParameter'], Resource: parameter.arn },
    { Effect: 'Allow', Action: TABLE_ACTIONS[level], Resource: table.arn },
  ];
}
