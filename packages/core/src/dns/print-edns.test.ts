import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edns } from "./index.ts";
import { ednsLines, hasForeignCookie, judgeCookie } from "./print-edns.ts";

const octets = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** An OPT record with options written as dig's `+ednsopt` takes them: `code:octets`. */
function ednsOf(options: readonly string[], changes: Partial<Edns> = {}): Edns {
  const made = options.map((option) => {
    const [code = "", hex = ""] = option.split(":");
    return { code: Number(code), data: octets(hex) };
  });
  return { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options: made, ...changes };
}

/** As dig 9.18.49 prints them with `+qr +ednsopt=...`. */
describe("an option", () => {
  it.each([
    ["1:000100020003000000000000000400000e10", "; LLQ: Version: 1, Opcode: 2, Error: 3, Identifier: 4, Lifetime: 3600"],
    ["1:00", '; LLQ: 00 (".")'],
    ["1", "; LLQ:"],
    ["3:6e7331", '; NSID: 6e 73 31 ("ns1")'],
    ["3", "; NSID:"],
    ["5:080d0f", '; OPT=5: 08 0d 0f ("...")'],
    ["8:00011800c0a80d", "; CLIENT-SUBNET: 192.168.13.0/24/0"],
    ["8:0002200020010db8", "; CLIENT-SUBNET: 2001:db8::/32/0"],
    ["8:00000000", "; CLIENT-SUBNET: 0/0/0"],
    ["8:00000c00", "; CLIENT-SUBNET: 00 00 0c 00 "],
    ["8:0003000001", "; CLIENT-SUBNET: 00 03 00 00 01 "],
    ["8:00012000c0a80d0a05", "; CLIENT-SUBNET: 192.168.13.10/32/0"],
    ["8:000118", "; CLIENT-SUBNET: 00 01 18 "],
    ["8:00011800", "; CLIENT-SUBNET: 00 01 18 00 "],
    ["9", "; EXPIRE:"],
    ["9:00000000", "; EXPIRE: 0 (0 seconds)"],
    ["9:0000003c", "; EXPIRE: 60 (1 minute)"],
    ["9:00093a80", "; EXPIRE: 604800 (1 week)"],
    ["9:00100000", "; EXPIRE: 1048576 (1 week 5 days 3 hours 16 minutes 16 seconds)"],
    ["9:0000", '; EXPIRE: 00 00 ("..")'],
    ["9:00015181", "; EXPIRE: 86401 (1 day 1 second)"],
    ["11:0064", "; TCP KEEPALIVE: 10.0 secs"],
    ["11:0001", "; TCP KEEPALIVE: 0.1 secs"],
    ["11:00", '; TCP KEEPALIVE: 00 (".")'],
    ["11", "; TCP KEEPALIVE:"],
    ["12:000000", "; PAD: (3 bytes)"],
    ["12", "; PAD:"],
    ["14:4f66", "; KEY-TAG: 20326"],
    ["14:4f6600ff", "; KEY-TAG: 20326, 255"],
    ["14:4f", '; KEY-TAG: 4f ("O")'],
    ["15:0012", "; EDE: 18 (Prohibited)"],
    ["15:001274657374", "; EDE: 18 (Prohibited): (test)"],
    ["15:ffff", "; EDE: 65535"],
    ["15:00", '; EDE: 00 (".")'],
    ["16:0001", "; CLIENT-TAG: 1"],
    ["16:00", '; CLIENT-TAG: 00 (".")'],
    ["17:abcd", "; SERVER-TAG: 43981"],
    ["17:abcdef", '; SERVER-TAG: ab cd ef ("...")'],
    ["20:00", '; OPT=20: 00 (".")'],
    ["65001:68656c6c6f", '; OPT=65001: 68 65 6c 6c 6f ("hello")'],
    ["65001", "; OPT=65001:"],
    ["4:ff", '; OPT=4: ff (".")'],
  ])("%s: %s", (option, line) => expect(ednsLines(ednsOf([option]), null)[2]).toBe(line));
});

