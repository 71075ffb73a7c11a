import { describe, expect, it } from "vitest";
import { linesOf } from "./replies.fixture.ts";

/** What CoreDNS 1.15.0 wrote to standard output; how long it took is left out. */

describe("the common format", () => {
  it.each([
    ["X.Test. A", '192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 68 0s'],
    ["x.test. AAAA", '192.0.2.1:40000 - 0 "AAAA IN x.test. udp 24 false 512" NOERROR qr,aa,rd 58 0s'],
    ["x.test. MX", '192.0.2.1:40000 - 0 "MX IN x.test. udp 24 false 512" NOERROR qr,aa,rd 24 0s'],
    ["x.test. A do", '192.0.2.1:40000 - 0 "A IN x.test. udp 35 true 4096" NOERROR qr,aa,rd 68 0s'],
    ["x.test. A edns 4096", '192.0.2.1:40000 - 0 "A IN x.test. udp 35 false 4096" NOERROR qr,aa,rd 68 0s'],
    ["x.test. A edns 100", '192.0.2.1:40000 - 0 "A IN x.test. udp 35 false 512" NOERROR qr,aa,rd 68 0s'],
    ["x.test. A tcp port 4101", '192.0.2.1:4101 - 0 "A IN x.test. tcp 24 false 65535" NOERROR qr,aa,rd 68 0s'],
    ["x.test. A tcp do port 4102", '192.0.2.1:4102 - 0 "A IN x.test. tcp 35 true 65535" NOERROR qr,aa,rd 68 0s'],
    ["x.test. A notify", '192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa 68 0s'],
    ["x.test. A from 2001:db8::1", '[2001:db8::1]:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 68 0s'],
    ["nx.test. A", '192.0.2.1:40000 - 0 "A IN nx.test. udp 25 false 512" NXDOMAIN qr,aa,rd 67 0s'],
    ["nd.test. SRV", '192.0.2.1:40000 - 0 "SRV IN nd.test. udp 25 false 512" NOERROR qr,aa,rd 67 0s'],
    ["ref.test. A", '192.0.2.1:40000 - 0 "A IN ref.test. udp 26 false 512" NOERROR qr,aa,rd 45 0s'],
    ["fail.test. A", '192.0.2.1:40000 - 0 "A IN fail.test. udp 27 false 512" SERVFAIL qr,rd 27 0s'],
    ["no.test. A", '192.0.2.1:40000 - 0 "A IN no.test. udp 25 false 512" REFUSED qr,aa,rd 25 0s'],
    ["nobody.test. A", '192.0.2.1:40000 - 0 "A IN nobody.test. udp 29 false 512" SERVFAIL qr,rd 29 0s'],
    ["yx.test. A", '192.0.2.1:40000 - 0 "A IN yx.test. udp 25 false 512" YXDOMAIN qr,aa,rd 25 0s'],
    ["x.test. TYPE65280", '192.0.2.1:40000 - 0 "TYPE65280 IN x.test. udp 24 false 512" NOERROR qr,aa,rd 24 0s'],
    ["x.test. ANY", '192.0.2.1:40000 - 0 "ANY IN x.test. udp 24 false 512" NOERROR qr,aa,rd 24 0s'],
    ["\\@x.test. A", '192.0.2.1:40000 - 0 "A IN \\@x.test. udp 25 false 512" SERVFAIL qr,rd 25 0s'],
    ["a\\.b.test. TXT", '192.0.2.1:40000 - 0 "TXT IN a\\.b.test. udp 26 false 512" SERVFAIL qr,rd 26 0s'],
    [". NS", '192.0.2.1:40000 - 0 "NS IN . udp 17 false 512" SERVFAIL qr,rd 17 0s'],
    ["empty.test. A", '192.0.2.1:40000 - 0 "A IN empty.test. udp 28 false 512" NOERROR qr,aa,rd 28 0s'],
  ])("%s", (question, line) => expect(linesOf("log", question)).toEqual([line]));

  it("a class that nothing serves gets no line: the server refuses it before the block", () =>
    expect(linesOf("log", "x.test. A ch")).toEqual([]));
});

describe("a format of one's own, of x.test. A over UDP", () => {
  it.each([
    ["{type}|{name}|{class}|{proto}|{size}|{remote}|{port}|{local}", "A|x.test.|IN|udp|24|192.0.2.1|40000|[::]"],
    ["{>id}|{>opcode}|{>do}|{>bufsize}", "0|0|false|512"],
    ["{rcode}|{rsize}|{>rflags}", "NOERROR|68|qr,aa,rd"],
    ["{combined}", '192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 68 0s "0"'],
    [
      "{common} {common}",
      '192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 68 0s 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 68 0s',
    ],
    ["<{type}", "<A"],
    ["{type", "{type"],
    ["type}", '192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 68 0s'],
    ["{}", "{}"],
    ["{{type}}", "{A}"],
    ["{{type} {name}}", "{A x.test.}"],
    ["{TYPE}", "{TYPE}"],
    ["{ type }", "{ type }"],
    ["{/a}", "-"],
    ["{/a/b} {/}", "- -"],
    ["{>}", "{>}"],
    ["{>rflags}{rcode}", "qr,aa,rdNOERROR"],
    ["}{type}{", "}A{"],
    ["{name}{nosuch}{type}", "x.test.{nosuch}A"],
    ["{>rd}", "{>rd}"],
    ["{nosuch", "{nosuch"],
    ["a{b}c{type}d", "a{b}cAd"],
    [
      "{combined} {type} {common}",
      '192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 68 0s "0" A 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 68 0s',
    ],
    ["{type}}", "A}"],
    ["{remote}:{port} {/forward/upstream}{type}", "192.0.2.1:40000 -A"],
  ])("%s", (format, line) => expect(linesOf(`log . "${format}"`, "x.test. A")).toEqual([line]));
});

describe("the same of a failure over TCP, asked with DO", () => {
  it.each([
    [
      "{type}|{name}|{class}|{proto}|{size}|{remote}|{port}|{local}",
      "A|fail.test.|IN|tcp|38|192.0.2.1|4100|192.0.2.53",
    ],
    ["{>id}|{>opcode}|{>do}|{>bufsize}", "0|0|true|65535"],
    ["{rcode}|{rsize}|{>rflags}", "SERVFAIL|27|qr,rd"],
  ])("%s", (format, line) => expect(linesOf(`log . "${format}"`, "fail.test. A tcp do port 4100")).toEqual([line]));
});
