import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantFromMs, NO_FLAGS, nameOf, type ResourceRecord, type Response } from "../../dns/index.ts";
import { zoneFromRecords } from "../../zone/index.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";
import type { ZoneTransferIn } from "../zone-settings.ts";
import { readIncoming } from "./incoming-zone.ts";
import { SendPace } from "./send-pace.ts";
import { failureText, judgeSoa, type SoaForm, type SoaVerdict, soaQuery } from "./soa-answer.ts";
import { UnreachablePrimaries } from "./unreachable-primaries.ts";
import { backedOff, TIMERS_WITHOUT_SOA, timersOf } from "./zone-timers.ts";

const Z = nameOf("z.lan.");
const SOA = "z.lan. 60 SOA ns.z.lan. h.z.lan. 7 8 4 20 60\n";
const response = (parts: Partial<Response> = {}): Response => ({
  kind: "response",
  id: 0,
  opcode: "QUERY",
  flags: { ...NO_FLAGS, authoritative: true },
  rcode: "NOERROR",
  questions: [],
  answer: [],
  authority: [],
  additional: [],
  edns: null,
  wire: { order: "fixed", truncation: "none", udpLimit: 1232 },
  ...parts,
});
const limits = { minRefreshTime: 300, maxRefreshTime: 2_419_200, minRetryTime: 500, maxRetryTime: 1_209_600 };

describe("timers", () => {
  it.each<readonly [row: string, soa: readonly [number, number, number], timers: readonly [number, number, number]]>([
    ["as the SOA says", [3600, 900, 604_800], [3600, 900, 604_800]],
    ["small numbers are raised, expire to their sum (row: SOA 3/2/9)", [3, 2, 9], [300, 500, 800]],
    ["large ones are lowered; expire to 24 weeks", [9e6, 9e6, 9e8], [2_419_200, 1_209_600, 14_515_200]],
  ])("%s", (_row, [refresh, retry, expire], timers) => {
    const [record] = recordsOfText(`z.lan. 60 SOA ns. h. 1 ${refresh} ${retry} ${expire} 60`);
    const soa = record?.data;
    if (soa?.type !== "SOA") throw new Error("no SOA");
    const got = timersOf(soa, limits as ZoneTransferIn);
    expect([got.refresh, got.retry, got.expire]).toEqual(timers);
  });

  it("law: without a SOA the retry time doubles up to six hours", () => {
    const rounds = [backedOff(TIMERS_WITHOUT_SOA)];
    for (const timers of rounds) if (rounds.length < 12) rounds.push(backedOff(timers));
    const retries = rounds.map(({ retry }) => retry);
    expect(retries).toEqual([120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600, 21_600, 21_600, 21_600]);
  });
});

