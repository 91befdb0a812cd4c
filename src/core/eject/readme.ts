import type { ProjectRequest } from './project-files.js';

/** How to go on with plain Pulumi. */
export function readme({ at, target, crypter }: ProjectRequest): string {
  const { stack, environment } = at;
  const provider = crypter === undefined ? '' : ' --secrets-provider passphrase';
  return `# ${stack}

The stack "${stack}" in "${environment}" as a plain Pulumi program, with its state. Nothing of panka is needed any more.

    npm install
    pulumi login
    pulumi stack init ${environment}${provider}
    pulumi stack import --file state.json
    pulumi preview

The preview shows no change. Until then nothing in the cloud is touched; from then on deploy with \`pulumi up\` and not with panka: of two
tools that know the same resources, each undoes what the other does.

- \`pulumi login\` is where the state will be: \`pulumi login\`, \`pulumi login s3://BUCKET\` or \`pulumi login file://FOLDER\`.
- The stack has to be called "${environment}" and the project "${stack}": they are in the URNs of all resources.
${crypter === undefined ? NO_SECRETS : SECRETS}
- \`index.ts\` declares everything and exports the outputs. \`shared.ts\` has what the stack has once, \`services/SERVICE/COMPONENT.ts\` what a
  component has; a \`.part2.ts\` is there where two components use each other. \`component-kinds.ts\` has the classes that group resources.
- Values that came from another resource refer to it; all others are as they were deployed, names included.
- Delete \`state.json\` when the import is done.
${target.name === 'sandbox' ? SANDBOX : ''}`;
}

const NO_SECRETS =
  '- There is no secret in it. With a state of your own, Pulumi asks for a passphrase all the same; it may be empty.';
const SECRETS = `- Secrets are sealed with the passphrase that \`panka eject\` was given: set PULUMI_CONFIG_PASSPHRASE to it.
  \`pulumi stack change-secrets-provider\` seals them anew, for instance with a KMS key.`;
const SANDBOX = `- **It was deployed to panka's sandbox**: the resources are simulated and none of them is in AWS. Real AWS will not find them; this project is
  to look at. Eject the stack of target \`aws\` to go on with it.
`;
