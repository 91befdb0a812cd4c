import { SECRET_SIG, SIG_KEY } from '../../core/engine/deployment-v3.js';
import { isList, isPropertyMap } from '../../core/engine/property-path.js';
import { isSecret, isUnknown, type PropertyMap, type PropertyValue, secret } from '../../core/engine/property-value.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import { WIRE_UNKNOWN } from '../pulumi-wire/signatures.js';

type Stored = Readonly<Record<string, unknown>>;

/**
 * Properties as they stand in a deployment, secrets sealed. A secret of a resource that did not change keeps its ciphertext,
 * so that a state only differs where something changed.
 */
export class StateCodec {
  readonly #sealed = new Map<string, string>();

  /** `dry`: seals nothing new, for a preview, whose records never leave this process. */
  constructor(
    private readonly sealer: SecretSealer,
    private readonly dry = false,
  ) {}

  open(urn: string, stored: Stored | undefined): PropertyMap {
    return this.openMap(urn, stored ?? {});
  }

  seal(urn: string, properties: PropertyMap): Record<string, unknown> {
    const stored: Record<string, unknown> = {};
    for (const key of Object.keys(properties)) stored[key] = this.sealValue(urn, properties[key]);
    return stored;
  }

  private openMap(urn: string, stored: Stored): PropertyMap {
    const properties: Record<string, PropertyValue> = {};
    for (const key of Object.keys(stored)) properties[key] = this.openValue(urn, stored[key]);
    return properties;
  }

  private openValue(urn: string, value: unknown): PropertyValue {
    if (value === undefined || value === null) return null;
    if (Array.isArray(value)) return value.map((item) => this.openValue(urn, item));
    if (typeof value !== 'object') return value as PropertyValue;
    const object = value as Stored;
    if (object[SIG_KEY] === SECRET_SIG) return this.openSecret(urn, object);
    return this.openMap(urn, object);
  }

  private openSecret(urn: string, object: Stored): PropertyValue {
    const { ciphertext, plaintext } = object;
    if (typeof ciphertext !== 'string') return secret(this.openValue(urn, JSON.parse(String(plaintext ?? 'null'))));
    const opened = this.sealer.open(ciphertext);
    this.#sealed.set(`${urn}\n${opened}`, ciphertext);
    return secret(this.openValue(urn, JSON.parse(opened)));
  }

  private sealValue(urn: string, value: PropertyValue | undefined): unknown {
    if (value === undefined) return null;
    if (isUnknown(value)) return WIRE_UNKNOWN;
    if (isSecret(value)) return { [SIG_KEY]: SECRET_SIG, ...this.sealedText(urn, value.value) };
    if (isList(value)) return value.map((item) => this.sealValue(urn, item));
    if (isPropertyMap(value)) return this.seal(urn, value);
    return value;
  }

  private sealedText(urn: string, value: PropertyValue): { ciphertext: string } | { plaintext: string } {
    const plaintext = JSON.stringify(plainOf(value));
    const key = `${urn}\n${plaintext}`;
    const known = this.#sealed.get(key);
    if (known !== undefined) return { ciphertext: known };
    if (this.dry) return { plaintext };
    const ciphertext = this.sealer.seal(plaintext);
    this.#sealed.set(key, ciphertext);
    return { ciphertext };
  }
}

/** What lies inside a secret needs no seal of its own. */
function plainOf(value: PropertyValue): unknown {
  if (isUnknown(value)) return WIRE_UNKNOWN;
  if (isSecret(value)) return plainOf(value.value);
  if (isList(value)) return value.map(plainOf);
  if (!isPropertyMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainOf(item)]));
}
