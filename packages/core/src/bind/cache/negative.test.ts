import { describe, expect, it } from "vitest";
import { ONE } from "../fixtures/internet.fixture.ts";
import { byQuestion, inTurn, type Said, type Script, says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** Negative caching (RFC 2308) as a resolving named does it: facts section 2, "Negative TTL", second by second. */
const worldOf = (script: Script, more = ""): World =>
  new World(`options { recursion yes; dnssec-validation no; forward only; forwarders { ${ONE}; }; ${more} };`, {
    [ONE]: script,
  });
const soa = (ttl: number, minimum = 1): string => `lan. ${ttl} SOA a. b. 1 1 1 1 ${minimum}`;
const gone = (ttl: number, minimum = 1): Said => ({ rcode: "NXDOMAIN", authority: soa(ttl, minimum) });
const empty = (ttl: number): Said => ({ authority: soa(ttl) });

describe("how long a denial holds", () => {
  type Row = readonly [row: string, said: Said, more: string, lastMs: number, overMs: number];
  const rows: readonly Row[] = [
    ["as long as the SOA says, to the second", gone(5), "", 4999, 5000],
    ["whatever MINIMUM says", gone(5, 3600), "", 4999, 5000],
    ["no longer than three hours", gone(99_999), "", 10_799_000, 10_800_000],
    ["no longer than max-ncache-ttl", gone(900), "max-ncache-ttl 7;", 6999, 7000],
    ["no shorter than min-ncache-ttl", gone(1), "min-ncache-ttl 4;", 3999, 4000],
    ["of a type likewise", empty(5), "", 4999, 5000],
    ["of a type, with max-ncache-ttl", empty(900), "max-ncache-ttl 7;", 6999, 7000],
    ["max-cache-ttl does not touch it", gone(9), "max-cache-ttl 2;", 8999, 9000],
    ["TTL 0 for the rest of its second", gone(0), "", 999, 1000],
    ["without SOA too", { rcode: "NXDOMAIN" }, "", 999, 1000],
  ];
  it.each(rows)("%s", (_row, said, more, lastMs, overMs) => {
    const asked = [lastMs, overMs].map((atMs) => {
      const world = worldOf(says(said), more);
      world.ask("x.lan A");
      world.takeAsked();
      world.ask("x.lan A", { atMs });
      return world.asked.length;
    });
    expect(asked).toEqual([0, 1]);
  });

  it("the SOA counts down in every answer from the cache", () => {
    const world = worldOf(says(gone(5)));
    const left = [0, 999, 1000, 4999].map((atMs) => /AU lan\. (\d+)/.exec(world.ask("x.lan A", { atMs }))?.[1]);
    expect(left).toEqual(["5", "5", "4", "1"]);
    expect(world.asked).toHaveLength(1);
  });

  it("begun late in a second, it ends as if it had begun with it", () => {
    const world = worldOf(says(gone(2)));
    world.ask("x.lan A", { atMs: 900 });
    world.ask("x.lan A", { atMs: 1999 });
    expect(world.takeAsked()).toHaveLength(1);
    world.ask("x.lan A", { atMs: 2000 });
    expect(world.asked).toHaveLength(1);
  });
});

describe("what a denial covers", () => {
  type Row = readonly [row: string, first: string, said: Said, then: string, asked: number];
  const rows: readonly Row[] = [
    ["the name: every type", "x.lan A", gone(60), "x.lan MX", 0],
    ["the name: ANY", "x.lan A", gone(60), "x.lan ANY", 0],
    ["the name: in any spelling", "x.lan A", gone(60), "X.LAN A", 0],
    ["the name: nothing below it", "x.lan A", gone(60), "y.x.lan A", 1],
    ["the name: nothing beside it", "x.lan A", gone(60), "y.lan A", 1],
    ["the name by its DS: that alone", "x.lan DS", gone(60), "x.lan A", 1],
    ["the type: itself", "x.lan A", empty(60), "x.lan A", 0],
    ["the type: no other", "x.lan A", empty(60), "x.lan AAAA", 1],
    ["all types by ANY: every one", "x.lan ANY", empty(60), "x.lan MX", 0],
    ["an alias's absence: not the address", "x.lan CNAME", empty(60), "x.lan A", 1],
  ];
  it.each(rows)("%s", (_row, first, said, then, asked) => {
    const world = worldOf(says(said));
    world.ask(first);
    world.takeAsked();
    world.ask(then, { atMs: 1000 });
    expect(world.asked).toHaveLength(asked);
  });

  it("a name that comes back is seen when its denial is over, not before", () => {
    const world = worldOf(inTurn(says(gone(3)), says({ answer: "x.lan. 60 A 203.0.113.1" })));
    expect([0, 2999, 3000].map((atMs) => world.ask("x.lan A", { atMs }).split(" ")[0])).toEqual([
      "NXDOMAIN",
      "NXDOMAIN",
      "NOERROR",
    ]);
  });

  it("a denial of the name ends what was known of its types; an answer ends the denial", () => {
    const world = worldOf(
      byQuestion({
        "x.lan. A": inTurn(says({ answer: "x.lan. 60 A 203.0.113.1" }), says({ answer: "x.lan. 60 A 203.0.113.2" })),
        "x.lan. MX": says(gone(5)),
      }),
    );
    world.ask("x.lan A");
    world.ask("x.lan MX", { atMs: 1000 });
    expect(world.ask("x.lan A", { atMs: 2000 }).split(" ")[0]).toBe("NXDOMAIN");
    expect(world.ask("x.lan A", { atMs: 6000 })).toContain("203.0.113.2");
  });
});

describe("aliases that lead to nothing", () => {
  const chain = byQuestion({
    "a.lan.": says({ answer: "a.lan. 60 CNAME b.lan." }),
    "b.lan.": says({ answer: "b.lan. 10 CNAME x.lan." }),
    "x.lan.": says(gone(5)),
  });
  it("each piece has a life of its own", () => {
    const world = worldOf(chain);
    world.ask("a.lan A");
    const asked = [4999, 5000, 10_000].map((atMs) => {
      world.takeAsked();
      expect(world.ask("a.lan A", { atMs })).toMatch(
        /^NXDOMAIN ra\nAN a\.lan\. \d+ CNAME b\.lan\.\nAN b\.lan\. \d+ CNAME x\.lan\.\nAU lan\. /,
      );
      return world.takeAsked().map((line) => line.split(" ").at(-2));
    });
    expect(asked).toEqual([[], ["x.lan."], ["b.lan.", "x.lan."]]);
  });

  it("the alias itself can be asked for, and is no denial", () => {
    const world = worldOf(chain);
    world.ask("a.lan A");
    world.takeAsked();
    expect(world.ask("a.lan CNAME", { atMs: 1000 })).toBe("NOERROR ra\nAN a.lan. 59 CNAME b.lan.");
    expect(world.asked).toEqual([]);
  });
});
