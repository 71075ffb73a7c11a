import { describe, expect, it } from "vitest";
import { Clockwork } from "../fixtures/clockwork.fixture.ts";

const ZONE = 'zone "z.lan" { type primary; file "/z.db"; };';
const STATIC = 'zone "static.lan" { type static-stub; server-addresses { 192.0.2.9; }; };';
const EMPTY = 'disable-empty-zone "10.IN-ADDR.ARPA";';
const FILES = { "/z.db": "$TTL 60\n@ SOA ns h 7 8 4 20 60\n@ NS ns\nns A 192.0.2.1\n" };
const conf = (options: string, zones: string): string => `options { ${options} };\n${zones}`;

/** What is said of zones that go, by `rndc reconfig`. */
function removed(before: string, after: string): readonly string[] {
  const clockwork = new Clockwork(before, {}, { files: FILES });
  clockwork.takeLines();
  clockwork.reload(after, FILES, "reconfig");
  return clockwork.takeLines().flatMap((line) => (line.endsWith("removed") ? [line.split(" zone ")[1] ?? ""] : []));
}

describe("zones that are there no more", () => {
  it.each<readonly [row: string, before: string, after: string, lines: readonly string[]]>([
    ["none", conf("recursion yes;", ZONE), conf("recursion yes;", ZONE), []],
    [
      "of a file and static-stub, by name",
      conf("recursion no;", ZONE + STATIC),
      conf("recursion no;", ""),
      ["static.lan/IN: (static-stub) removed", "z.lan/IN: (primary) removed"],
    ],
    [
      "one of the empty zones",
      conf("recursion yes;", ""),
      conf(`recursion yes; ${EMPTY}`, ""),
      ["10.IN-ADDR.ARPA/IN: (primary) removed"],
    ],
    [
      "one is a zone of its own now",
      conf("recursion yes;", ""),
      conf("recursion yes;", ZONE.replace("z.lan", "10.in-addr.arpa")),
      ["10.IN-ADDR.ARPA/IN: (primary) removed"],
    ],
  ])("%s", (_row, before, after, lines) => {
    expect(removed(before, after)).toEqual(lines);
  });

  it("without recursion all empty zones, from AS112's to resolver.arpa, before others (course turn-10)", () => {
    const lines = removed(conf("recursion yes;", ZONE), conf("recursion no;", ""));
    expect([lines.length, lines[0], ...lines.slice(-2)]).toEqual([
      101,
      "EMPTY.AS112.ARPA/IN: (primary) removed",
      "RESOLVER.ARPA/IN: (primary) removed",
      "z.lan/IN: (primary) removed",
    ]);
  });
});
