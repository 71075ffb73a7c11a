import { octetsFromBase64, SharedSecret } from "../../../dns/index.ts";
import type { TsigKey } from "../../signatures/tsig-key.ts";
import type { Clause } from "../clauses.ts";
import { parseInteger } from "../scalar.ts";
import { findClause, nameFrom, textAt } from "./scope.ts";

/** Octets of each hash. */
const HASH_OCTETS: ReadonlyMap<string, number> = new Map([
  ["hmac-md5", 16],
  ["hmac-sha1", 20],
  ["hmac-sha224", 28],
  ["hmac-sha256", 32],
  ["hmac-sha384", 48],
  ["hmac-sha512", 64],
]);
const OLD_MD5 = "hmac-md5.sig-alg.reg.int";

/** `key` statements, of one name the first; `checkNamedConf` says what is wrong with those that are left out. */
export function readKeys(clauses: readonly Clause[]): readonly TsigKey[] {
  const keys = new Map<string, TsigKey>();
  for (const clause of clauses) {
    const key = clause.name === "key" ? readKey(clause) : null;
    if (key !== null && !keys.has(key.name.key)) keys.set(key.name.key, key);
  }
  return [...keys.values()];
}

function readKey(clause: Clause): TsigKey | null {
  const name = nameFrom(textAt(clause, 0));
  const secret = octetsFromBase64((textAt(findClause([clause.clauses], "secret"), 0) ?? "").replaceAll(/\s/g, ""));
  const digest = readAlgorithm(textAt(findClause([clause.clauses], "algorithm"), 0) ?? "");
  if (name === null || secret === null || digest === null) return null;
  return { name, ...digest, secret: new SharedSecret(secret) };
}

/** `hmac-sha256`, or cut to so many bits: `hmac-sha256-128`. */
function readAlgorithm(text: string): Pick<TsigKey, "algorithm" | "digestOctets"> | null {
  const lower = text.toLowerCase().replace(/\.$/, "");
  const [algorithm = "", bits] = lower === OLD_MD5 ? ["hmac-md5"] : lower.split(/(?<=^hmac-(?:md5|sha\d+))-/);
  const whole = HASH_OCTETS.get(algorithm);
  if (whole === undefined) return null;
  const wanted = bits === undefined ? 0 : (parseInteger(bits) ?? 0);
  return { algorithm, digestOctets: wanted === 0 ? whole : Math.ceil(wanted / 8) };
}
