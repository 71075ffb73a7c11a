import type { RrType } from "../dns/index.ts";

/** The three sections that hold records. */
export type RecordSection = "answer" | "authority" | "additional";

/**
 * What is odd about a message that can be read nevertheless. Servers differ: BIND refuses most of it, CoreDNS ignores
 * most of it (facts: CoreDNS reads with miekg/dns, which checks neither pointers nor what follows the last record).
 */
export type Irregularity =
  /** Octets behind the last record that the header announces. */
  | { readonly kind: "trailing-octets"; readonly at: number; readonly octets: number }
  /** The header announces more than is there; the message ends cleanly behind the last one that is. */
  | {
      readonly kind: "missing-records";
      readonly section: "question" | RecordSection;
      readonly announced: number;
      readonly found: number;
    }
  /** A compression pointer to one of the first 12 octets. */
  | { readonly kind: "pointer-into-header"; readonly at: number }
  /** A compression pointer to itself or to what follows (RFC 1035 section 4.1.4 wants a prior occurrence). */
  | { readonly kind: "forward-pointer"; readonly at: number }
  /** A compressed name in data of a type that must not have one (RFC 3597 section 4). */
  | { readonly kind: "compressed-rdata"; readonly at: number; readonly type: RrType }
  /** RDLENGTH 0 for a type that has fields: usual in UPDATE (RFC 2136 section 2.5); the record is left out. */
  | { readonly kind: "empty-rdata"; readonly at: number; readonly section: RecordSection; readonly type: RrType }
  /** More than one OPT record (RFC 6891 section 6.1.1); the last one counts here. */
  | { readonly kind: "several-opt"; readonly count: number }
  | { readonly kind: "opt-owner-not-root"; readonly at: number }
  /** An OPT record in another section; it stays there as an opaque record and says nothing. */
  | { readonly kind: "misplaced-opt"; readonly at: number; readonly section: RecordSection };
