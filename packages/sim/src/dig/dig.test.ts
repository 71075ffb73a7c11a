import { instantFromMs } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { COREDNS_POD, waitingSite } from "../live/waiting-site.fixture.ts";
import { dig } from "./dig.ts";

/** What dig prints, without the line that names the moment. */
function printed(from: string | null, words: string, now = 0): string {
  const { output } = dig(waitingSite(), from, words, { now: instantFromMs(now), when: "NOW" });
  return output.replace(/^;; WHEN: NOW\n/m, "");
}

describe("as Debian's dig prints it", () => {
  test("a name server whose forwarder is silent: two tries in vain, the third finds that named has given up", () => {
    expect(
      printed("laptop", "@192.168.13.11 x.silent.test +nocookie"),
    ).toBe(`;; communications error to 192.168.13.11#53: timed out
;; communications error to 192.168.13.11#53: timed out

; <<>> DiG 9.18 (splithorizon) <<>> @192.168.13.11 x.silent.test +nocookie
; (1 server found)
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 14940
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
;; QUESTION SECTION:
;x.silent.test.			IN	A

;; Query time: 0 msec
;; SERVER: 192.168.13.11#53(192.168.13.11) (UDP)
;; MSG SIZE  rcvd: 42

`);
  });

  test.each([
    ["short", "www.kloud.lan +short", "192.168.13.80\n"],
    [
      "short, after tries in vain",
      "x.silent.test +short",
      ";; communications error to 192.168.13.11#53: timed out\n".repeat(2),
    ],
    ["a wait that is long enough", "x.silent.test +short +time=11", ""],
    [
      "nothing at all",
      "@192.168.13.98 x +tries=1 +time=2",
      /^;; communications error to 192\.168\.13\.98#53: timed out\n\n; <<>> .*\n.*\n.*\n;; no servers could be reached\n$/,
    ],
    [
      "a cut answer",
      "many.kloud.lan TXT +noedns +ignore",
      /^;; flags: qr aa tc rd ra ad; QUERY: 1, ANSWER: 4, AUTHORITY: 0/m,
    ],
    ["asked again over TCP", "many.kloud.lan TXT +noedns", /^;; Truncated, retrying in TCP mode\.\n[\s\S]*\(TCP\)$/m],
    ["what is not modelled", "x.gap.test", ""],
  ])("%s", (_what, words, expected) => {
    expect(printed("laptop", words)).toEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
  });
});

describe("what came of it", () => {
  const kindOf = (from: string | null, words: string): string => dig(waitingSite(), from, words).answer.kind;
  test.each([
    ["laptop", "www.kloud.lan", "answered"],
    [null, "www.kloud.lan", "answered"],
    [COREDNS_POD, "www.kloud.lan", "answered"],
    ["laptop", "@192.168.13.98 x", "failed"],
    ["laptop", "x.gap.test", "not-modelled"],
    ["laptop", "a..b", "not-modelled"],
    ["router", "x", "not-modelled"],
  ])("%s: dig %s: %s", (from, words, kind) => {
    expect(kindOf(from, words)).toBe(kind);
  });

  test("faults come all at once, and nothing is asked", () => {
    const { faults, trace, output } = dig(waitingSite(), "laptup", "a..b +colour");
    expect(faults).toEqual([
      'Nobody in the site is called "laptup". Did you mean "laptop"?',
      "a..b: not a domain name: empty label",
      "+colour: an option of dig that has no meaning here",
    ]);
    expect([trace, output]).toEqual([[], ""]);
  });

  test("law: the same question, the same octets, and the same steps", () => {
    const once = () => {
      const { answer, output, trace } = dig(waitingSite(), COREDNS_POD, "x.silent.test +tries=2");
      return JSON.stringify({ answer, output, trace });
    };
    expect(once()).toBe(once());
  });
});