describe("pace", () => {
  it.each<readonly [row: string, asked: readonly number[], sent: readonly number[]]>([
    ["the first at once", [7], [7]],
    ["the second with the next tick", [0, 3], [0, 500]],
    ["after a tick without work at once again", [0, 501], [0, 501]],
    ["a tick of the same moment is over, unless somebody waits for it", [0, 499, 500, 998], [0, 499, 999, 999]],
    ["a tick with room left is the last", [0, 3, 500, 501], [0, 500, 500, 1000]],
    [
      "ten a tick",
      [0, ...Array.from({ length: 12 }, () => 1)],
      [0, ...Array.from({ length: 10 }, () => 500), 1000, 1000],
    ],
    [
      "a full tick is not the last: the next one is waited for",
      [0, ...Array.from({ length: 10 }, () => 1), 501],
      [0, ...Array.from({ length: 10 }, () => 500), 1000],
    ],
  ])("%s", (_row, asked, sent) => {
    const pace = new SendPace(20);
    expect(asked.map((at) => pace.slotFor(instantFromMs(at)))).toEqual(sent);
  });

  it("law: never before it is asked for, never out of order, never more than twenty-one in half a second", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 400 }), { maxLength: 80 }), (gaps) => {
        const pace = new SendPace(20);
        let now = 0;
        const slots = gaps.map((gap) => {
          now += gap;
          const slot = pace.slotFor(instantFromMs(now));
          expect(slot).toBeGreaterThanOrEqual(now);
          return slot;
        });
        expect(slots).toEqual([...slots].sort((one, other) => one - other));
        for (const slot of slots) expect(slots.filter((at) => at >= slot && at < slot + 500).length).toBeLessThan(22);
      }),
    );
  });

  it.each<readonly [perSecond: number, slots: readonly number[]]>([
    [0, [0, 1000, 2000, 3000]],
    [1, [0, 1000, 2000, 3000]],
    [4, [0, 250, 500, 750]],
    [10, [0, 100, 200, 300]],
    [100, [0, 100, 100, 100]],
  ])("%i a second (lib/dns/zone.c, setrl)", (perSecond, slots) => {
    const pace = new SendPace(perSecond);
    expect(slots.map(() => pace.slotFor(instantFromMs(0)))).toEqual(slots);
  });

  it("a fork goes on for itself", () => {
    const pace = new SendPace(20);
    pace.slotFor(instantFromMs(0));
    const fork = pace.fork();
    expect([pace.slotFor(instantFromMs(1)), fork.slotFor(instantFromMs(1))]).toEqual([500, 500]);
  });

  /** Slots of 0, 100 and 200 ms at two a second, a restart at `restartedAt`, and a last slot for 900 ms. */
  const restarted = (perSecond: number, restartedAt: number): readonly number[] => {
    const before = new SendPace(2);
    const slots = [0, 100, 200].map((at) => before.slotFor(instantFromMs(at)));
    const pace = before.restart(perSecond, instantFromMs(restartedAt));
    return [...slots.map((slot) => pace.moved(slot)), pace.slotFor(instantFromMs(900))];
  };

  it.each<readonly [row: string, perSecond: number, restartedAt: number, slots: readonly number[]]>([
    ["a tick begins at the restart, for what waits too (seen)", 2, 300, [0, 800, 1300, 1800]],
    ["at another pace", 4, 300, [0, 550, 800, 1050]],
    ["what had its tick keeps it", 2, 600, [0, 500, 1100, 1600]],
  ])("%s", (_row, perSecond, restartedAt, slots) => {
    expect(restarted(perSecond, restartedAt)).toEqual(slots);
  });

  it("a restart while nothing waits: the next is sent at once", () => {
    const pace = new SendPace(2);
    pace.slotFor(instantFromMs(0));
    expect(pace.restart(2, instantFromMs(700)).slotFor(instantFromMs(900))).toBe(900);
  });
});

describe("what a SOA question is answered with", () => {
  it.each<readonly [row: string, parts: Partial<Response>, form: SoaForm, verdict: SoaVerdict["kind"], why: string]>([
    ["the SOA", { answer: recordsOfText(SOA) }, "edns", "serial", ""],
    ["SERVFAIL, with EDNS", { rcode: "SERVFAIL" }, "edns", "again-plain", ""],
    ["SERVFAIL, without", { rcode: "SERVFAIL" }, "plain", "no-use", "unexpected rcode (SERVFAIL) from primary"],
    ["NOTIMP, BADVERS", { rcode: "BADVERS" }, "edns", "again-plain", ""],
    ["FORMERR without OPT", { rcode: "FORMERR" }, "edns", "again-plain", ""],
    [
      "REFUSED: perhaps a transfer is allowed",
      { rcode: "REFUSED" },
      "edns",
      "transfer",
      "unexpected rcode (REFUSED) from primary",
    ],
    ["NXDOMAIN", { rcode: "NXDOMAIN" }, "edns", "no-use", "unexpected rcode (NXDOMAIN) from primary"],
    [
      "TC",
      { flags: { ...NO_FLAGS, truncated: true } },
      "edns",
      "transfer",
      "truncated UDP answer, initiating TCP zone xfer for primary",
    ],
    [
      "no AA",
      { flags: NO_FLAGS, answer: recordsOfText(SOA) },
      "edns",
      "no-use",
      "non-authoritative answer from primary",
    ],
    ["a CNAME", { answer: recordsOfText("z.lan. 60 CNAME a.") }, "edns", "no-use", "CNAME at top of zone in primary"],
    ["a referral", { authority: recordsOfText("z.lan. 60 NS a.") }, "edns", "no-use", "referral response from primary"],
    ["NODATA", { authority: recordsOfText(SOA) }, "edns", "no-use", "NODATA response from primary"],
    [
      "two SOAs",
      { answer: recordsOfText(SOA + SOA.replace(" 7 ", " 8 ")) },
      "edns",
      "no-use",
      "answer SOA count (2) != 1 from primary",
    ],
    [
      "the SOA of another",
      { answer: recordsOfText(SOA.replace("z.lan.", "y.lan.")) },
      "edns",
      "no-use",
      "unable to get SOA record from primary",
    ],
  ])("%s", (_row, parts, form, kind, why) => {
    const verdict = judgeSoa(Z, response(parts), form);
    expect([verdict.kind, "why" in verdict ? verdict.why : ""]).toEqual([kind, why]);
  });

  it("EXPIRE tells how long its source lives", () => {
    const edns = {
      udpSize: 1232,
      version: 0,
      dnssecOk: false,
      z: 0,
      options: [{ code: 9, data: new Uint8Array([0, 0, 1, 2]) }],
    };
    expect(judgeSoa(Z, response({ answer: recordsOfText(SOA), edns }), "edns")).toMatchObject({
      kind: "serial",
      serial: 7,
      expire: 258,
    });
  });

  it("the question: RD=0, no DO, size 2048, EXPIRE, no cookie (facts section 7)", () => {
    const { flags, edns } = soaQuery(Z, "edns", true);
    expect([flags.recursionDesired, edns?.dnssecOk, edns?.udpSize, edns?.options.map(({ code }) => code)]).toEqual([
      false,
      false,
      2048,
      [9],
    ]);
    expect(soaQuery(Z, "plain", true).edns).toBeNull();
    expect(soaQuery(Z, "edns", false).edns?.options).toEqual([]);
  });

  it.each([
    ["timeout", 5000, "timed out"],
    ["refused", 1, "connection refused"],
    ["reset", 1, "connection reset"],
    ["unreachable", 0, "network unreachable"],
    ["unreachable", 3000, "host unreachable"],
  ] as const)("%s after %d ms is called %s", (how, afterMs, text) => {
    expect(failureText(how, afterMs)).toBe(text);
  });
});

