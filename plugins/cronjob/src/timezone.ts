/** Undefined for an IANA name as the tz database writes it; else the name that is likely meant, where one is. */
export function timezoneProblem(timezone: string): { readonly instead?: string } | undefined {
  const named = /^[A-Za-z]/.test(timezone) ? canonicalName(timezone) : undefined;
  if (named === undefined) return {};
  // Names are compared as they stand by AWS; `Intl` takes any case.
  return named.toLowerCase() === timezone.toLowerCase() && named !== timezone ? { instead: named } : undefined;
}

function canonicalName(timezone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
