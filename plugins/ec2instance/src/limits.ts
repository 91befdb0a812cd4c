/** Seconds in which a new instance of a group may not answer yet; a refresh of the group waits as long after each. */
export const GRACE_SECONDS = 300;
