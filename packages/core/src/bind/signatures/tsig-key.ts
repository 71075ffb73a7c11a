import type { DomainName, Query, SharedSecret, TransactionSignature } from "../../dns/index.ts";

/** A `key` statement. */
export interface TsigKey {
  readonly name: DomainName;
  /** Without the bits to which its digests are cut: `hmac-sha256`. */
  readonly algorithm: string;
  /** Octets of a digest that are sent, and the fewest that are taken. */
  readonly digestOctets: number;
  readonly secret: SharedSecret;
}

/** Names are compared as names. */
export function keyNamed(name: DomainName, keys: readonly TsigKey[]): TsigKey | null {
  return keys.find((key) => key.name.key === name.key) ?? null;
}

/** The signature of whoever has this key. */
export function signedWith({ name, algorithm, digestOctets, secret }: TsigKey, signedAt: number): TransactionSignature {
  return { key: name, algorithm, digest: { secret, octets: digestOctets }, error: null, signedAt };
}

/** A question with the signature of a key; null: as it is. */
export function signed(query: Query, key: TsigKey | null, signedAt: number): Query {
  return key === null ? query : { ...query, signature: signedWith(key, signedAt) };
}
