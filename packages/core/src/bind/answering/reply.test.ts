import { describe, expect, it } from "vitest";
import type { EdnsOption } from "../../dns/index.ts";
import { BOTH } from "../fixtures/answer-table.fixture.ts";
import { HINTS, internet } from "../fixtures/internet.fixture.ts";
import { type AskOptions, STRANGER } from "../fixtures/texts.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import { printReply } from "./reply.fixture.ts";

/** Header, OPT record and size of replies: those of named 9.18.49 and 9.20.30, which agree here (lib/ns/client.c). */
const addresses = (count: number): string =>
  Array.from({ length: count }, (_, at) => `b${count} A 10.0.${at >> 6}.${at & 63}`).join("\n");
const ZONE = `$TTL 300
@ SOA ns h 1 2 3 604800 60
@ NS ns
ns A 10.1.0.1
www A 10.1.0.2
b400 TXT ${"x".repeat(200)}
b400 TXT ${"y".repeat(200)}
${[29, 31, 70, 80].map(addresses).join("\n")}
`;
const conf = (more: string): string =>
  `options { recursion yes; dnssec-validation no; allow-query { any; }; allow-recursion { 192.168.13.0/24; }; ${more} };
zone "t" { type primary; file "/t"; };
zone "." { type hint; file "/root"; };`;

