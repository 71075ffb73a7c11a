import { describe, expect, it } from "vitest";
import { HINTS, internet, iterating, LAN, ONE, ROOT } from "../fixtures/internet.fixture.ts";
import { byQuestion, closed, type Script, says, silent } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** What one question may cost: `max-recursion-queries`, `max-recursion-depth`, `max-query-restarts`, `resolver-query-timeout`. */
const worldOf = (more: string, others: Readonly<Record<string, Script>>): World =>
  new World(iterating(more), others, { files: HINTS });
const priming = { ". NS": says({ answer: ". 3600 NS a.root.", additional: `a.root. 3600 A ${ROOT}` }) };

describe("max-query-restarts", () => {
  const CHAIN = 30;
  const links: Script = (query, ...rest) => {
    const at = Number(/^c(\d+)\./.exec(query.questions[0]?.name.key ?? "")?.[1] ?? CHAIN);
    const answer = at >= CHAIN ? "c30.lan. 60 A 203.0.113.1" : `c${at}.lan. 60 CNAME c${at + 1}.lan.`;
    return says({ answer })(query, ...rest);
  };
  const conf = (more: string): string =>
    `options { recursion yes; dnssec-validation no; forward only; forwarders { ${ONE}; }; ${more} };`;
  const aliases = (first: number, more: string): string => {
    const [header = "", ...records] = new World(conf(more), { [ONE]: links }).ask(`c${first}.lan A`).split("\n");
    return `${header.split(" ")[0]} ${records.filter((line) => line.includes("CNAME")).length}`;
  };
  it.each<readonly [more: string, most: number]>([
    ["", 11],
    ["max-query-restarts 1;", 1],
    ["max-query-restarts 5;", 5],
  ])("'%s': so many aliases are followed (%i), one more is SERVFAIL", (more, most) => {
    expect(aliases(CHAIN - most, more)).toBe(`NOERROR ${most}`);
    expect(aliases(CHAIN - most - 1, more)).toBe(`SERVFAIL ${most + 1}`);
  });

  it("what was found before the end is in the cache: asked again it costs nothing", () => {
    const world = new World(conf(""), { [ONE]: links });
    world.ask("c0.lan A");
    world.takeAsked();
    expect(world.ask("c0.lan A", { atMs: 5000 })).toMatch(/^SERVFAIL/);
    expect(world.takeAsked()).toEqual([]);
    expect(world.ask("c20.lan A", { atMs: 5000 })).toMatch(/^NOERROR/);
  });
});

describe("max-recursion-queries", () => {
  /** Every zone has five servers, each in a zone of its own, which has five servers, ... */
  const hopeless = byQuestion({
    ...priming,
    "*": (query, ...rest) => {
      const zone = query.questions[0]?.name.key.split(".").at(-2) ?? "";
      const authority = [0, 1, 2, 3, 4].map((at) => `${zone}. 60 NS n.${zone}${at}.`).join("\n");
      return says({ aa: false, authority })(query, ...rest);
    },
  });
  it.each([
    ["", 50],
    ["max-recursion-queries 20;", 20],
    ["max-recursion-queries 5;", 5],
  ])("'%s': one less, and the root's NS, which are on nobody's account: %i", (more, most) => {
    const world = worldOf(more, { [ROOT]: hopeless });
    expect(world.ask("www.lan A")).toBe("SERVFAIL ra");
    expect(world.asked.length).toBe(most);
  });

  /** NS_FAIL_LIMIT: of many servers without an address five are looked for. */
  it("the addresses of five servers are asked for at once, where a zone has sixty", () => {
    const many = Array.from({ length: 60 }, (_, at) => `lan. 60 NS ns${at}.com.`).join("\n");
    const other = { "com.": says({ rcode: "NXDOMAIN" }) };
    const script = byQuestion({ ...priming, ...other, "*": says({ aa: false, authority: many }) });
    const world = worldOf("", { [ROOT]: script });
    expect(world.ask("www.lan A")).toBe("SERVFAIL ra");
    expect(world.asked.filter((line) => line.includes(".com. A")).length).toBe(5);
  });

  it("it is the client's question that counts, not the server's life", () => {
    const world = worldOf("max-recursion-queries 5;", internet(""));
    for (let at = 0; at < 12; at += 1) expect(world.ask(`h${at}.lan A`, { atMs: at * 1000 })).toMatch(/^NXDOMAIN/);
  });
});

describe("max-recursion-depth", () => {
  /** The servers of zN stand in zN+1. */
  const nested = byQuestion({
    ...priming,
    "*": (query, ...rest) => {
      const name = query.questions[0]?.name.key ?? "";
      const at = Number(/z(\d+)\.$/.exec(name)?.[1] ?? 0);
      if (at >= 20) return says({ answer: `${name} 60 A ${LAN}` })(query, ...rest);
      return says({ aa: false, authority: `z${at}. 60 NS ns.z${at + 1}.` })(query, ...rest);
    },
  });
  const everywhere: Script = (query, ...rest) =>
    says({ answer: `${query.questions[0]?.name.text} 60 A ${LAN}` })(query, ...rest);
  it.each([
    ["as deep as may be by default", "", 14, "NOERROR"],
    ["deeper", "", 12, "SERVFAIL"],
    ["deeper, with a greater limit", "max-recursion-depth 9;", 12, "NOERROR"],
    ["not so deep, with a smaller one", "max-recursion-depth 2;", 16, "SERVFAIL"],
  ])("%s", (_row, more, first, code) => {
    const world = worldOf(more, { [ROOT]: nested, [LAN]: everywhere });
    expect(world.ask(`www.z${first} A`).split(" ")[0]).toBe(code);
  });
});

describe("resolver-query-timeout", () => {
  it.each([
    ["", 10_000],
    ["resolver-query-timeout 20;", 20_000],
  ])(
    "'%s': the whole descent has so long, not each server, and two seconds more for a step on the way",
    (more, end) => {
      const slow = worldOf(more, {
        ...internet(`sub NS ns.sub\nns.sub A ${ONE}\nsub NS ns2.sub\nns2.sub A 192.0.2.99`),
        [ONE]: silent,
      });
      expect(slow.ask("a.b.c.sub.lan A")).toBe("SERVFAIL ra");
      expect(slow.elapsedMs).toBe(end + 2000);
    },
  );

  it("one that has come as far as its last question hears so at its end", () => {
    const slow = worldOf("", { ...internet(`sub NS ns.sub\nns.sub A ${ONE}`), [ONE]: silent });
    expect(slow.ask("www.sub.lan A")).toBe("SERVFAIL ra");
    expect(slow.elapsedMs).toBe(10_000);
  });

  it("an address that nobody answers for takes of the same time", () => {
    const world = worldOf("", { ...internet("sub NS one.ext.\nsub NS two.ext."), "192.0.2.3": silent });
    expect(world.ask("www.sub.lan A")).toBe("SERVFAIL ra");
    expect(world.elapsedMs).toBe(10_000);
  });

  it("ports that are closed take none", () => {
    const world = worldOf("", { [ROOT]: closed });
    expect(world.ask("www.lan A")).toBe("SERVFAIL ra");
    expect(world.elapsedMs).toBe(0);
  });
});
