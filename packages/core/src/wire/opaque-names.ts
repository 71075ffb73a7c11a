import { type DomainName, nameFromLabels, type RrType } from "../dns/index.ts";

/** Where names stand in data that are kept as octets. */
export interface NamePlaces {
  /** Octets in front of the first name. */
  readonly before: number;
  readonly names: number;
  readonly form: "compressible-name" | "name";
  /** Whether other octets follow the last name. */
  readonly hasRest: boolean;
}

const oneName: NamePlaces = { before: 0, names: 1, form: "compressible-name", hasRest: false };

/**
 * Types without fields of their own here whose names may come compressed (RFC 1035 section 3.3, and the list of RFC 3597
 * section 4), or which later names of a message may point to (lib/dns/rdata, towire of each type): their octets are kept with
 * the names in full, since a pointer means nothing outside its message.
 */
const placesOfType: ReadonlyMap<RrType, NamePlaces> = new Map<RrType, NamePlaces>([
  ["MD", oneName],
  ["MF", oneName],
  ["MB", oneName],
  ["MG", oneName],
  ["MR", oneName],
  ["MINFO", { before: 0, names: 2, form: "compressible-name", hasRest: false }],
  ["RT", { before: 2, names: 1, form: "name", hasRest: false }],
  ["SIG", { before: 18, names: 1, form: "name", hasRest: true }],
  ["PX", { before: 2, names: 2, form: "name", hasRest: false }],
  ["NXT", { before: 0, names: 1, form: "name", hasRest: true }],
  ["NSAP-PTR", { before: 0, names: 1, form: "name", hasRest: false }],
  ["KX", { before: 2, names: 1, form: "name", hasRest: false }],
  ["TALINK", { before: 0, names: 2, form: "name", hasRest: false }],
]);

export function namePlacesOf(type: RrType): NamePlaces | undefined {
  return placesOfType.get(type);
}

/** The names in such data and where they end; null where the octets are not what the type says. */
export function namesInOctets(
  octets: Uint8Array,
  places: NamePlaces,
): { readonly names: readonly DomainName[]; readonly end: number } | null {
  const names: DomainName[] = [];
  let at = places.before;
  while (names.length < places.names) {
    const labels: Uint8Array[] = [];
    for (let length = octets[at]; length !== 0; length = octets[at]) {
      if (length === undefined || at + length >= octets.length) return null;
      labels.push(octets.subarray(at + 1, at + 1 + length));
      at += 1 + length;
    }
    const name = nameFromLabels(labels);
    if (typeof name === "string") return null;
    names.push(name);
    at += 1;
  }
  return { names, end: at };
}
