export * from './component-kind.js';
export { defineKind } from './define-kind.js';
export type * from './json.js';
export type * from './sandbox.js';
export type * from './services.js';
export { runtimeToken, tokens } from './tokens.js';
export type * from './translator.js';
export type * from './verifier.js';
