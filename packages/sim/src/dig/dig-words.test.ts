import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DigCommand, namesOf, parseDigWords, queryOf } from "./dig-words.ts";

/** What differs from `dig` without a word: `. NS udp`, RD and AD set, EDNS of 1232 octets with a cookie, three tries of five seconds. */
function summary({ command }: { readonly command: DigCommand }): string {
  const { name, type, class: rrClass, server, source, transport, timeoutMs, tries, flags, edns } = command;
  const { recursionDesired, authenticData, checkingDisabled } = flags;
  const words = [
    name.text,
    rrClass === "IN" ? "" : rrClass,
    type,
    server === null ? "" : `@${server}`,
    source === null ? "" : `from ${source}`,
    transport === "udp" ? "" : transport,
    recursionDesired ? "" : "rd=0",
    authenticData ? "" : "ad=0",
    checkingDisabled ? "cd" : "",
    edns === null ? "no edns" : ednsSummary(edns),
    timeoutMs === 5000 ? "" : `${timeoutMs} ms`,
    tries === 3 ? "" : `${tries} tries`,
    command.whenTruncated === "accept" ? "accepts cut" : "",
    command.usesSearchList ? "search" : "",
  ];
  return words.filter((word) => word !== "").join(" ");
}

function ednsSummary({ udpSize, version, dnssecOk, options }: NonNullable<DigCommand["edns"]>): string {
  const codes = options.map(({ code }) => code).join(",");
  const parts = [
    udpSize === 1232 ? "" : `size ${udpSize}`,
    version === 0 ? "" : `version ${version}`,
    dnssecOk ? "do" : "",
    codes === "10" ? "" : `options ${codes || "none"}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

const read = (line: string) => parseDigWords(line.split(" ").filter((word) => word !== ""));

describe("what dig makes of its words", () => {
  test.each([
    ["", ". NS"],
    ["www.kloud.lan", "www.kloud.lan. A"],
    ["www.kloud.lan mx", "www.kloud.lan. MX"],
    ["mx www.kloud.lan", "www.kloud.lan. MX"],
    ["any kloud.lan", "kloud.lan. ANY tcp"],
    ["version.bind txt ch", "version.bind. CH TXT"],
    ["www.kloud.lan TYPE65280", "www.kloud.lan. TYPE65280"],
    ["@dns1 www.kloud.lan", "www.kloud.lan. A @dns1"],
    ["-x 192.168.13.11", "11.13.168.192.in-addr.arpa. PTR"],
    ["-x 2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR"],
    ["-q mx -t a", "mx. A"],
    ["-tAAAA -c CH -qx", "x. CH AAAA"],
    ["-b 192.168.13.10#4000 x", "x. A from 192.168.13.10"],
    ["x +tcp", "x. A tcp"],
    ["x +tcp +notcp", "x. A"],
    ["x axfr", "x. AXFR tcp"],
    ["x +norecurse +noadflag +cdflag", "x. A rd=0 ad=0 cd"],
    ["x +noedns", "x. A no edns"],
    ["x +edns=1 +bufsize=4096 +dnssec", "x. A size 4096 version 1 do"],
    ["x +nocookie", "x. A options none"],
    ["x +nocookie +nsid", "x. A options 3"],
    ["x +time=1 +tries=1", "x. A 1000 ms 1 tries"],
    ["x +time=0 +retry=4", "x. A 1000 ms 5 tries"],
    ["x +ignore +search", "x. A accepts cut search"],
    ["+short x", "x. A"],
  ])("dig %s", (line, expected) => {
    const parsed = read(line);
    expect(parsed.faults).toEqual([]);
    expect(summary(parsed)).toBe(expected);
  });

  test.each([
    ["a..b", ["a..b: not a domain name: empty label"]],
    ["x y", ["y: one question at a time: a name stands there already"]],
    ["-x nowhere", ['-x: "nowhere" is not an address']],
    ["-t FOO x", ['-t: "FOO" is not a record type']],
    ["-c FOO x", ['-c: "FOO" is not a class']],
    ["-b here x", ['-b: "here" is not an address']],
    ["-4 x", ["-4: an option of dig that has no meaning here"]],
    [
      "x +colour +time=soon",
      ["+colour: an option of dig that has no meaning here", '+time=soon: "soon" is not a number'],
    ],
    [`${"a".repeat(64)}.x`, [`${"a".repeat(64)}.x: not a domain name: label too long`]],
  ])("dig %s: what is wrong", (line, expected) => {
    expect(read(line).faults.map(({ word, fault }) => `${word}: ${fault}`)).toEqual(expected);
  });

  test("law: any words are read, and what they ask for can be sent", () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom("+", "-", "@", "-x", "-t", "+time=", "+bufsize=-1", "+edns=1e9", "axfr", "ch", "\u0000", "+no"),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const { command, faults } = parseDigWords(words);
        const { questions } = queryOf(command, command.name);
        expect(questions).toEqual([{ name: command.name, type: command.type, class: command.class }]);
        for (const { word: faulty } of faults) expect(words).toContain(faulty);
      }),
    );
  });
});

describe("+search, with the rules of resolv.conf (seen of dig 9.18.49)", () => {
  const search = ["one.lan.", "two.lan."].map((text) => read(text).command.name);
  test.each([
    [1, "gone +search", "gone.one.lan. gone.two.lan. gone."],
    [1, "gone.a +search", "gone.a."],
    [1, "gone. +search", "gone."],
    [1, "-x 10.0.0.1 +search", "1.0.0.10.in-addr.arpa."],
    [1, "gone", "gone."],
    [5, "gone.a.b +search", "gone.a.b.one.lan. gone.a.b.two.lan. gone.a.b."],
    [5, "gone.a.b.c.d.e +search", "gone.a.b.c.d.e."],
    [5, "gone. +search", "gone."],
    [5, "-x 10.0.0.1 +search", "1.0.0.10.in-addr.arpa."],
    [5, "gone.a.b", "gone.a.b."],
  ])("ndots:%i, dig %s: %s", (ndots, line, expected) => {
    const names = namesOf(read(line).command, { search, ndots });
    expect(names.map(({ text }) => text).join(" ")).toBe(expected);
  });

  test("without a resolv.conf the name as it is", () => {
    expect(namesOf(read("gone +search").command, null).map(({ text }) => text)).toEqual(["gone."]);
  });
});
