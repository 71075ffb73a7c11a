import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settingsOf } from "../../fixtures/conf.fixture.ts";
import type { ViewOptions } from "../../settings.ts";

/** What named makes of values that it does not take as they are (bin/named/server.c of 9.18.49, configure_view). */
function optionsOf(said: string, inView = ""): ViewOptions {
  const [view] = settingsOf(`options { ${said} };\nview v { ${inView} };`).views;
  if (view === undefined) throw new Error("no view");
  return view.options;
}

describe("raised and lowered in silence", () => {
  it.each<readonly [said: string, option: keyof ViewOptions, value: unknown]>([
    ["edns-udp-size 511;", "ednsUdpSize", 512],
    ["edns-udp-size 4097;", "ednsUdpSize", 4096],
    ["max-udp-size 0;", "maxUdpSize", 512],
    ["max-udp-size 65535;", "maxUdpSize", 4096],
    ["nocookie-udp-size 127;", "nocookieUdpSize", 128],
    ["nocookie-udp-size 128;", "nocookieUdpSize", 128],
    ["servfail-ttl 30;", "servfailTtl", 30],
    ["servfail-ttl 31;", "servfailTtl", 30],
    ["servfail-ttl 1h;", "servfailTtl", 30],
    ["resolver-query-timeout 0;", "resolverQueryTimeoutMs", 10_000],
    ["resolver-query-timeout 9;", "resolverQueryTimeoutMs", 10_000],
    ["resolver-query-timeout 11;", "resolverQueryTimeoutMs", 11_000],
    ["resolver-query-timeout 30;", "resolverQueryTimeoutMs", 30_000],
    ["resolver-query-timeout 31;", "resolverQueryTimeoutMs", 30_000],
    ["resolver-query-timeout 300;", "resolverQueryTimeoutMs", 30_000],
    ["resolver-query-timeout 301;", "resolverQueryTimeoutMs", 10_000],
    ["resolver-query-timeout 12345;", "resolverQueryTimeoutMs", 12_345],
    ["resolver-query-timeout 30001;", "resolverQueryTimeoutMs", 30_000],
    ["transfer-message-size 1;", "transferMessageSize", 512],
    ["transfer-message-size 65536;", "transferMessageSize", 65_535],
    ["", "transferMessageSize", 20_480],
  ])("%s %s is %s", (said, option, value) => {
    expect(optionsOf(said)[option]).toEqual(value);
  });
});

describe("prefetch", () => {
  it.each([
    ["prefetch 10 16;", "", { trigger: 10, eligibility: 16 }],
    ["prefetch 11 17;", "", { trigger: 10, eligibility: 17 }],
    ["prefetch 10 15;", "", { trigger: 10, eligibility: 16 }],
    ["prefetch 0;", "", { trigger: 0, eligibility: 9 }],
    ["prefetch 0 1;", "", { trigger: 0, eligibility: 6 }],
    ["prefetch 4;", "", { trigger: 4, eligibility: 10 }],
    // A second number that is missing is the one of options.
    ["prefetch 5 20;", "prefetch 3;", { trigger: 3, eligibility: 20 }],
    ["prefetch 5;", "prefetch 3 30;", { trigger: 3, eligibility: 30 }],
  ])("options { %s } view { %s }", (said, inView, value) => {
    expect(optionsOf(said, inView).prefetch).toEqual(value);
  });
});

describe("answers that are too old", () => {
  it("by default: none, and what would hold if there were some", () => {
    expect(optionsOf("").stale).toEqual({
      cacheEnable: false,
      answerEnable: false,
      answerTtl: 30,
      refreshTime: 30,
      maxStaleTtl: 86_400,
      answerClientTimeoutMs: null,
    });
  });

  it.each<readonly [said: string, value: Partial<ViewOptions["stale"]>]>([
    ["stale-cache-enable yes; stale-answer-enable yes;", { cacheEnable: true, answerEnable: true }],
    ["stale-answer-ttl 0;", { answerTtl: 1 }],
    ["stale-answer-ttl 5m;", { answerTtl: 300 }],
    ["stale-refresh-time 0;", { refreshTime: 0 }],
    ["max-stale-ttl P1W;", { maxStaleTtl: 604_800 }],
    ["stale-answer-client-timeout 0;", { answerClientTimeoutMs: 0 }],
    ["stale-answer-client-timeout 1800;", { answerClientTimeoutMs: 1800 }],
    ["stale-answer-client-timeout off;", { answerClientTimeoutMs: null }],
    ["stale-answer-client-timeout DISABLED;", { answerClientTimeoutMs: null }],
  ])("%s", (said, value) => {
    expect(optionsOf(said).stale).toMatchObject(value);
  });
});

describe("rules of order", () => {
  it.each<readonly [rules: string, value: unknown]>([
    ["", []],
    ["order cyclic;", [{ rrClass: null, rrType: null, name: null, order: "cyclic" }]],
    ["ORDER NONE;", [{ rrClass: null, rrType: null, name: null, order: "none" }]],
    ["class IN type AAAA order random;", [{ rrClass: "IN", rrType: "AAAA", name: null, order: "random" }]],
    ["class ANY type ANY order none;", [{ rrClass: null, rrType: null, name: null, order: "none" }]],
    ["order backwards;", []],
  ])("{ %s }", (rules, value) => {
    expect(optionsOf(`rrset-order { ${rules} };`).rrsetOrder).toEqual(value);
  });

  it("in the order of the file, with their names", () => {
    const rules = optionsOf('rrset-order { name "www.lan" order cyclic; type A name "*.lan" order none; };').rrsetOrder;
    expect(rules.map(({ name, order }) => `${name?.text} ${order}`)).toEqual(["www.lan. cyclic", "*.lan. none"]);
  });
});

describe("of any number", () => {
  const number = fc.integer({ min: 0, max: 0xffff_ffff });
  it("sizes, times and the trigger stay where named keeps them, and what is larger never makes them smaller", () => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        const read = (value: number) => optionsOf(`edns-udp-size ${value}; servfail-ttl ${value}; prefetch ${value};`);
        const [small, large] = [read(Math.min(one, other)), read(Math.max(one, other))];
        expect(small.ednsUdpSize).toBeGreaterThanOrEqual(512);
        expect(large.ednsUdpSize).toBeLessThanOrEqual(4096);
        expect(large.servfailTtl).toBeLessThanOrEqual(30);
        expect(large.prefetch.trigger).toBeLessThanOrEqual(10);
        expect(large.prefetch.eligibility).toBeGreaterThanOrEqual(large.prefetch.trigger + 6);
        expect(small.ednsUdpSize).toBeLessThanOrEqual(large.ednsUdpSize);
        expect(small.servfailTtl).toBeLessThanOrEqual(large.servfailTtl);
        expect(small.prefetch.trigger).toBeLessThanOrEqual(large.prefetch.trigger);
      }),
      { numRuns: 60 },
    );
  });
});
