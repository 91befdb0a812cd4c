import { EXIT, PankaError } from '../../core/diagnostics/panka-error.js';

/** The folder above the plugins holds somebody else's project or packages. */
export function dataFolderNotPankas(folder: string): PankaError {
  return new PankaError({
    code: 'DataFolderNotPankas',
    message: `"${folder}" holds a project or packages of its own; Panka keeps its plugins in a folder of its own`,
    suggestions: ['set PANKA_DATA_DIR to a new folder'],
  });
}

/** Another process installs plugins at this moment. */
export function pluginsBusy(pid: number): PankaError {
  return new PankaError({
    code: 'PluginsBusy',
    message: `process ${pid} is changing the plugins`,
    suggestions: ['wait until it is done, then try again'],
    exitCode: EXIT.locked,
  });
}

/** There is no tarball of that name. */
export function fileNotFound(file: string): PankaError {
  return new PankaError({
    code: 'FileNotFound',
    message: `there is no file "${file}"`,
    suggestions: ['make a tarball of a plugin with: npm pack'],
    exitCode: EXIT.input,
  });
}

/** A folder is linked, not installed. */
export function folderNotInstallable(folder: string): PankaError {
  return new PankaError({
    code: 'FolderNotInstallable',
    message: `"${folder}" is a folder; a plugin is installed from a tarball or by name`,
    suggestions: [`panka plugins link ${folder}`, `npm pack ${folder}`],
    exitCode: EXIT.input,
  });
}

/** Neither a package name, a file nor a URL. */
export function invalidPluginName(typed: string): PankaError {
  return new PankaError({
    code: 'InvalidPluginName',
    message: `"${typed}" is neither a package name, a tarball nor a URL`,
    suggestions: ['panka plugins install sqs', 'panka plugins install ./my-plugin-1.0.0.tgz'],
    exitCode: EXIT.input,
  });
}

/** The file is no npm tarball. */
export function notAPackage(file: string, cause: unknown): PankaError {
  return new PankaError({
    code: 'NotAPackage',
    message: `"${file}" is not an npm package`,
    suggestions: ['make one with: npm pack'],
    exitCode: EXIT.input,
    cause,
  });
}

/** npm could not ask its registry. */
export function registryUnreachable(wanted: string, reason: string): PankaError {
  return new PankaError({
    code: 'RegistryUnreachable',
    message: `the npm registry could not be asked for "${wanted}": ${reason}`,
    suggestions: ['npm config get registry', 'panka plugins install ./plugin-1.0.0.tgz'],
  });
}

/** The registry knows none of these (`name@range`). */
export function pluginNotFound(wanted: readonly string[]): PankaError {
  return new PankaError({
    code: 'PluginNotFound',
    message: `the npm registry has no ${wanted.map((spec) => `"${spec}"`).join(' or ')}`,
    suggestions: ['panka kinds', 'npm config get registry'],
  });
}

/** npm failed; what was installed before is untouched. */
export function installFailed(what: string, cause: unknown): PankaError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PankaError({
    code: 'PluginInstallFailed',
    message: `${what} could not be installed, nothing was changed: ${reason}`,
    suggestions: ['npm config get registry', 'PANKA_NPM_LOG_LEVEL=verbose panka plugins install …'],
    cause,
  });
}
