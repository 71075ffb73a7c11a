import { numberOfRrType, parseName, type Query, type Response, type SignatureError } from "../dns/index.ts";
import { invariant } from "../invariant.ts";
import type { WireWriter } from "./writer.ts";

const ANY_CLASS = 255;
/** Seconds that clocks may differ (RFC 8945 section 10). */
const FUDGE = 300;
/** Type, class, TTL and the length of the data. */
const RECORD_HEADER_OCTETS = 10;
/** Time, fudge, size of the digest, id, error and the length of what else there is. */
const DATA_OCTETS = 16;
const NUMBER_OF_ERROR: Readonly<Record<SignatureError, number>> = { BADSIG: 16, BADKEY: 17, BADTRUNC: 22 };
/** Its name is older than the others'. */
const MD5 = "hmac-md5.sig-alg.reg.int";

type Signed = Query | Response;

/** Octets of the TSIG record; 0: there is none. */
export function signatureOctets({ signature }: Signed): number {
  if (signature === undefined) return 0;
  const { key, algorithm, digest } = signature;
  return key.octets + RECORD_HEADER_OCTETS + nameOf(algorithm).octets + DATA_OCTETS + (digest?.octets ?? 0);
}

/** The TSIG record, last of all, without any compression (RFC 8945 section 4.2). */
export function writeSignature(writer: WireWriter, message: Signed): void {
  const { signature } = message;
  if (signature === undefined) return;
  const { key, algorithm, digest, error, signedAt } = signature;
  writer.name(key);
  writer.u16(numberOfRrType("TSIG"));
  writer.u16(ANY_CLASS);
  writer.u32(0);
  writer.u16(nameOf(algorithm).octets + DATA_OCTETS + (digest?.octets ?? 0));
  writer.name(nameOf(algorithm));
  writer.u16(Math.floor(signedAt / 2 ** 32));
  writer.u32(signedAt % 2 ** 32);
  writer.u16(FUDGE);
  writer.u16(digest?.octets ?? 0);
  writer.octets(new Uint8Array(digest?.octets ?? 0));
  writer.u16(message.id);
  writer.u16(error === null ? 0 : NUMBER_OF_ERROR[error]);
  writer.u16(0);
}

function nameOf(algorithm: string) {
  const name = parseName(`${algorithm === "hmac-md5" ? MD5 : algorithm}.`);
  invariant(typeof name !== "string", "an algorithm's name is a name");
  return name;
}
