import { NAME_RULES, secretText } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, SecretReference, TranslateContext } from 'panka/sdk';
import type { Foundation } from './foundation.js';
import type { UserSpec } from './schema.js';

const WRITER = 'on ~* &* +@all';
/** INFO and CLUSTER are what clients ask for when they connect. */
const READER = 'on ~* -@all +@read +@connection +info +cluster';
/** Characters of a password. Source: MemoryDB developer guide, "Authenticating users with access control lists". */
const PASSWORD = { least: 16, most: 128 };

/** Who may log in, and as whom consumers do. */
export interface Users {
  readonly aclName: pulumi.Output<string>;
  /** The user of a consumer with that access. */
  readonly userFor: (level: AccessLevel) => { readonly name: string; readonly arn: pulumi.Output<string> };
  /** Password of that user; undefined where IAM decides. */
  readonly secret: SecretReference | undefined;
}

interface Declared {
  readonly name: string;
  readonly arn: pulumi.Output<string>;
  readonly userName: pulumi.Output<string>;
}

/** Users, and the list of those that the cluster lets in. */
export function declareUsers(at: Foundation, context: TranslateContext): Users {
  const { auth, users } = at.component.spec.security;
  if (auth === 'password') {
    const declared = users.map((user) => declareWithPassword(at, context, user));
    return { ...chosen(declared[0]), aclName: acl(at, context, declared), secret: declared[0]?.secret };
  }
  const writer = declareWithIam(at, context, { part: 'writer', accessString: WRITER });
  const reader = declareWithIam(at, context, { part: 'reader', accessString: READER });
  const others = users.map(({ name, accessString }) =>
    declareWithIam(at, context, { part: `user-${name}`, accessString }),
  );
  return {
    aclName: acl(at, context, [writer, reader, ...others]),
    userFor: (level) => (level === 'read' ? reader : writer),
    secret: undefined,
  };
}

function chosen(first: Declared | undefined): Pick<Users, 'userFor'> {
  if (first === undefined) throw new Error('auth: password needs users with a passwordSecret');
  return { userFor: () => first };
}

function acl(at: Foundation, context: TranslateContext, users: readonly Declared[]): pulumi.Output<string> {
  return new aws.memorydb.Acl(
    context.logicalName('acl'),
    {
      name: at.names.physical(at.component, NAME_RULES.cacheUser, 'acl'),
      userNames: users.map((user) => user.userName),
      tags: at.tagsOf('acl'),
    },
    context.options({ deleteBeforeReplace: true }),
  ).name;
}

function declareWithIam(at: Foundation, context: TranslateContext, user: { part: string; accessString: string }) {
  return declare(at, context, { ...user, authenticationMode: { type: 'iam' } });
}

/** The provider takes the password of a user only as a value that its state keeps: it is kept there as a secret. */
function declareWithPassword(
  at: Foundation,
  context: TranslateContext,
  { name, accessString, passwordSecret }: UserSpec,
) {
  const field = passwordSecret ?? { ref: '', key: 'password' };
  const found = aws.secretsmanager.getSecretVersionOutput({ secretId: field.ref });
  const password = pulumi.secret(
    found.secretString.apply((text) => checked(secretText(text, field, 'security.users[].passwordSecret'))),
  );
  const user = declare(at, context, {
    part: `user-${name}`,
    accessString,
    authenticationMode: { type: 'password', passwords: [password] },
  });
  return { ...user, secret: { arn: found.arn, key: field.key } };
}

function declare(
  at: Foundation,
  context: TranslateContext,
  { part, ...user }: { part: string } & Pick<aws.memorydb.UserArgs, 'accessString' | 'authenticationMode'>,
): Declared {
  const name = at.names.physical(at.component, NAME_RULES.cacheUser, part);
  const declared = new aws.memorydb.User(
    context.logicalName(part),
    { userName: name, ...user, tags: at.tagsOf(part) },
    context.options({ deleteBeforeReplace: true }),
  );
  return { name, arn: declared.arn, userName: declared.userName };
}

/** The password never goes into the error. */
function checked(password: string): string {
  if (password.length >= PASSWORD.least && password.length <= PASSWORD.most) return password;
  throw new Error(`PANKA-MDB-007 the password of a user must have ${PASSWORD.least} to ${PASSWORD.most} characters`);
}
