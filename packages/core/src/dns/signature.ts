import type { DomainName } from "./name.ts";

/** What two servers share to sign what they say to each other. It shows itself to nobody, so that no report prints it. */
export class SharedSecret {
  readonly #octets: Uint8Array;

  constructor(octets: Uint8Array) {
    // HMAC fills a short key with zeros: those at the end make no difference (RFC 2104 section 2).
    let length = octets.length;
    while (length > 0 && octets[length - 1] === 0) length -= 1;
    this.#octets = octets.slice(0, length);
  }

  /** Whether a digest made with the one is right by the other. */
  isSameAs(other: SharedSecret): boolean {
    const [own, others] = [this.#octets, other.#octets];
    return own.length === others.length && own.every((octet, at) => octet === others[at]);
  }
}

/** Extended errors of a TSIG record (RFC 8945 section 3). */
export type SignatureError = "BADSIG" | "BADKEY" | "BADTRUNC";

/**
 * A TSIG record (RFC 8945). Nobody computes digests here: one is right by whoever has the secret that it was made with.
 * On the wire its octets are zeros.
 */
export interface TransactionSignature {
  readonly key: DomainName;
  /** In lower case, without a last dot: `hmac-sha256`. */
  readonly algorithm: string;
  /** null: the record has no digest, since whoever answers could not check the question's. */
  readonly digest: { readonly secret: SharedSecret; readonly octets: number } | null;
  /** What was wrong with the signature of the question. */
  readonly error: SignatureError | null;
  /** Seconds since 1970, as far as the moments of a site are such. */
  readonly signedAt: number;
}
