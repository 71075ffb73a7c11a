import { printRecord } from "../../dns/index.ts";
import type { DecodedMessage } from "../decode.ts";
import { octetsOf } from "../octets.fixture.ts";
import type { Compression } from "../writer.ts";

/**
 * By question: what `dig +noedns` shows of the answer's sections, then the octets that the server sent, header first, one question or record a line.
 * `9.18, 9.20:` stands above octets that both sent, `9.18:` and `9.20:` where they differ. Recorded from named 9.18.49 and 9.20.30 over TCP; `CoreDNS:` is version 1.15.0.
 */
export type NamedMessages = Readonly<Record<string, string>>;

export interface NamedMessage {
  readonly compression: Compression;
  readonly octets: Uint8Array;
}

const COMPRESSIONS: readonly (readonly [server: string, Compression])[] = [
  ["9.18", "bind"],
  ["9.20", "bind-9.20"],
  ["CoreDNS", "off"],
];
const SERVERS = /^(?:9\.[0-9., ]+|CoreDNS):$/;

/** Octets stand indented. */
export function recordsOfBlock(block: string): readonly string[] {
  return block.split("\n").filter((line) => line !== "" && !line.startsWith(" ") && !SERVERS.test(line));
}

export function messagesOfBlock(block: string): readonly NamedMessage[] {
  const found: NamedMessage[] = [];
  for (const [, servers = "", octets = ""] of block.matchAll(/^(9\.[0-9., ]+|CoreDNS):\n((?: .*\n?)+)/gm)) {
    for (const [server, compression] of COMPRESSIONS) {
      if (servers.includes(server)) found.push({ compression, octets: octetsOf(octets) });
    }
  }
  return found;
}

/** The records of a message, as dig shows them but for the number of spaces. */
export function recordsOf(decoded: DecodedMessage): readonly string[] {
  if (decoded.kind === "undecodable") return [`${decoded.why.kind} at ${decoded.why.at}`];
  const { answer, authority, additional } = decoded.message;
  return [...answer, ...authority, ...additional].map((record) =>
    printRecord(record).replaceAll(/\s+/g, " ").trimEnd(),
  );
}
