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
  /** The number of its error, where it is signed; null: it is not. */
  readonly signatureError: number | null;
  /** Of every SOA record in it. */
  readonly serials: readonly string[];
}

export function packetText(parts: PacketParts): string {
  const { source, destination, transport, isReply, isNotify, type, name, rcode, hasEdns, answers, serials } = parts;
  const signature = signatureText(parts.signatureError);
  const what = `${source}>${destination} ${transport} ${isNotify ? "NOTIFY" : type}${isReply ? "!" : ""} ${name}`;
  const rest = isReply
    ? [rcode, answers > 1 ? `${answers} records` : "", signature, ...serials]
    : [hasEdns ? "edns" : "", signature, ...serials];
  return [what, ...rest].filter((word) => word !== "").join(" ");
}

const ERRORS: Readonly<Record<number, string>> = { 16: "BADSIG", 17: "BADKEY", 18: "BADTIME", 22: "BADTRUNC" };

function signatureText(error: number | null): string {
  if (error === null) return "";
  return error === 0 ? "tsig" : `tsig:${ERRORS[error] ?? error}`;
}
