import type { Message, SignatureError, TransactionSignature } from "../../dns/index.ts";
import { signedWith, type TsigKey } from "./tsig-key.ts";

/** What a question's signature comes to. */
export type CheckedSignature =
  | { readonly kind: "good"; readonly key: TsigKey }
  /** `key`: where it is known, and the digest is right as far as it goes. */
  | { readonly kind: "bad"; readonly error: SignatureError; readonly key: TsigKey | null };

/** What every signature comes to where no view is there that has keys. */
export const UNKNOWN_KEY: CheckedSignature = { kind: "bad", error: "BADKEY", key: null };

/** lib/dns/tsig.c, dns_tsig_verify, of a question: a key of this name and algorithm, then the digest, then its length. */
export function checkQuestion(signature: TransactionSignature, keys: readonly TsigKey[]): CheckedSignature {
  const { digest } = signature;
  const key = keys.find(({ name, algorithm }) => name.key === signature.key.key && algorithm === signature.algorithm);
  if (key === undefined) return UNKNOWN_KEY;
  if (digest === null || !digest.secret.isSameAs(key.secret)) return { kind: "bad", error: "BADSIG", key: null };
  return digest.octets < key.digestOctets ? { kind: "bad", error: "BADTRUNC", key } : { kind: "good", key };
}

/** The signature of the answer (dns_tsig_sign): of a digest that could not be checked, or is wrong, nobody signs the refusal. */
export function answeringSignature(
  asked: TransactionSignature,
  checked: CheckedSignature,
  signedAt: number,
): TransactionSignature {
  const error = checked.kind === "good" ? null : checked.error;
  if (checked.key === null) return { ...asked, digest: null, error, signedAt };
  const { digest, ...signature } = signedWith(checked.key, signedAt);
  // Nobody gets less of a digest than he gave.
  const octets = Math.max(digest?.octets ?? 0, asked.digest?.octets ?? 0);
  return { ...signature, digest: { secret: checked.key.secret, octets }, error };
}

/** Somebody answers who does not sign. */
export const UNSIGNED = "expected a TSIG or SIG(0)";

/** What is wrong with the answer to a question that this key has signed, in named's words (lib/isc/result.c); null: nothing. */
export function faultOfAnswer({ signature }: Message, key: TsigKey | null): string | null {
  if (key === null) return signature === undefined ? null : "did not expect a TSIG or SIG(0)";
  if (signature === undefined) return UNSIGNED;
  const { digest, error } = signature;
  const isOurs = signature.key.key === key.name.key && signature.algorithm === key.algorithm;
  const mayBeEmpty = error === "BADSIG" || error === "BADKEY";
  const isRight = digest === null ? mayBeEmpty : digest.secret.isSameAs(key.secret);
  const isWhole = digest === null || digest.octets >= key.digestOctets;
  if (!isOurs || !isRight || !isWhole) return "tsig verify failure";
  return error === null ? null : "tsig indicates error";
}
