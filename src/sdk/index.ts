// TypeBox, with which schemas are written. The plugins of this repository are built to take it from here, so that it is read once.
export { type Static, Type } from '@sinclair/typebox';
export * from './component-kind.js';
export { defineKind } from './define-kind.js';
export type * from './json.js';
export type * from './sandbox.js';
export type * from './services.js';
export { runtimeToken, tokens } from './tokens.js';
export type * from './translator.js';
export type * from './verifier.js';
