/** Encrypts what must not stand in a state, a journal or a plan. */
export interface SecretSealer {
  /** Base64 text that `open` turns back. Two seals of one value differ. */
  seal(plaintextJson: string): string;
  /** Throws `SecretUnreadable` when the text was sealed with another key or for another stack, or was changed. */
  open(ciphertext: string): string;
}
