import { describe, expect, it } from "vitest";
import { type AskOptions, CLIENT, lines, STRANGER } from "../fixtures/texts.fixture.ts";
import { serverOf } from "../fixtures/zone-world.fixture.ts";

/** Addresses of the other family, made of those that are there (RFC 6147, RFC 6052). */
const ZONE = `$TTL 900
@ 3600 SOA ns h 1 1 1 1 300
@ NS ns
ns A 192.0.2.1
v4 A 192.0.2.33
two A 192.0.2.1
two A 198.51.100.2
v6 AAAA 2001:db8::6
both A 192.0.2.33
both AAAA 2001:db8::6
mapped A 192.0.2.33
mapped AAAA ::ffff:192.0.2.33
mixed AAAA ::ffff:192.0.2.33
mixed AAAA 2001:db8::6
text TXT x
alias CNAME v4
*.wild A 192.0.2.33
`;
const SOA = "AU t. 300 SOA ns.t. h.t. 1 1 1 1 300";

function ask(statements: string, question: string, options: AskOptions = {}): string {
  return serverOf("t", ZONE, statements).ask(question, { rd: false, ...options });
}

const WELL_KNOWN = "dns64 64:ff9b::/96 { };";

describe("RFC 6147 section 5.1: when addresses are made", () => {
  type Row = readonly [row: string, question: string, answer: string];
  it.each<Row>([
    [
      "one of each",
      "two.t AAAA",
      "NOERROR aa\nAN two.t. 300 AAAA 64:ff9b::c000:201\nAN two.t. 300 AAAA 64:ff9b::c633:6402",
    ],
    ["a mapped address is none (5.1.4)", "mapped.t AAAA", "NOERROR aa\nAN mapped.t. 900 AAAA 64:ff9b::c000:221"],
    ["of two the real one", "mixed.t AAAA", "NOERROR aa\nAN mixed.t. 900 AAAA 2001:db8::6"],
    ["no A either: the denial as it is", "text.t AAAA", `NOERROR aa\n${SOA}`],
    ["a name that is not there stays so", "gone.t AAAA", `NXDOMAIN aa\n${SOA}`],
    ["behind an alias", "alias.t AAAA", "NOERROR aa\nAN alias.t. 900 CNAME v4.t.\nAN v4.t. 300 AAAA 64:ff9b::c000:221"],
    ["of a wildcard", "x.wild.t AAAA", "NOERROR aa\nAN x.wild.t. 300 AAAA 64:ff9b::c000:221"],
    ["not for ANY", "v4.t ANY", "NOERROR aa\nAN v4.t. 900 A 192.0.2.33"],
  ])("%s", (_row, question, answer) => {
    expect(ask(WELL_KNOWN, question)).toBe(lines(answer));
  });
});

describe("options of the statement", () => {
  const made = "NOERROR aa\nAN v4.t. 300 AAAA 64:ff9b::c000:221";
  const none = `NOERROR aa\n${SOA}`;
  type Row = readonly [inside: string, question: string, from: string, answer: string];
  it.each<Row>([
    ["clients { 192.168.13.0/24; };", "v4.t AAAA", CLIENT, made],
    ["clients { 192.168.13.0/24; };", "v4.t AAAA", STRANGER, none],
    ["mapped { !192.0.2.33; any; };", "v4.t AAAA", CLIENT, none],
    [
      "mapped { !192.0.2.33; any; };",
      "two.t AAAA",
      CLIENT,
      "NOERROR aa\nAN two.t. 300 AAAA 64:ff9b::c000:201\nAN two.t. 300 AAAA 64:ff9b::c633:6402",
    ],
    ["mapped { 198.51.100.0/24; };", "two.t AAAA", CLIENT, "NOERROR aa\nAN two.t. 300 AAAA 64:ff9b::c633:6402"],
    ["exclude { 2001:db8::/32; };", "both.t AAAA", CLIENT, "NOERROR aa\nAN both.t. 900 AAAA 64:ff9b::c000:221"],
    ["exclude { 2001:db8::/32; };", "v6.t AAAA", CLIENT, "NOERROR aa\nAN v6.t. 900 AAAA 2001:db8::6"],
    [
      "exclude { any; };",
      "mixed.t AAAA",
      CLIENT,
      "NOERROR aa\nAN mixed.t. 900 AAAA 2001:db8::6\nAN mixed.t. 900 AAAA ::ffff:192.0.2.33",
    ],
    ["recursive-only yes;", "v4.t AAAA", CLIENT, none],
  ])("%s %s asked by %s", (inside, question, from, answer) => {
    expect(ask(`dns64 64:ff9b::/96 { ${inside} };`, question, { from })).toBe(answer);
  });
});
