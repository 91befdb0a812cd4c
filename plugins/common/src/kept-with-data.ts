import type { TranslateContext } from 'panka/sdk';

/**
 * The context for what data stands on (groups, settings, secrets): under deletionPolicy `retain` it stays with the data,
 * which AWS would not let go of it and which would be of no use without it.
 */
export function keptWithData(context: TranslateContext): TranslateContext {
  const kept = context.subject.spec.deletionPolicy === 'retain' ? { retainOnDelete: true } : {};
  const options: TranslateContext['options'] = (extra = {}) => context.options({ ...extra, ...kept });
  return Object.create(context, { options: { value: options } }) as TranslateContext;
}
