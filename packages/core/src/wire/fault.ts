/** Why bytes cannot be read as a message. */
export type WireFaultKind =
  /** Fewer than the 12 octets of a header. */
  | "short-header"
  | "question-cut-off"
  | "record-cut-off"
  | "name-cut-off"
  /** A label whose first two bits are 01 or 10 (RFC 1035 section 4.1.4; RFC 6891 section 5 retired them). */
  | "label-type"
  /** More pointers than any name of 255 octets can need. */
  | "pointer-loop"
  | "name-too-long"
  /** RDLENGTH reaches behind the message. */
  | "rdata-past-end"
  /** The fields of the type need fewer or more octets than RDLENGTH says. */
  | "rdata-length"
  | "bad-rdata"
  /** An option of an OPT record reaches behind its RDATA. */
  | "bad-option"
  /** More questions and records than the caller wants to look at. */
  | "too-many-records";

/** What is wrong, and at which octet of the message. */
export interface WireFault {
  readonly kind: WireFaultKind;
  readonly at: number;
}

/** Carries a fault out of the reader to `decodeMessage`, which makes a value of it; leaves this folder never. */
export class FaultSignal extends Error {
  readonly fault: WireFault;

  constructor(kind: WireFaultKind, at: number) {
    super(kind);
    this.fault = { kind, at };
  }
}

/** Why a message cannot be written. */
export type WireErrorKind = "message-too-long" | "rdata-too-long" | "string-too-long" | "number-out-of-range";

/** A message that no wire can carry: a caller that did not check what it made. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly kind: WireErrorKind;

  constructor(kind: WireErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
