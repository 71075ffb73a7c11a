import type { Octets, Rdata, RRset } from "../dns/index.ts";
import type { DiagnosticCode, Severity } from "../text/index.ts";
import { setOf, type ZoneNode } from "./zone.ts";

/** Who is told what is wrong at a node. */
export type KeyReporter = (
  severity: Severity,
  node: ZoneNode,
  code: DiagnosticCode,
  message: string,
  hint?: string,
) => void;

/** RFC 5155 section 11; RFC 9276 section 3.2. */
const [SHA1_HASH, MAX_ITERATIONS] = [1, 150];
/** Of a CDS or CDNSKEY that asks the parent to delete the DS (RFC 8078 section 4). */
const DELETE_ALGORITHM = 0;

/** Mnemonics that lib/dns/rcode.c prints. */
const RSA_ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [1, "RSAMD5"],
  [5, "RSASHA1"],
  [7, "NSEC3RSASHA1"],
  [8, "RSASHA256"],
  [10, "RSASHA512"],
]);
/** Of zone keys (lib/dns/zone.c zone_check_dnskeys). */
const DEPRECATED_KEYS: ReadonlyMap<number, string> = new Map([
  [1, "RSAMD5"],
  [3, "DSA"],
  [5, "RSASHA1"],
  [6, "NSEC3DSA"],
  [7, "NSEC3RSASHA1"],
  [12, "ECCGOST"],
]);
/** Of KEY and DS (integrity_checks, in the same file). */
const DEPRECATED_ELSEWHERE: ReadonlyMap<number, string> = new Map([
  [5, "RSASHA1"],
  [7, "NSEC3RSASHA1"],
]);
const DEPRECATED_DIGESTS: ReadonlyMap<number, string> = new Map([
  [1, "SHA-1"],
  [3, "GOST"],
]);

/** What named-checkzone says of the keys at the zone's own name. */
export function checkApexKeys(apex: ZoneNode, report: KeyReporter): void {
  for (const type of ["CDS", "CDNSKEY"] as const) checkChildKeys(apex, type, report);
  reportEach(numbersOf(setOf(apex, "CDS"), "digestType"), DEPRECATED_DIGESTS, (number, name) =>
    report("warning", apex, "ZONE_DEPRECATED_DIGEST", `Deprecated CDS digest type ${number} (${name}).`),
  );
  checkHashing(apex, setOf(apex, "NSEC3PARAM"), report);
  checkZoneKeys(apex, setOf(apex, "DNSKEY"), report);
}

/** What named-checkzone says of keys, and of a delegation's DS, at a name that questions can see. */
export function checkKeys(node: ZoneNode, report: KeyReporter): void {
  reportEach(oldKeyAlgorithms(setOf(node, "KEY")), DEPRECATED_ELSEWHERE, (number, name) =>
    report(
      "warning",
      node,
      "ZONE_DEPRECATED_ALGORITHM",
      `${node.name.text}/KEY deprecated algorithm ${number} (${name}).`,
    ),
  );
  if (!node.isCut) return;
  const signers = setOf(node, "DS");
  const place = `${node.name.text}/DS deprecated`;
  reportEach(numbersOf(signers, "digestType"), DEPRECATED_DIGESTS, (number, name) =>
    report("warning", node, "ZONE_DEPRECATED_DIGEST", `${place} digest type ${number} (${name}).`),
  );
  reportEach(numbersOf(signers, "algorithm"), DEPRECATED_ELSEWHERE, (number, name) =>
    report("warning", node, "ZONE_DEPRECATED_ALGORITHM", `${place} algorithm ${number} (${name}).`),
  );
}

/** Each number once, if it has a name there. */
function reportEach(
  numbers: Iterable<number>,
  names: ReadonlyMap<number, string>,
  report: (number: number, name: string) => void,
): void {
  for (const number of new Set(numbers)) {
    const name = names.get(number);
    if (name !== undefined) report(number, name);
  }
}

type Field = "algorithm" | "digestType";

function numbersOf(set: RRset | null, field: Field): readonly number[] {
  return (set?.data ?? []).flatMap((data) => numberOf(data, field) ?? []);
}

function numberOf(data: Rdata, field: Field): number | null {
  if (data.type === "DS" || data.type === "CDS") return data[field];
  if (data.type === "DNSKEY" || data.type === "CDNSKEY") return field === "algorithm" ? data.algorithm : null;
  return null;
}

