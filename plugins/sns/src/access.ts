import type { AccessLevel } from 'panka/sdk';

const READ = ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'];
const WRITE = ['sns:Publish'];
const ADMIN = [...READ, ...WRITE, 'sns:Subscribe', 'sns:ConfirmSubscription', 'sns:SetTopicAttributes'];

/** IAM actions on the topic by level. Here `write` does not include `read`: a publisher need not see who subscribed. */
export const TOPIC_ACTIONS: Readonly<Record<AccessLevel, readonly string[]>> = {
  connect: [],
  read: READ,
  write: WRITE,
  admin: ADMIN,
};

/** Levels that publish, and so need the topic's key. */
export function publishes(level: AccessLevel): boolean {
  return level === 'write' || level === 'admin';
}