const option = (code: number, ...data: readonly number[]): EdnsOption => ({ code, data: Uint8Array.from(data) });
const NSID = option(3);
const SUBNET = option(8, 0, 1, 24, 0, 192, 0, 2);
const EXPIRE = option(9);
/** A client's half of a cookie, and one with the half of a server that is not this one. */
const HALF = option(10, 1, 2, 3, 4, 5, 6, 7, 8);
const FOREIGN = option(10, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
const KEEPALIVE = option(11);
const withOption = (of: EdnsOption): AskOptions => ({ edns: 1232, ednsOptions: [of] });
const overTcp = (of: EdnsOption): AskOptions => ({ ...withOption(of), transport: "tcp" });

type Row = readonly [row: string, question: string, how: AskOptions, expected: string];

function check(more: string, rows: readonly Row[]): void {
  it.each(rows)("%s", (_row, question, how, expected) => {
    for (const version of BOTH) {
      const world = new World(conf(more), internet(""), { files: { ...HINTS, "/t": ZONE }, version });
      expect(printReply(world.send(question, how)), version).toBe(expected);
    }
  });
}

describe("flags: RD and CD are the client's, AA and RA the server's", () => {
  check("", [
    ["plain", "www.t A", {}, "NOERROR aa rd ra | no OPT | 1 0 0"],
    ["RD=0", "www.t A", { rd: false }, "NOERROR aa ra | no OPT | 1 1 1"],
    ["CD", "www.t A", { cd: true }, "NOERROR aa rd ra cd | no OPT | 1 0 0"],
    ["AD", "www.t A", { ad: true }, "NOERROR aa rd ra | no OPT | 1 0 0"],
    ["from who may not recurse", "www.t A", { from: STRANGER }, "NOERROR aa rd | no OPT | 1 0 0"],
    ["a denial", "gone.t A", {}, "NXDOMAIN aa rd ra | no OPT | 0 1 0"],
    ["refused", "www.ext A", { from: STRANGER }, "REFUSED rd | no OPT | 0 0 0"],
    ["from outside, with AD and CD", "www.ext A", { ad: true, cd: true }, "NOERROR rd ra cd | no OPT | 1 0 0"],
    ["DO", "www.t A", { dnssecOk: true }, "NOERROR aa rd ra | 1232 do | 1 0 0"],
    ["over TCP", "www.t A", { transport: "tcp" }, "NOERROR aa rd ra | no OPT | 1 0 0"],
  ]);
});

describe("auth-nxdomain yes: AA of every name error", () => {
  check("auth-nxdomain yes;", [
    ["a denial of others", "gone.ext A", {}, "NXDOMAIN aa rd ra | no OPT | 0 1 0"],
    ["an answer of others", "www.ext A", {}, "NOERROR rd ra | no OPT | 1 0 0"],
  ]);
});

describe("how much goes over UDP", () => {
  check("", [
    ["29 addresses without OPT", "b29.t A", {}, "NOERROR aa rd ra | no OPT | 29 0 0"],
    ["31: cut within the set", "b31.t A", {}, "NOERROR aa tc rd ra | no OPT | 30 0 0"],
    ["29 with OPT 512", "b29.t A", { edns: 512 }, "NOERROR aa rd ra | 1232 | 29 0 0"],
    ["31 with OPT 512: the whole set is left out", "b31.t A", { edns: 512 }, "NOERROR aa tc rd ra | 1232 | 0 0 0"],
    ["OPT 0 counts as 512", "b29.t A", { edns: 0 }, "NOERROR aa rd ra | 1232 | 29 0 0"],
    ["31 in 600", "b31.t A", { edns: 600 }, "NOERROR aa rd ra | 1232 | 31 0 0"],
    ["70 in 1232", "b70.t A", { edns: 1232 }, "NOERROR aa rd ra | 1232 | 70 0 0"],
    ["80 in 1232", "b80.t A", { edns: 1232 }, "NOERROR aa tc rd ra | 1232 | 0 0 0"],
    ["80 in 4096, of which 1232 are granted", "b80.t A", { edns: 4096 }, "NOERROR aa tc rd ra | 1232 | 0 0 0"],
    ["80 over TCP", "b80.t A", { transport: "tcp", edns: 512 }, "NOERROR aa rd ra | 1232 | 80 0 0"],
    ["two texts in 512", "b400.t TXT", { edns: 512 }, "NOERROR aa rd ra | 1232 | 2 0 0"],
  ]);
});

describe("max-udp-size 4096", () => {
  check("max-udp-size 4096;", [
    ["80 in 1232", "b80.t A", { edns: 1232 }, "NOERROR aa tc rd ra | 1232 | 0 0 0"],
    ["80 in 4096", "b80.t A", { edns: 4096 }, "NOERROR aa rd ra | 1232 | 80 0 0"],
  ]);
});

describe("max-udp-size 512", () => {
  check("max-udp-size 512;", [["31 in 1232", "b31.t A", { edns: 1232 }, "NOERROR aa tc rd ra | 1232 | 0 0 0"]]);
});

describe("edns-udp-size 900", () => {
  check("edns-udp-size 900;", [
    ["is what the server takes, not what it sends", "b70.t A", { edns: 1232 }, "NOERROR aa rd ra | 900 | 70 0 0"],
    ["no OPT", "www.t A", {}, "NOERROR aa rd ra | no OPT | 1 0 0"],
  ]);
});

describe("nocookie-udp-size 512", () => {
  check("nocookie-udp-size 512;", [
    ["without a cookie", "b70.t A", { edns: 1232 }, "NOERROR aa tc rd ra | 1232 | 0 0 0"],
    ["a client's half is none", "b70.t A", withOption(HALF), "NOERROR aa tc rd ra | 1232 10:24 | 0 0 0"],
    ["over TCP it does not matter", "b70.t A", { transport: "tcp", edns: 1232 }, "NOERROR aa rd ra | 1232 | 70 0 0"],
  ]);
});

describe("options", () => {
  check("", [
    ["NSID without server-id", "www.t A", withOption(NSID), "NOERROR aa rd ra | 1232 | 1 0 0"],
    ["a cookie's half", "www.t A", withOption(HALF), "NOERROR aa rd ra | 1232 10:24 | 1 0 0"],
    ["EXPIRE of a primary", "t SOA", withOption(EXPIRE), "NOERROR aa rd ra | 1232 9=00093a80 | 1 0 0"],
    ["EXPIRE beside another question", "t NS", withOption(EXPIRE), "NOERROR aa rd ra | 1232 | 1 0 1"],
    [
      "a client's subnet comes back without a scope",
      "www.t A",
      withOption(SUBNET),
      "NOERROR aa rd ra | 1232 8=00011800c00002 | 1 0 0",
    ],
    ["keepalive over UDP", "www.t A", withOption(KEEPALIVE), "NOERROR aa rd ra | 1232 | 1 0 0"],
    ["keepalive over TCP: 30 s", "www.t A", overTcp(KEEPALIVE), "NOERROR aa rd ra | 1232 11=012c | 1 0 0"],
    ["an unknown option", "www.t A", withOption(option(65_001, 1, 2)), "NOERROR aa rd ra | 1232 | 1 0 0"],
  ]);

  it("another server's cookie: 9.18 sends its own, 9.20 asks for that first", () => {
    const said = BOTH.map((version) => {
      const world = new World(conf(""), internet(""), { files: { ...HINTS, "/t": ZONE }, version });
      return printReply(world.send("www.t A", withOption(FOREIGN)));
    });
    expect(said).toEqual(["NOERROR aa rd ra | 1232 10:24 | 1 0 0", "BADCOOKIE rd ra | 1232 10:24 | 0 0 0"]);
  });
});

describe('server-id "dns1"', () => {
  check('server-id "dns1";', [
    ["NSID", "www.t A", withOption(NSID), "NOERROR aa rd ra | 1232 3=dns1 | 1 0 0"],
    ["unasked", "www.t A", { edns: 1232 }, "NOERROR aa rd ra | 1232 | 1 0 0"],
  ]);
});

describe("answer-cookie no", () => {
  check("answer-cookie no;", [["a half", "www.t A", withOption(HALF), "NOERROR aa rd ra | 1232 | 1 0 0"]]);
});

describe("require-server-cookie yes", () => {
  check("require-server-cookie yes;", [
    [
      "a half: asked again with the cookie that comes back",
      "www.t A",
      withOption(HALF),
      "BADCOOKIE rd ra | 1232 10:24 | 0 0 0",
    ],
    ["another server's", "www.t A", withOption(FOREIGN), "BADCOOKIE rd ra | 1232 10:24 | 0 0 0"],
    ["who knows no cookies is answered", "www.t A", { edns: 1232 }, "NOERROR aa rd ra | 1232 | 1 0 0"],
    ["over TCP too", "www.t A", overTcp(HALF), "NOERROR aa rd ra | 1232 10:24 | 1 0 0"],
  ]);
});

describe("tcp-advertised-timeout 77", () => {
  check("tcp-advertised-timeout 77;", [
    ["keepalive over TCP: 7.7 s", "www.t A", overTcp(KEEPALIVE), "NOERROR aa rd ra | 1232 11=004d | 1 0 0"],
  ]);
});
