/** The EFS file system that the examples of the container kinds' READMEs mount. */
export const sharedFiles = {
  apiVersion: 'components.panka.io/v1',
  kind: 'EFS',
  metadata: { name: 'shared-files', service: 'web' },
  spec: {},
};
