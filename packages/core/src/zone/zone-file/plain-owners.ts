import { type DomainName, isAtOrBelow } from "../../dns/index.ts";
import { hintOf } from "../owner-run.ts";
import { lowerOctet } from "../store/label-hash.ts";
import { APEX, NONE } from "../store/name-table.ts";
import type { ZoneBuilder } from "../zone-builder.ts";
import { isHostName } from "./host-names.ts";
import type { PlainName } from "./plain-name.ts";

const MAX_NAME_OCTETS = 255;

/** From an owner as it is written to its node. */
export class PlainOwners {
  readonly #octets: Uint8Array;
  readonly #builder: ZoneBuilder;
  readonly #apex: DomainName;
  readonly #apexKey: string;
  #origin: DomainName;
  #originHint = 0;
  #canBeRelative = false;
  isHostOrigin = false;
  isLowerOrigin = false;
  /** Made with the first record below it: an origin alone is no name of the zone. */
  #originNode = NONE;

  constructor(octets: Uint8Array, builder: ZoneBuilder) {
    const { apex } = builder.store;
    this.#octets = octets;
    this.#builder = builder;
    this.#apex = apex;
    this.#apexKey = apex.labelCount === 0 ? "" : apex.key;
    this.#origin = apex;
  }

  /** Names that are not absolute are below it from now on. */
  begin(origin: DomainName): void {
    this.#origin = origin;
    this.#originNode = NONE;
    this.isHostOrigin = isHostName(origin, false);
    this.isLowerOrigin = origin.text === origin.key;
    this.#originHint = hintOf(origin);
    this.#canBeRelative = isAtOrBelow(origin, this.#apex) && !origin.key.includes("*");
  }

  /** The hash of its first label ({@link hintOf}). */
  hintOf(name: PlainName): number {
    return name.labels === 0 ? this.#originHint : (name.hashes[0] ?? 0);
  }

  /** The node, made with those between where they are not there; NONE, and nothing made, where the name needs a closer look. */
  nodeOf(name: PlainName): number {
    if (name.octetsBelow(this.#origin.octets) > MAX_NAME_OCTETS) return NONE;
    if (name.isAbsolute) return this.#endsWithApex(name) ? this.#walk(name, APEX, this.#apex.labelCount) : NONE;
    if (!this.#canBeRelative) return NONE;
    if (this.#originNode === NONE) this.#originNode = this.#builder.nodeFor(this.#origin);
    return this.#walk(name, this.#originNode, 0);
  }

  #walk(name: PlainName, from: number, known: number): number {
    const { names } = this.#builder.store;
    let node = from;
    for (let label = name.labels - known - 1; label >= 0; label -= 1) {
      const end = name.ends[label] ?? 0;
      node = names.findOrMake(node, this.#octets, name.startOf(label), end, name.hashes[label] ?? 0);
    }
    return node;
  }

  /** With all labels of the apex. */
  #endsWithApex(name: PlainName): boolean {
    const apexStart = name.end - this.#apexKey.length;
    const left = name.labels - this.#apex.labelCount;
    if (left < 0 || (this.#apexKey !== "" && apexStart !== name.startOf(left))) return false;
    for (let at = apexStart; at < name.end; at += 1) {
      if (lowerOctet(this.#octets[at] ?? 0) !== this.#apexKey.charCodeAt(at - apexStart)) return false;
    }
    return true;
  }
}
