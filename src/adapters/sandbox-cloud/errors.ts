import { PankaError } from '../../core/diagnostics/panka-error.js';

/** A file of the simulated cloud that cannot be understood: nothing is guessed about the resource in it. */
export function sandboxFileBroken(file: string, why: string, cause?: unknown): PankaError {
  return new PankaError({
    code: 'SandboxFileBroken',
    message: `the sandbox's resource file "${file}" cannot be read: ${why}`,
    suggestions: ['correct the file', `delete it (the sandbox then takes the resource for deleted): rm "${file}"`],
    cause,
  });
}

export function sandboxUnreadable(folder: string, cause: unknown): PankaError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PankaError({
    code: 'SandboxUnreadable',
    message: `the sandbox's folder "${folder}" cannot be used: ${why}`,
    suggestions: [`ls -la "${folder}"`],
    cause,
  });
}

export function invalidFaultPlan(why: string, cause?: unknown): PankaError {
  return new PankaError({
    code: 'InvalidFaultPlan',
    message: `the fault plan of the sandbox is wrong: ${why}`,
    suggestions: [
      'PANKA_SANDBOX_FAULTS=\'[{"on": "create", "nth": 2, "fail": "LimitExceeded: no more"}]\'',
      'unset PANKA_SANDBOX_FAULTS',
    ],
    cause,
  });
}

export function unknownInvoke(token: string, known: readonly string[]): PankaError {
  return new PankaError({
    code: 'SandboxUnknownLookup',
    message: `the sandbox cannot answer the look-up "${token}"; it knows ${known.join(', ')}`,
    suggestions: [
      'give the ids literally in the manifests',
      "let the kind's plugin register the look-up in its sandbox module",
    ],
  });
}

export function unknownOperation(operation: string, known: readonly string[]): PankaError {
  const service = `${operation.split(':')[0]}:`;
  const near = known.filter((name) => name.startsWith(service));
  return new PankaError({
    code: 'SandboxUnknownOperation',
    message: `the sandbox cannot answer "${operation}"${near.length > 0 ? `; it knows ${near.join(', ')}` : ''}`,
    suggestions: ["let the kind's plugin register the operation under `api` in its sandbox module"],
  });
}