describe("the first line", () => {
  it.each<[Partial<Edns>, string]>([
    [{}, "; EDNS: version: 0, flags:; udp: 1232"],
    [{ dnssecOk: true, udpSize: 4096 }, "; EDNS: version: 0, flags: do; udp: 4096"],
    [{ version: 1, udpSize: 0 }, "; EDNS: version: 1, flags:; udp: 0"],
    [{ z: 0x4000 }, "; EDNS: version: 0, flags: co; udp: 1232"],
    [{ z: 0x4000, dnssecOk: true }, "; EDNS: version: 0, flags: do co; udp: 1232"],
    [{ z: 1 }, "; EDNS: version: 0, flags:; MBZ: 0x0001, udp: 1232"],
    [{ z: 0x7fff, dnssecOk: true }, "; EDNS: version: 0, flags: do co; MBZ: 0x3fff, udp: 1232"],
  ])("%j: %s", (changes, line) =>
    expect(ednsLines(ednsOf([], changes), null)).toEqual([";; OPT PSEUDOSECTION:", line]),
  );
});

describe("cookies", () => {
  const CLIENT = "0102030405060708";
  const SERVER = "1112131415161718";
  it.each([
    ["the server's own behind ours", `10:${CLIENT}${SERVER}`, `10:${CLIENT}`, "good"],
    ["ours alone", `10:${CLIENT}`, `10:${CLIENT}`, "echoed"],
    ["another one", `10:${SERVER}${SERVER}`, `10:${CLIENT}`, "bad"],
    ["a part of ours", "10:01020304", `10:${CLIENT}`, "bad"],
    ["none was sent", `10:${CLIENT}${SERVER}`, "3", "not-sent"],
    ["ours with the server's from before", `10:${CLIENT}${SERVER}`, `10:${CLIENT}${CLIENT}`, "good"],
  ] as const)("%s: %s behind %s is %s", (_, came, sent, verdict) => {
    const edns = ednsOf([came]);
    const [{ data } = { data: new Uint8Array() }] = edns.options;
    expect(judgeCookie(data, ednsOf([sent]))).toBe(verdict);
    const word = verdict === "not-sent" ? "" : ` (${verdict})`;
    expect(ednsLines(edns, ednsOf([sent]))[2]).toBe(`; COOKIE: ${came.slice(3)}${word}`);
    expect(hasForeignCookie(edns, ednsOf([sent]))).toBe(verdict === "bad");
  });

  it("no cookie is no foreign one", () => {
    expect(hasForeignCookie(ednsOf(["3:00"]), ednsOf([`10:${CLIENT}`]))).toBe(false);
    expect(hasForeignCookie(null, ednsOf([`10:${CLIENT}`]))).toBe(false);
  });
});

describe("laws", () => {
  it("options stand one on each line, in their order", () => {
    const option = fc.tuple(fc.constantFrom(3, 8, 9, 11, 12, 14, 16, 65_001), fc.uint8Array({ maxLength: 8 }));
    fc.assert(
      fc.property(fc.array(option, { maxLength: 6 }), (all) => {
        const options = all.map(([code, data]) => ({ code, data }));
        const alone = options.map((each) => ednsLines(ednsOf([], { options: [each] }), null)[2]);
        expect(ednsLines(ednsOf([], { options }), null).slice(2)).toEqual(alone);
      }),
    );
  });

  it("a client's network is shown for every length that its octets are enough for, and for no other", () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.nat(255),
        fc.uint8Array({ maxLength: 20 }),
        fc.constantFrom(1, 2),
        (length, scope, network, family) => {
          const widest = family === 1 ? 32 : 128;
          const isSound = length <= widest && scope <= widest && Math.ceil(length / 8) <= network.length;
          const data = Uint8Array.of(0, family, length, scope, ...network);
          const line = ednsLines(ednsOf([], { options: [{ code: 8, data }] }), null)[2] ?? "";
          expect(line.endsWith(`/${length}/${scope}`)).toBe(isSound);
        },
      ),
    );
  });

  it("the units of EXPIRE add up to its seconds", () => {
    const seconds = { week: 604_800, day: 86_400, hour: 3600, minute: 60, second: 1 } as const;
    fc.assert(
      fc.property(fc.nat(0xffffffff), (expire) => {
        const data = Uint8Array.of(expire >>> 24, expire >>> 16, expire >>> 8, expire);
        const [, total, words = ""] =
          /^; EXPIRE: (\d+) \((.*)\)$/.exec(ednsLines(ednsOf([], { options: [{ code: 9, data }] }), null)[2] ?? "") ??
          [];
        const parts = [...words.matchAll(/(\d+) (week|day|hour|minute|second)(s?)/g)];
        const sum = parts.reduce(
          (all, [, count, unit]) => all + Number(count) * seconds[unit as keyof typeof seconds],
          0,
        );
        expect([Number(total), sum]).toEqual([expire, expire]);
        for (const [, count, , plural] of parts) expect(plural === "s").toBe(count !== "1");
      }),
    );
  });
});
