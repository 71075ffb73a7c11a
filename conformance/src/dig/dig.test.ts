import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  applyDigOption,
  DEFAULT_DIG_FORM,
  type DigForm,
  type DigOutcome,
  decodeMessage,
  parseIpv4,
  printDig,
  queryFromMessage,
  responseFromMessage,
} from "@splithorizon/core";
import { describe, expect, test } from "vitest";

/** One line of the recording: what was typed, what came over the wire, and what dig printed. */
interface Run {
  readonly words: string;
  readonly transport: "udp" | "tcp";
  readonly wasTruncated: boolean;
  readonly query: string;
  readonly replies: readonly string[];
  readonly output: string;
}

const runs: readonly Run[] = readFileSync(join(import.meta.dirname, "../../recordings/dig.ndjson"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Run);

function read(hex: string) {
  const decoded = decodeMessage(Buffer.from(hex, "hex"));
  if (decoded.kind === "undecodable") throw new Error(decoded.why.kind);
  return decoded;
}

function formOf(words: string): DigForm {
  const options = words.split(" ").filter((word) => word.startsWith("+"));
  return options.reduce<DigForm>((form, option) => applyDigOption(form, option.slice(1)) ?? form, DEFAULT_DIG_FORM);
}

function outcomeOf({ replies, words }: Run): DigOutcome {
  const decoded = replies.map(read);
  const tries = Number(/\+tries=(\d+)/.exec(words)?.[1] ?? 3);
  if (decoded.length === 0) return { kind: "failed", how: "timed out", tries, wasConnected: true };
  const trailing = decoded.flatMap(({ irregularities }) =>
    irregularities.flatMap((oddity) => (oddity.kind === "trailing-octets" ? [oddity.octets] : [])),
  );
  return {
    kind: "answered",
    messages: decoded.map(({ message }) => responseFromMessage(message)),
    octets: replies.reduce((sum, hex) => sum + hex.length / 2, 0),
    milliseconds: 7,
    when: "Tue Jan 02 16:39:12 UTC 2024",
    trailingOctets: trailing[0] ?? 0,
  };
}

/** The same run, printed by us. */
function printed(run: Run): string {
  const address = parseIpv4("127.0.0.1");
  if (address === null) throw new Error("not an address");
  return printDig(
    {
      words: run.words,
      version: "9.18.49-1~deb12u3-Debian",
      server: { address, port: 5399, asked: "127.0.0.1" },
      transport: run.transport,
      wasTruncated: run.wasTruncated,
      query: queryFromMessage(read(run.query).message),
      outcome: outcomeOf(run),
    },
    formOf(run.words),
  );
}

describe("as Debian's dig printed it", () => {
  test.each(runs.map((run, index) => ({ index, typed: run.words.replace(/^.*-p 5399 /, ""), run })))(
    "$index: dig $typed",
    ({ run }) => expect(printed(run)).toBe(run.output),
  );
});

test("there are runs of every kind", () => expect(runs.length).toBeGreaterThan(250));