/** KEY (RFC 2535 section 3.1) is kept as octets: flags, protocol, algorithm. */
function oldKeyAlgorithms(set: RRset | null): readonly number[] {
  return (set?.data ?? []).flatMap((data) => ("octets" in data ? (data.octets[3] ?? []) : []));
}

/** lib/dns/zone.c dns_zone_cdscheck: algorithms are compared, keys and digests are not. */
function checkChildKeys(apex: ZoneNode, type: "CDS" | "CDNSKEY", report: KeyReporter): void {
  const all = setOf(apex, type)?.data ?? [];
  const others = all.filter((data) => !asksForDeletion(data));
  const keys = new Set(numbersOf(setOf(apex, "DNSKEY"), "algorithm"));
  const isDeletion = others.length < all.length;
  const isSigned = others.every((data) => keys.has(numberOf(data, "algorithm") ?? DELETE_ALGORITHM));
  if (isDeletion ? others.length === 0 : isSigned) return;
  const message = `${apex.name.text} ${type}: CDS/CDNSKEY consistency checks failed.`;
  const hint = "Each algorithm needs a DNSKEY; a deletion stands alone.";
  report("error", apex, "ZONE_CDS_WITHOUT_KEY", message, hint);
}

/** `0 0 0 00` and `0 3 0 AA==` to the octet; any other record of that algorithm is one that wants a key. */
function asksForDeletion(data: Rdata): boolean {
  if (data.type === "CDS") {
    return data.keyTag === 0 && data.algorithm === DELETE_ALGORITHM && data.digestType === 0 && isZero(data.digest);
  }
  if (data.type !== "CDNSKEY") return false;
  return data.flags === 0 && data.protocol === 3 && data.algorithm === DELETE_ALGORITHM && isZero(data.publicKey);
}

const isZero = (octets: Octets): boolean => octets.length === 1 && octets[0] === 0;

/** lib/dns/zone.c zone_postload. */
function checkHashing(apex: ZoneNode, set: RRset | null, report: KeyReporter): void {
  const place = `${apex.name.text} NSEC3PARAM`;
  let isHashed = set === null;
  for (const data of set?.data ?? []) {
    if (data.type !== "NSEC3PARAM") continue;
    const { algorithm, iterations } = data;
    const isKnown = algorithm === SHA1_HASH;
    isHashed ||= isKnown;
    const unsupported = `${place}: unsupported nsec3 hash algorithm: ${algorithm}.`;
    if (!isKnown) report("warning", apex, "ZONE_NSEC3_ALGORITHM", unsupported);
    const excessive = `${place}: excessive iterations ${iterations} > ${MAX_ITERATIONS}.`;
    if (iterations > MAX_ITERATIONS) report("warning", apex, "ZONE_NSEC3_ITERATIONS", excessive);
  }
  if (!isHashed) report("error", apex, "ZONE_NSEC3_ALGORITHM", "No supported nsec3 hash algorithm.");
}

/** lib/dns/zone.c zone_check_dnskeys. */
function checkZoneKeys(apex: ZoneNode, set: RRset | null, report: KeyReporter): void {
  if (set === null) return;
  for (const data of set.data) {
    const name = data.type === "DNSKEY" && hasExponentThree(data.publicKey) ? RSA_ALGORITHMS.get(data.algorithm) : null;
    if (typeof name === "string") report("warning", apex, "ZONE_WEAK_KEY", `Weak ${name} key found (exponent 3).`);
  }
  const algorithms = numbersOf(set, "algorithm");
  reportEach(algorithms, DEPRECATED_KEYS, (number, name) =>
    report("warning", apex, "ZONE_DEPRECATED_ALGORITHM", `Deprecated DNSKEY algorithm found: ${number} (${name}).`),
  );
  if (algorithms.every((number) => DEPRECATED_KEYS.has(number))) {
    report("warning", apex, "ZONE_DEPRECATED_ALGORITHM", "All DNSKEY algorithms found are deprecated.");
  }
}

/** RFC 3110 section 2: the length of the exponent, then the exponent. */
function hasExponentThree(key: Octets): boolean {
  return key[0] === 1 && key[1] === 3;
}