describe("what a transfer brings", () => {
  const whole = recordsOfText(`${SOA}z.lan. 60 NS ns.z.lan.\nns.z.lan. 60 A 192.0.2.1\n${SOA}`);
  it.each<readonly [row: string, messages: readonly Partial<Response>[], kind: string]>([
    ["all between two SOAs", [{ answer: whole }], "whole"],
    ["the SOA alone: nothing newer", [{ answer: whole.slice(0, 1) }], "current"],
    ["no end", [{ answer: whole.slice(0, -1) }], "malformed"],
    ["no beginning", [{ answer: whole.slice(1) }], "malformed"],
    [
      "another serial at the end",
      [{ answer: [...whole.slice(0, -1), ...recordsOfText(SOA.replace(" 7 ", " 8 "))] }],
      "malformed",
    ],
    ["nothing", [], "malformed"],
    ["REFUSED", [{ rcode: "REFUSED" }], "refused"],
    ["an error half-way", [{ answer: whole.slice(0, 2) }, { rcode: "SERVFAIL" }], "refused"],
  ])("%s", (_row, messages, kind) => {
    expect(readIncoming(Z, messages.map(response), null).kind).toBe(kind);
  });

  it("law: cut into messages anywhere, the zone is the same", () => {
    const shown = (records: readonly ResourceRecord[]): number => zoneFromRecords(Z, records).recordCount;
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4 }), { maxLength: 4 }), (cuts) => {
        const places = [0, ...cuts.sort((one, other) => one - other), whole.length];
        const messages = places.slice(1).map((end, at) => response({ answer: whole.slice(places[at], end) }));
        const read = readIncoming(Z, messages, null);
        expect(read.kind === "whole" && read.zone.recordCount).toBe(shown(whole.slice(0, -1)));
      }),
    );
  });
});

describe("primaries to whom no connection comes about", () => {
  const primary = "192.0.2.1#53 (source 0.0.0.0#0)";
  const at = (seconds: number) => instantFromMs(seconds * 1000);
  it.each<readonly [row: string, failures: readonly number[], asked: number, known: boolean]>([
    ["once: tried again", [0], 1, false],
    ["twice within ten minutes: not tried", [0, 300], 301, true],
    ["ten minutes after the last time: tried", [0, 300], 901, false],
    ["twice, more than ten minutes apart", [0, 601], 602, false],
  ])("%s", (_row, failures, asked, known) => {
    const unreachable = new UnreachablePrimaries();
    for (const seconds of failures) unreachable.failed(primary, at(seconds));
    expect(unreachable.fork().isKnown(primary, at(asked))).toBe(known);
    unreachable.connected(primary);
    expect(unreachable.isKnown(primary, at(asked))).toBe(false);
  });
});
