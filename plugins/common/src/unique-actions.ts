/** IAM actions of several lists, each once. */
export function uniqueActions(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())];
}
