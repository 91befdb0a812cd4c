import type { Looked } from '../../core/backend/setup-step.js';

export const there = (detail: string): Looked => ({ status: 'there', detail });
export const missing = (detail: string): Looked => ({ status: 'missing', detail });
export const refused = (detail: string, advice: string): Looked => ({ status: 'refused', detail, advice });

/** The answer of a look-up, or undefined where AWS says that there is no such thing. */
export async function ifThere<T>(call: Promise<T>, ...codes: readonly string[]): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
    if (codes.includes(name) || (codes.includes('404') && $metadata?.httpStatusCode === 404)) return undefined;
    throw error;
  }
}
