import type { DomainName } from "./name.ts";
import type { Opcode, Rcode } from "./rcode.ts";
import type { ResourceRecord } from "./record.ts";
import type { RrClass, RrType } from "./rr-type.ts";
import type { TransactionSignature } from "./signature.ts";

/** RFC 1035 section 4.1.2. */
export interface Question {
  readonly name: DomainName;
  readonly type: RrType;
  readonly class: RrClass;
}

/** One option of an OPT record (RFC 6891 section 6.1.2). */
export interface EdnsOption {
  readonly code: number;
  readonly data: Uint8Array;
}

/** The OPT record of a message, taken apart; the upper bits of the rcode stand in {@link Message.rcode}. */
export interface Edns {
  /** What the sender can take, or the number it writes there, in octets. */
  readonly udpSize: number;
  readonly version: number;
  readonly dnssecOk: boolean;
  /** The 15 flag bits beside DO, as a number. */
  readonly z: number;
  readonly options: readonly EdnsOption[];
}

/** The seven flags of a header (RFC 1035 section 4.1.1, RFC 4035), by the names of RFC 9499. */
export interface HeaderFlags {
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  /** The bit that must be zero. */
  readonly reserved: boolean;
  readonly authenticData: boolean;
  readonly checkingDisabled: boolean;
}

/** What queries and responses have in common. */
export interface Message {
  /** 0 to 65535. */
  readonly id: number;
  readonly opcode: Opcode;
  readonly flags: HeaderFlags;
  /** The extended code where an OPT record carries its upper bits. */
  readonly rcode: Rcode;
  readonly questions: readonly Question[];
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  /** Without the OPT record. */
  readonly additional: readonly ResourceRecord[];
  readonly edns: Edns | null;
  /** A TSIG record of somebody inside; one that came in octets stands in `additional`. Left out: there is none. */
  readonly signature?: TransactionSignature;
}

/** A message with QR=0. */
export interface Query extends Message {
  readonly kind: "query";
}

/** How a server puts a response on the wire; stated before sizes are known. */
export interface WirePolicy {
  /** `shuffled`: the order of equal records is random (loadbalance, rrset-order) and must be compared as a set. */
  readonly order: "fixed" | "shuffled";
  /** Whose rules cut it to size and compress it: see `fitToTransport` in wire/. */
  readonly truncation: "bind" | "bind-9.20" | "coredns" | "resolved" | "none";
  /** BIND takes AD=1 back with the first whole RRset that is not validated: it stays where even that one is cut. */
  readonly keepsAuthenticDataIfCut?: true;
  /** A question that could not be read, and that goes back in the octets in which it came. */
  readonly unreadQuestion?: Uint8Array;
  /** The most octets over UDP, already lowered to what server and client agree on; TCP takes 65535. */
  readonly udpLimit: number;
}

/** A message with QR=1. */
export interface Response extends Message {
  readonly kind: "response";
  readonly wire: WirePolicy;
}

export const NO_FLAGS: HeaderFlags = {
  authoritative: false,
  truncated: false,
  recursionDesired: false,
  recursionAvailable: false,
  reserved: false,
  authenticData: false,
  checkingDisabled: false,
};

/** A query as a stub resolver makes it: RD=1, no EDNS. */
export function makeQuery(question: Question, changes: Partial<Query> = {}): Query {
  return {
    kind: "query",
    id: 0,
    opcode: "QUERY",
    flags: { ...NO_FLAGS, recursionDesired: true },
    rcode: "NOERROR",
    questions: [question],
    answer: [],
    authority: [],
    additional: [],
    edns: null,
    ...changes,
  };
}
