import { printRecord } from "../../dns/index.ts";
import type { DecodedMessage } from "../decode.ts";
import { octetsOf } from "../octets.fixture.ts";

/**
 * By question: what `dig +noedns +nosplit` shows of the answer's sections, then the octets that named sent, header first, one question or record a line.
 * `9.18, 9.20:` stands above octets that both sent, `9.18:` and `9.20:` where they differ. Recorded from named 9.18.49 and 9.20.30 over TCP.
 */
export type NamedMessages = Readonly<Record<string, string>>;

export interface NamedMessage {
  readonly compression: "bind" | "bind-9.20";
  readonly octets: Uint8Array;
}

const COMPRESSIONS = { "9.18": "bind", "9.20": "bind-9.20" } as const;
const VERSIONS = ["9.18", "9.20"] as const;

/** Octets stand indented. */
export function recordsOfBlock(block: string): readonly string[] {
  return block.split("\n").filter((line) => line !== "" && !line.startsWith(" ") && !/^9\.[0-9., ]+:$/.test(line));
}

export function messagesOfBlock(block: string): readonly NamedMessage[] {
  const found: NamedMessage[] = [];
  for (const [, versions = "", octets = ""] of block.matchAll(/^(9\.[0-9., ]+):\n((?: .*\n?)+)/gm)) {
    for (const version of VERSIONS) {
      if (versions.includes(version)) found.push({ compression: COMPRESSIONS[version], octets: octetsOf(octets) });
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
