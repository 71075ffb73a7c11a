import { describe, expect, test } from "vitest";
import { type DigCommand, parseDigWords, queryOf } from "./dig-words.ts";

/** What leaves the machine for a command line: what `dig +qr` of 9.18.49 printed of its own query (bin/dig/dig.c and dighost.c). */
function sent(line: string): DigCommand {
  const { command, faults } = parseDigWords(line.split(" "));
  expect(faults).toEqual([]);
  return command;
}

/** As behind `;QUESTION SECTION`. */
function questionOf(command: DigCommand): string {
  return queryOf(command, command.name)
    .questions.map(({ name, class: rrClass, type }) => `${name.text} ${rrClass} ${type}`)
    .join();
}

/** `rd ad` and `0 do 1232 cookie nsid`; null without an OPT record. */
function flagsOf(command: DigCommand): readonly [flags: string, opt: string | null] {
  const { flags, edns } = queryOf(command, command.name);
  const words = [flags.recursionDesired && "rd", flags.authenticData && "ad", flags.checkingDisabled && "cd"];
  const header = words.filter((word) => word !== false).join(" ");
  if (edns === null) return [header, null];
  const codes = edns.options.map(({ code }) => code);
  const parts = [
    edns.version,
    edns.dnssecOk && "do",
    edns.udpSize,
    codes.includes(10) && "cookie",
    codes.includes(3) && "nsid",
  ];
  return [header, parts.filter((part) => part !== false).join(" ")];
}

describe("what is asked", () => {
  test.each([
    ["www.kloud.lan", "www.kloud.lan. IN A"],
    ["www.kloud.lan AAAA", "www.kloud.lan. IN AAAA"],
    ["AAAA www.kloud.lan", "www.kloud.lan. IN AAAA"],
    ["www.kloud.lan IN MX", "www.kloud.lan. IN MX"],
    ["CH TXT version.bind", "version.bind. CH TXT"],
    ["IN x", "x. IN A"],
    // The last of two types, and of two classes.
    ["mx x a", "x. IN A"],
    ["x mx a", "x. IN A"],
    ["x ch hs", "x. HS A"],
    ["x in in", "x. IN A"],
    // A type alone is no name: the root's servers are asked for, whatever it is.
    ["a", ". IN NS"],
    ["mx mx", ". IN NS"],
    ["-t mx", ". IN NS"],
    ["ch", ". CH NS"],
    ["-c ch", ". CH NS"],
    ["www.kloud.lan type257", "www.kloud.lan. IN CAA"],
    ["www.kloud.lan TYPE65535", "www.kloud.lan. IN TYPE65535"],
    ["-t TYPE257 x", "x. IN CAA"],
    ["-c HS x", "x. HS A"],
    ["-c CLASS3 x", "x. CH A"],
    ["-q a", "a. IN A"],
    ["-q www.kloud.lan -t ns -c ch", "www.kloud.lan. CH NS"],
    ["-x 10.0.0.1", "1.0.0.10.in-addr.arpa. IN PTR"],
    ["-x 10.0.0.1 A", "1.0.0.10.in-addr.arpa. IN A"],
    ["-x 10.0.0.1 -t TXT", "1.0.0.10.in-addr.arpa. IN TXT"],
    ["-x 2001:db8::2", "2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. IN PTR"],
    ["-x ::ffff:192.0.2.1", "1.0.2.0.0.0.0.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa. IN PTR"],
    [".", ". IN A"],
    ["a.b.c.", "a.b.c. IN A"],
    ["\\046.x", "\\..x. IN A"],
    ["a\\.b.x", "a\\.b.x. IN A"],
    ["X.KLOUD.LAN", "X.KLOUD.LAN. IN A"],
    ["_sip._tcp.kloud.lan SRV", "_sip._tcp.kloud.lan. IN SRV"],
    ["*.kloud.lan", "*.kloud.lan. IN A"],
  ])("dig %s: %s", (line, expected) => {
    expect(questionOf(sent(line))).toBe(expected);
  });
});

describe("with which flags, and which OPT record", () => {
  const usual = "0 1232 cookie";
  test.each([
    ["x", "rd ad", usual],
    ["+norec x", "ad", usual],
    ["+norecurse x", "ad", usual],
    ["+nordflag x", "ad", usual],
    ["+rdflag x", "rd ad", usual],
    ["+cd x", "rd ad cd", usual],
    ["+cdflag x", "rd ad cd", usual],
    ["+nocdflag x", "rd ad", usual],
    ["+noad x", "rd", usual],
    ["+noadflag x", "rd", usual],
    ["+dnssec x", "rd ad", "0 do 1232 cookie"],
    ["+do x", "rd ad", "0 do 1232 cookie"],
    ["+dnssec +nodnssec x", "rd ad", usual],
    ["+edns=5 x", "rd ad", "5 1232 cookie"],
    ["+bufsize=512 x", "rd ad", "0 512 cookie"],
    ["+bufsize=0 x", "rd ad", "0 0 cookie"],
    ["+buf=900 x", "rd ad", "0 900 cookie"],
    ["+bufsize x", "rd ad", usual],
    ["+nocookie x", "rd ad", "0 1232"],
    ["+nocook x", "rd ad", "0 1232"],
    ["+nsid x", "rd ad", "0 1232 cookie nsid"],
    ["+nocookie +nsid x", "rd ad", "0 1232 nsid"],
    ["x +norec +noad +cd +dnssec +bufsize=4096 +nocookie", "cd", "0 do 4096"],
  ])("dig %s: %s, %s", (line, flags, opt) => {
    expect(flagsOf(sent(line))).toEqual([flags, opt]);
  });

  test.each([
    ["+noedns x", null],
    ["+noedns +edns x", usual],
    ["+edns=1 +noedns x", null],
    // A size and DO need an OPT record, wherever they stand.
    ["+noedns +bufsize=4096 x", "0 4096 cookie"],
    ["+bufsize=4096 +noedns x", "0 4096 cookie"],
    ["+noedns +dnssec x", "0 do 1232 cookie"],
    ["+dnssec +noedns x", "0 do 1232 cookie"],
    // A cookie and NSID bring one only if they are said later.
    ["+noedns +nsid x", "0 1232 cookie nsid"],
    ["+nsid +noedns x", null],
    ["+noedns +cookie x", usual],
    ["+cookie +noedns x", null],
  ])("dig %s: %s", (line, opt) => {
    expect(flagsOf(sent(line))).toEqual(["rd ad", opt]);
  });
});

describe("over what", () => {
  test.each([
    ["x", "udp"],
    ["x any", "tcp"],
    ["-t any x", "tcp"],
    ["x any +notcp", "udp"],
    ["x +notcp any", "udp"],
    ["x axfr", "tcp"],
    ["x +vc", "tcp"],
    ["x +tcp +novc", "udp"],
  ])("dig %s: %s", (line, transport) => {
    expect(sent(line).transport).toBe(transport);
  });
});

describe("what dig gives up at", () => {
  test.each([
    ["x +bufsize=99999", "+bufsize=99999: 99999 is more than 65535"],
    ["x +edns=256", "+edns=256: 256 is more than 255"],
    ["x +bufsize=soon", '+bufsize=soon: "soon" is not a number'],
  ])("dig %s", (line, expected) => {
    expect(parseDigWords(line.split(" ")).faults.map(({ word, fault }) => `${word}: ${fault}`)).toEqual([expected]);
  });
});
