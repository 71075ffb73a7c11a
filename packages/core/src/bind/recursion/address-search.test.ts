import { describe, expect, it } from "vitest";
import { EXT, HINTS, internet, iterating, LAN, ONE, ROOT, TWO } from "../fixtures/internet.fixture.ts";
import { type Script, serving, silent } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/**
 * How named looks for the servers of a delegation (lib/dns/resolver.c, fctx_getaddresses and fctx_try; lib/dns/adb.c), as
 * courses of a real one show it: `conformance/recordings-servers`, `delegations-*` and `chosen-*`.
 */
const sub = (record = "www A 203.0.113.9"): Script =>
  serving({ "sub.lan": `$TTL 300\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A ${ONE}\n${record}\n` });
const worldOf = (
  lan: string,
  others: Readonly<Record<string, Script>> = {},
  families: "ipv4" | "both" = "ipv4",
): World => new World(iterating(), internet(lan, others), { files: HINTS, surroundings: { families } });
/** `milliseconds name type` of what was asked about such a name. */
const askedAbout = (world: World, what: RegExp): readonly string[] =>
  world.asked.flatMap((line, at) => {
    const question = line.split(" ").slice(-2).join(" ");
    return what.test(question) ? [`${world.askedAtMs[at]} ${question}`] : [];
  });

describe("servers of which no address is known", () => {
  it("all are asked for at once, and the first address that comes is used", () => {
    const lan = "sub NS slow.ext.\nsub NS one.ext.";
    const ext = `$TTL 60\n@ SOA n n 1 1 1 1 60\n@ NS ns\nns A ${EXT}\none A ${ONE}\n`;
    const script: Script = (query, ...rest) =>
      query.questions[0]?.name.key.startsWith("slow") === true
        ? silent(query, ...rest)
        : serving({ ext })(query, ...rest);
    const world = worldOf(lan, { [EXT]: script, [ONE]: sub() });
    expect(world.ask("www.sub.lan A")).toMatch(/^NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9/);
    expect(world.elapsedMs).toBe(0);
    expect(askedAbout(world, /slow|one/).slice(0, 4)).toEqual([
      "0 slow.ext. A",
      "0 slow.ext. A",
      "0 one.ext. A",
      "800 slow.ext. A",
    ]);
  });

  it("where nobody tells one it waits ten seconds", () => {
    const world = worldOf("sub NS one.ext.\nsub NS two.ext.", { [EXT]: silent });
    expect(world.ask("www.sub.lan A")).toBe("SERVFAIL ra");
    expect(world.elapsedMs).toBe(10_000);
  });

  it("servers of two zones that have their names in each other: twelve seconds, then it gives up (`hung fetch`)", () => {
    const world = worldOf("a NS n.b\nb NS n.a");
    expect(world.ask("www.a.lan A")).toBe("SERVFAIL ra");
    expect(world.elapsedMs).toBe(12_000);
    expect(askedAbout(world, /n\.[ab]/).length).toBe(1);
  });

  it("a server whose own address is the question is not waited for", () => {
    const world = worldOf("sub NS ns.sub");
    expect(world.ask("ns.sub.lan A")).toBe("SERVFAIL ra");
    expect(world.elapsedMs).toBe(0);
  });
});

describe("the other family of addresses", () => {
  /** Glue for all: nobody waits for an AAAA. */
  const glued = (servers: readonly string[]): string =>
    servers.map((address, at) => `sub NS n${at}.sub\nn${at}.sub A ${address}`).join("\n");

  it("of a zone's only server it is asked for from the second search on: before the step below", () => {
    const world = worldOf(glued([ONE]), { [ONE]: sub("a.b A 203.0.113.9") }, "both");
    world.ask("a.b.sub.lan A");
    const asked = world.asked.map((line) => line.split(" ").slice(-2).join(" "));
    expect(asked.indexOf("n0.sub.lan. AAAA")).toBeGreaterThan(asked.indexOf("sub.lan. NS"));
    expect(asked.indexOf("n0.sub.lan. AAAA")).toBeLessThan(asked.indexOf("b.sub.lan. NS"));
  });

  it("of a zone above, whose servers were two, not on the way: one is left to pick for the next step", () => {
    const two = (address: string): Script =>
      serving({ lan: `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A ${address}\n${glued([ONE])}\n` });
    const root = serving({
      ".": `$TTL 86400
. SOA a.root. n. 1 1 1 1 60
. NS a.root.
a.root. A ${ROOT}
lan. NS n1.lan.
lan. NS n2.lan.
n1.lan. A ${LAN}
n2.lan. A ${TWO}
`,
    });
    const others = { [ROOT]: root, [LAN]: two(LAN), [TWO]: two(TWO), [ONE]: sub() };
    const world = new World(iterating(), others, { files: HINTS, surroundings: { families: "both" } });
    expect(world.ask("www.sub.lan A")).toMatch(/^NOERROR/);
    const asked = world.asked.map((line) => line.split(" ").slice(-2).join(" "));
    expect(asked.indexOf("n1.lan. AAAA")).toBeGreaterThan(-1);
    expect(asked.indexOf("n0.sub.lan. AAAA")).toBeGreaterThan(asked.indexOf("sub.lan. NS"));
  });
});

describe("priming", () => {
  it("is due when the address of a root server had to be read from the hints, and no more while it is in the cache", () => {
    const world = worldOf("", {}, "both");
    for (const atMs of [0, 1000, 2000]) world.ask(`h${atMs}.ext A`, { atMs });
    expect(world.asked.filter((line) => line.includes(" . NS")).length).toBe(1);
  });
});
