import { hashOctet, LABEL_HASH_START } from "../store/label-hash.ts";
import { DOT, HYPHEN } from "./octets.ts";
import { NOT_HOST, nameOctets, PLAIN_BITS, UPPER } from "./plain-octets.ts";

const MAX_LABEL_OCTETS = 63;
const MAX_LABELS = 127;
/** What a scan gives where there is nothing of its kind, or something that needs a closer look; else it gives the offset behind it. */
export const NOT_PLAIN = 0;

/** A name that needs no closer look, taken apart where it stands. The same object is used for one name after the other. */
export class PlainName {
  start = 0;
  end = 0;
  labels = 0;
  isAbsolute = false;
  /** Whether its labels are a host's (RFC 952, RFC 1123 section 2.1), as lib/dns/name.c dns_name_ishostname sees it. */
  isHost = true;
  hasUpper = false;
  readonly ends: Int32Array = new Int32Array(MAX_LABELS);
  readonly hashes: Int32Array = new Int32Array(MAX_LABELS);

  /** Behind its last octet. Each octet is looked at once. */
  scan(octets: Uint8Array, start: number): number {
    let labels = 0;
    let labelStart = start;
    let hash = LABEL_HASH_START;
    let seen = 0;
    let at = start;
    for (;;) {
      const code = nameOctets[octets[at] ?? 0] ?? 0;
      if (code !== 0) {
        seen |= code;
        hash = hashOctet(hash, code & PLAIN_BITS);
        at += 1;
        continue;
      }
      if (at === labelStart) break;
      if (at - labelStart > MAX_LABEL_OCTETS || labels === MAX_LABELS) return NOT_PLAIN;
      seen |= marksOfEdges(octets, labelStart, at);
      this.ends[labels] = at;
      this.hashes[labels] = hash;
      labels += 1;
      if (octets[at] !== DOT) break;
      at += 1;
      labelStart = at;
      hash = LABEL_HASH_START;
    }
    this.start = start;
    this.end = at;
    this.labels = labels;
    this.isAbsolute = at === labelStart;
    this.isHost = (seen & NOT_HOST) === 0;
    this.hasUpper = (seen & UPPER) !== 0;
    return labels === 0 || octets[at] === DOT ? NOT_PLAIN : at;
  }

  /** `@`: no label below the origin. */
  scanOrigin(start: number): number {
    this.start = start;
    this.end = start + 1;
    this.labels = 0;
    this.isAbsolute = false;
    this.isHost = true;
    this.hasUpper = false;
    return this.end;
  }

  /** Octets on the wire, below an origin of so many. */
  octetsBelow(originOctets: number): number {
    return this.end - this.start + 1 + (this.isAbsolute ? 0 : originOctets);
  }

  startOf(label: number): number {
    return label === 0 ? this.start : (this.ends[label - 1] ?? 0) + 1;
  }
}

/** A hyphen that begins or ends a label makes it no host's. */
function marksOfEdges(octets: Uint8Array, start: number, end: number): number {
  return octets[start] === HYPHEN || octets[end - 1] === HYPHEN ? NOT_HOST : 0;
}
