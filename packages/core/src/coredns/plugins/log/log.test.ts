import { describe, expect, it } from "vitest";
import { type Asking, Scene, serverOf } from "../upstreams.fixture.ts";

const UP = "192.0.2.53";

/** The lines that CoreDNS writes of one question; `rule` stands in front of a forward to an upstream that says `reply`. */
function lines(rule: string, question: string, reply = "NOERROR: x.test. 30 A 192.0.2.61", asking: Asking = {}) {
  const written: string[] = [];
  const corefile = `. {\n ${rule}\n forward . ${UP} {\n max_fails 0\n }\n}\n`;
  const scene = new Scene(
    corefile,
    { [UP]: () => reply },
    () => 0,
    serverOf(corefile, (line) => written.push(line)),
  );
  scene.ask(0, question, asking);
  return written;
}

const COMMON = '[INFO] 192.0.2.1:53 - 0 "A IN x.test. udp 24 false 512" NOERROR';

describe("a line", () => {
  it("options of a question are gone once a reply has taken its OPT record, and there where nothing was written", () => {
    // As CoreDNS 1.15.0 wrote it of dig's questions with a cookie: 42 and 54 octets.
    const asking = { cookie: true } as const;
    expect(lines("log", "x.test. A", undefined, asking)[0]).toContain('"A IN x.test. udp 35 false 1232"');
    expect(lines("log", "x.test. A", "closed", asking)[0]).toContain('"A IN x.test. udp 47 false 1232"');
  });

  it.each([
    ["the common format", "log", "x.test. A", undefined, {}, `${COMMON} qr,rd,ra 46 0s`],
    [
      "names are written small, and the time that it took in seconds",
      "log",
      "X.test. A",
      "@1250 NOERROR: X.test. 30 A 192.0.2.61",
      {},
      `${COMMON} qr,rd,ra 46 1.25s`,
    ],
    [
      "EDNS, DO and TCP",
      "log",
      "x.test. A",
      undefined,
      { transport: "tcp", dnssecOk: true },
      '[INFO] 192.0.2.1:53 - 0 "A IN x.test. tcp 35 true 65535" NOERROR qr,rd,ra 46 0s',
    ],
    [
      "flags of the reply",
      "log",
      "x.test. A",
      "NOERROR aa ad: x.test. 30 A 192.0.2.61",
      { flags: { recursionDesired: false, checkingDisabled: true } },
      `${COMMON} qr,aa,ra,ad,cd 46 0s`,
    ],
    [
      "where nothing was written, what the server writes",
      "log",
      "x.test. A",
      "closed",
      {},
      '[INFO] 192.0.2.1:53 - 0 "A IN x.test. udp 24 false 512" SERVFAIL qr,rd 24 0s',
    ],
    ["the combined format", "log . {combined}", "x.test. A", undefined, {}, `${COMMON} qr,rd,ra 46 0s "0"`],
    [
      "a format of one's own: what is no value stays, what other plugins would know is empty",
      'log . "<{name}> {local} {>id} {rcode} {/forward/upstream} {bogus} x}y {"',
      "x.test. A",
      undefined,
      {},
      "[INFO] <x.test.> [::] 0 NOERROR - {bogus} x}y {",
    ],
  ] as const)("%s", (_what, rule, question, reply, asking, expected) => {
    expect(lines(rule, question, reply, asking)).toEqual([expected]);
  });
});

describe("which questions", () => {
  const one = (rule: string, reply?: string): number => lines(rule, "x.test. A", reply).length;
  it.each([
    ["a name below the scope", one("log test"), 1],
    ["another name", one("log other.test"), 0],
    ["one of several scopes", one("log other.test test"), 1],
    ["the first rule that holds the name decides", one("log test {\n class error\n }\n log ."), 0],
    ["success", one("log . {\n class success\n }"), 1],
    ["a denial is no success", one("log . {\n class success\n }", "NXDOMAIN: -- test. 30 SOA a. b. 1 2 3 4 5"), 0],
    ["a name error", one("log . {\n class denial\n }", "NXDOMAIN: -- test. 30 SOA a. b. 1 2 3 4 5"), 1],
    ["no data", one("log . {\n class denial\n }", "NOERROR: -- test. 30 SOA a. b. 1 2 3 4 5"), 1],
    ["a referral is success", one("log . {\n class success\n }", "NOERROR: -- test. 30 NS a."), 1],
    ["an error", one("log . {\n class denial error\n }", "REFUSED"), 1],
    ["silence of the upstream", one("log . {\n class error\n }", "closed"), 1],
    ["nobody asked for a log", one("errors"), 0],
  ])("%s", (_what, found, expected) => expect(found).toBe(expected));
});
