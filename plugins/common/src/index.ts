export { type BucketNotificationTarget, CONTRIBUTIONS, type PolicyDeclared } from './contributions.js';
export { errorAt, warningAt } from './finding.js';
export { keyArn, keyStatement } from './key-access.js';
export { asObject, asObjects, type Look, look, verdict } from './look.js';
export { NAME_RULES } from './name-rules.js';
export { named } from './named.js';
export { isMap, mapField, mapSection, renameField } from './normalise.js';
export { sandboxAppAutoscaling } from './sandbox-appautoscaling.js';
export { oneOf, policyStatements, section, strict } from './schema-fields.js';
