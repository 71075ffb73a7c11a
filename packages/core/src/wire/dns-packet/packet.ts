/** The objects of the npm package dns-packet 5.6, as far as its `encode` reads them and its `decode` makes them. */
export interface DnsPacket {
  readonly type?: "query" | "response" | undefined;
  readonly id?: number | undefined;
  /** The header's second 16 bits without the first: opcode, flags and rcode. */
  readonly flags?: number | undefined;
  readonly questions?: readonly DnsPacketQuestion[] | undefined;
  readonly answers?: readonly DnsPacketAnswer[] | undefined;
  readonly authorities?: readonly DnsPacketAnswer[] | undefined;
  readonly additionals?: readonly DnsPacketAnswer[] | undefined;
}

export interface DnsPacketQuestion {
  /** Without the final dot; `.` for the root. */
  readonly name: string;
  /** A mnemonic that the package knows, or `UNKNOWN_65280`. */
  readonly type: string;
  readonly class?: string | undefined;
}

/** A record of any type but OPT; what `data` is depends on the type. */
export interface DnsPacketRecord {
  readonly name: string;
  readonly type: string;
  readonly class?: string | undefined;
  readonly ttl?: number | undefined;
  /** The first bit of the class, which mDNS gave a meaning (RFC 6762 section 10.2). */
  readonly flush?: boolean | undefined;
  /** A name or an address as text, a Buffer, an array of Buffers (TXT), or an object with fields. */
  readonly data: unknown;
}

/** The OPT record. */
export interface DnsPacketOpt {
  readonly name: string;
  readonly type: "OPT";
  readonly udpPayloadSize: number;
  readonly extendedRcode: number;
  readonly ednsVersion: number;
  /** DO is its first bit. */
  readonly flags: number;
  readonly options: readonly DnsPacketOption[];
}

export interface DnsPacketOption {
  readonly code: number | string;
  /** Where it is left out, the package makes it of the other fields. */
  readonly data?: Uint8Array | undefined;
  readonly ip?: string | undefined;
  readonly family?: number | undefined;
  readonly sourcePrefixLength?: number | undefined;
  readonly scopePrefixLength?: number | undefined;
  readonly timeout?: number | undefined;
  readonly length?: number | undefined;
  readonly tags?: readonly number[] | undefined;
}

export type DnsPacketAnswer = DnsPacketRecord | DnsPacketOpt;
