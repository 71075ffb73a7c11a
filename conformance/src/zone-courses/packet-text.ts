/** A DNS message in the few words by which two courses are compared. */
export interface PacketParts {
  readonly source: string;
  readonly destination: string;
  readonly transport: "udp" | "tcp";
  readonly isReply: boolean;
  readonly isNotify: boolean;
  readonly type: string;
  readonly name: string;
  readonly rcode: string;
  readonly hasEdns: boolean;
  readonly answers: number;
  /** Of every SOA record in it. */
  readonly serials: readonly string[];
}

export function packetText(parts: PacketParts): string {
  const { source, destination, transport, isReply, isNotify, type, name, rcode, hasEdns, answers, serials } = parts;
  const what = `${source}>${destination} ${transport} ${isNotify ? "NOTIFY" : type}${isReply ? "!" : ""} ${name}`;
  const rest = isReply
    ? [rcode, answers > 1 ? `${answers} records` : "", ...serials]
    : [hasEdns ? "edns" : "", ...serials];
  return [what, ...rest].filter((word) => word !== "").join(" ");
}
