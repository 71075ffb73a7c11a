import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scene, type Upstream } from "../upstreams.fixture.ts";

const PRIMARY = "192.0.2.53";
const COREFILE = `test {\n secondary {\n  transfer from ${PRIMARY}\n }\n}\n`;
const EXPIRE_MS = 300_000;

/** From when to when the primary says nothing at all. */
type Outage = readonly [from: number, until: number];

const outages: fc.Arbitrary<readonly Outage[]> = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 1000, max: 900_000 }))
    .map(([from, length]) => [from, from + length] as const),
  { maxLength: 3 },
);
const moments = fc
  .array(fc.integer({ min: 100, max: 200_000 }), { minLength: 1, maxLength: 12 })
  .map((pauses) => pauses.map((_, at) => pauses.slice(0, at + 1).reduce((sum, pause) => sum + pause, 0)));

/** The zone's serial is the minute, and its one address says so, too. */
const minuteOf = (at: number): number => Math.floor(at / 60_000) + 1;

function primary(all: readonly Outage[]): Upstream {
  return (question, _count, at) => {
    if (all.some(([from, until]) => at >= from && at < until)) return "closed";
    const minute = minuteOf(at);
    const soa = `test. 60 SOA ns.test. h.test. ${minute} 100 10 ${EXPIRE_MS / 1000} 5`;
    if (!question.endsWith("AXFR")) return `NOERROR aa: ${soa}`;
    return `NOERROR aa: ${soa}; test. 60 NS ns.test.; www.test. 60 A 192.0.2.${minute % 250}; ${soa}`;
  };
}

const shown = (reply: string): number | null => {
  const text = / A 192\.0\.2\.(\d+)/.exec(reply)?.[1];
  return text === undefined ? null : Number(text);
};

describe("a secondary whose primary comes and goes", () => {
  it("answers with a state that the primary has had, never a later one and never an older one than before", () => {
    fc.assert(
      fc.property(outages, moments, (all, asked) => {
        const scene = new Scene(COREFILE, { [PRIMARY]: primary(all) });
        let last = 0;
        for (const at of asked) {
          const state = shown(scene.ask(at, "www.test. A"));
          if (state === null) continue;
          expect(state).toBeLessThanOrEqual(minuteOf(at));
          expect(state).toBeGreaterThanOrEqual(last);
          last = state;
        }
      }),
    );
  });

  it("answers SERVFAIL or with authority, nothing between", () => {
    fc.assert(
      fc.property(outages, moments, (all, asked) => {
        const scene = new Scene(COREFILE, { [PRIMARY]: primary(all) });
        for (const at of asked)
          expect(scene.ask(at, "www.test. A")).toMatch(/^(SERVFAIL$|NOERROR aa: www\.test\. 60 A )/);
      }),
    );
  });

  it("has its zone at every moment of a primary that never fails, as fresh as its refresh time", () => {
    fc.assert(
      fc.property(moments, (asked) => {
        const scene = new Scene(COREFILE, { [PRIMARY]: primary([]) });
        for (const at of asked) scene.ask(at, "www.test. A");
        const end = asked.at(-1) ?? 0;
        // The second question comes behind the refresh that the first one may have waited for.
        const state = shown(scene.ask(end + 1, "www.test. A"));
        expect(state).not.toBeNull();
        expect(minuteOf(end) - (state ?? 0)).toBeLessThanOrEqual(4);
      }),
    );
  });

  it("asks for nothing while nobody asks it before the refresh time has passed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_000 }), (at) => {
        const scene = new Scene(COREFILE, { [PRIMARY]: primary([]) });
        scene.ask(at, "www.test. A");
        scene.ask(at, "gone.test. A");
        expect(scene.log).toEqual([`0 ${PRIMARY} tcp test. AXFR`]);
      }),
    );
  });

  it("keeps an answer no longer than the zone lives without its primary", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 600_000 }), fc.integer({ min: 0, max: 900_000 }), (from, later) => {
        const scene = new Scene(COREFILE, { [PRIMARY]: primary([[from, Number.MAX_SAFE_INTEGER]]) });
        const at = from + later;
        const state = shown(scene.ask(at, "www.test. A"));
        if (state !== null) expect(later).toBeLessThanOrEqual(EXPIRE_MS + 110_000);
        if (later > EXPIRE_MS + 110_000) expect(state).toBeNull();
      }),
    );
  });
});
