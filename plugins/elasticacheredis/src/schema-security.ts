import { oneOf, section, strict } from '@panka/plugin-common';
import { Type } from '@sinclair/typebox';

export const security = section(
  {
    atRestEncryption: Type.Boolean({
      default: true,
      description: 'Encryption at rest; changing it replaces the cache',
    }),
    transitEncryption: Type.Boolean({ default: true, description: 'TLS; it cannot be off in production' }),
    transitEncryptionMode: oneOf(['required', 'preferred'], {
      default: 'required',
      description: 'preferred takes plain text too: the step between a cache without TLS and one with it, both ways',
    }),
    auth: Type.Optional(
      oneOf(['token', 'iam', 'none'], {
        description:
          'token: one password for all; iam: users who log in with IAM; none: whoever reaches the port. Default token, for serverless iam',
      }),
    ),
    authTokenSecret: Type.Optional(
      strict(
        {
          ref: Type.String({ minLength: 1, description: 'Name or ARN of the secret in Secrets Manager' }),
          key: Type.Optional(Type.String({ description: 'JSON key within the secret; default: the whole text' })),
        },
        { description: 'Where the token comes from; default: Panka makes one' },
      ),
    ),
    authTokenUpdate: oneOf(['rotate', 'set'], {
      default: 'rotate',
      description:
        'auth token: rotate keeps the former token, or the way in without one, beside a new one; set ends it',
    }),
    users: Type.Array(
      strict(
        {
          name: Type.String({
            pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
            maxLength: 40,
            description: 'Name; the user in AWS has the stack and a hash in its name',
          }),
          accessString: Type.String({
            minLength: 1,
            description: 'What the user may do, such as "on ~app:* -@all +@read", as AWS writes it; without passwords',
          }),
        },
        { description: 'A user' },
      ),
      { default: [], maxItems: 97, description: 'auth iam: users beside the one that writes and the one that reads' },
    ),
  },
  { description: 'Encryption, and who may log in' },
);
