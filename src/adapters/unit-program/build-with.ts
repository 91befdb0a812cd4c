import type {
  ComputeRuntime,
  RuntimeClass,
  Translator,
  TranslatorClass,
  Verifier,
  VerifierClass,
} from '../../sdk/index.js';

/** Builds plugins' classes with these services. The container behind it belongs to the composition. */
export type BuildWith = (services: ReadonlyMap<symbol, unknown>) => Builder;

export interface Builder {
  translator(type: TranslatorClass): Translator;
  verifier(type: VerifierClass): Verifier;
  runtime(type: RuntimeClass): ComputeRuntime;
}
