import { describe, expect, it } from "vitest";
import { EXT, HINTS, internet, iterating, LAN, ONE, ROOT, TWO } from "../fixtures/internet.fixture.ts";
import { byQuestion, closed, type Script, says, serving, silent } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** How a resolver comes down delegations that are well, odd, lame or endless. */
const zone = (records: string): string => `$TTL 300\n@ SOA ns n 1 1 1 1 60\n${records}\n`;
const sub = (address: string, record = "www A 203.0.113.9"): Script =>
  serving({ "sub.lan": zone(`@ NS ns\nns A ${address}\n${record}`) });
const worldOf = (lan: string, others: Readonly<Record<string, Script>> = {}, more = ""): World =>
  new World(iterating(more), internet(lan, others), { files: HINTS });
/** `address name type` of what was asked, without the priming of the root. */
const trail = (world: World): readonly string[] =>
  world.takeAsked().flatMap((line) => {
    const words = line.split(" ");
    const place = words[0] === "tcp" ? `tcp ${words[1]}` : words[0];
    return line.includes(" . NS") ? [] : [`${place} ${words.slice(-2).join(" ")}`];
  });
const FOUND = "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9";
const GLUE = `sub NS ns.sub\nns.sub A ${ONE}`;

describe("where the address of a name server comes from", () => {
  type Row = readonly [
    row: string,
    lan: string,
    others: Readonly<Record<string, Script>>,
    expected: string,
    asked: readonly string[],
  ];
  const down = [`${ROOT} lan. NS`, `${LAN} sub.lan. NS`];
  const rows: readonly Row[] = [
    ["glue below the delegation: at once", GLUE, { [ONE]: sub(ONE) }, FOUND, [...down, `${ONE} www.sub.lan. A`]],
    [
      "a name in the parent's own zone: asked of it",
      `sub NS here\nhere A ${ONE}`,
      { [ONE]: sub(ONE) },
      FOUND,
      [...down, `${LAN} here.lan. A`, `${ONE} www.sub.lan. A`],
    ],
    [
      "a name elsewhere: from the root down",
      "sub NS one.ext.",
      { [ONE]: sub(ONE) },
      FOUND,
      [...down, `${ROOT} one.ext. A`, `${EXT} one.ext. A`, `${ONE} www.sub.lan. A`],
    ],
    [
      "a name that is not there",
      "sub NS gone.ext.",
      {},
      "SERVFAIL ra",
      [...down, `${ROOT} gone.ext. A`, `${EXT} gone.ext. A`],
    ],
    ["a name that has only text", 'sub NS here\nhere TXT "x"', {}, "SERVFAIL ra", [...down, `${LAN} here.lan. A`]],
    [
      "an alias, though its target has one",
      `sub NS here\nhere CNAME there\nthere A ${ONE}`,
      { [ONE]: sub(ONE) },
      "SERVFAIL ra",
      [...down, `${LAN} here.lan. A`],
    ],
    [
      "below its own zone, without glue: from the root down, in vain",
      "sub NS ns.sub",
      {},
      "SERVFAIL ra",
      [...down, `${ROOT} ns.sub.lan. A`, `${LAN} ns.sub.lan. A`],
    ],
  ];
  it.each(rows)("%s", (_row, lan, others, expected, asked) => {
    const world = worldOf(lan, others);
    expect(world.ask("www.sub.lan A")).toBe(expected);
    expect(trail(world)).toEqual(asked);
  });

  it("two zones whose servers stand in each other, without glue: no answer, and an end", () => {
    const world = worldOf("sub NS ns.other\nother NS ns.sub");
    expect(world.ask("www.sub.lan A")).toBe("SERVFAIL ra");
    expect(world.asked.length).toBeLessThan(20);
  });

  it("a glue record for one of the two is enough", () => {
    const world = worldOf(`sub NS ns.other\nother NS ns.sub\nother NS ns.other\nns.other A ${ONE}`, {
      [ONE]: serving({
        "other.lan": zone(`@ NS ns\nns A ${ONE}`),
        "sub.lan": zone("@ NS ns.other.lan.\nwww A 203.0.113.9"),
      }),
    });
    expect(world.ask("www.sub.lan A")).toBe(FOUND);
  });

  it("glue of a zone beside the delegated one is not believed: a liar there is not heard", () => {
    const root = byQuestion({
      ". NS": says({ answer: ". 3600 NS a.root.", additional: `a.root. 3600 A ${ROOT}` }),
      "one.ext.": says({ aa: false, authority: "ext. 3600 NS ns.ext.", additional: `ns.ext. 3600 A ${EXT}` }),
      "*": says({ aa: false, authority: "sub. 3600 NS one.ext.", additional: `one.ext. 3600 A ${TWO}` }),
    });
    const world = new World(
      iterating(),
      {
        ...internet(""),
        [ROOT]: root,
        [ONE]: says({ answer: "www.sub. 60 A 203.0.113.9" }),
        [TWO]: says({ answer: "www.sub. 60 A 203.0.113.66" }),
      },
      { files: HINTS },
    );
    expect(world.ask("www.sub A")).toBe("NOERROR ra\nAN www.sub. 60 A 203.0.113.9");
  });
});

describe("servers that do not serve what they should", () => {
  const both = `sub NS ns1.sub\nsub NS ns2.sub\nns1.sub A ${ONE}\nns2.sub A ${TWO}`;
  const lame: readonly (readonly [row: string, script: Script])[] = [
    ["refers to itself", says({ aa: false, authority: "sub.lan. 60 NS ns1.sub.lan." })],
    ["refers to its parent", says({ aa: false, authority: "lan. 60 NS ns.lan." })],
    ["refers to the root", says({ aa: false, authority: ". 60 NS a.root." })],
    ["refuses", says({ rcode: "REFUSED", aa: false })],
    ["has nothing but a foreign SOA", says({ authority: "ext. 60 SOA a. b. 1 1 1 1 1" })],
    ["has a port that is closed", closed],
    ["answers about something else", says({ answer: "www.ext. 60 A 203.0.113.66" })],
  ];
  it.each(lame)("one %s: the other one's answer, at once", (_row, script) => {
    const world = worldOf(both, { [ONE]: script, [TWO]: sub(TWO) });
    expect(world.ask("www.sub.lan A")).toBe(FOUND);
    expect(world.elapsedMs).toBe(0);
    expect(trail(world).filter((line) => line.startsWith(ONE))).toHaveLength(1);
  });

  it.each(lame)("both %s: SERVFAIL, each asked once", (_row, script) => {
    const world = worldOf(both, { [ONE]: script, [TWO]: script });
    expect(world.ask("www.sub.lan A")).toBe("SERVFAIL ra");
    expect(trail(world).slice(2)).toEqual([`${ONE} www.sub.lan. A`, `${TWO} www.sub.lan. A`]);
  });

  it("all silent: until ten seconds are over, then SERVFAIL for a second without a question", () => {
    const world = worldOf(both, { [ONE]: silent, [TWO]: silent });
    expect(world.ask("www.sub.lan A")).toBe("SERVFAIL ra");
    expect(world.elapsedMs).toBe(10_000);
    world.takeAsked();
    expect(world.ask("www.sub.lan A", { atMs: 10_900 })).toBe("SERVFAIL ra");
    expect(world.takeAsked()).toEqual([]);
    world.ask("www.sub.lan A", { atMs: 11_000 });
    expect(world.takeAsked()).not.toEqual([]);
  });

  it("referrals that go down for ever end where the name does", () => {
    const deeper: Script = (query, ...rest) => {
      const name = query.questions[0]?.name.key ?? "";
      const labels = name.split(".").slice(0, -1);
      const owner = `${labels.slice(-Math.min(labels.length, depth)).join(".")}.`;
      depth += 1;
      return says({ aa: false, authority: `${owner} 60 NS ns.${owner}`, additional: `ns.${owner} 60 A ${ONE}` })(
        query,
        ...rest,
      );
    };
    let depth = 3;
    const world = worldOf(GLUE, { [ONE]: deeper }, "qname-minimization off;");
    expect(world.ask("a.b.c.d.e.sub.lan A")).toBe("SERVFAIL ra");
    expect(world.asked.length).toBeLessThan(12);
  });
});

describe("what is remembered of a delegation", () => {
  const twice = (lan: string, others: Readonly<Record<string, Script>>, atMs: number): readonly string[] => {
    const world = worldOf(lan, others);
    world.ask("www.sub.lan A");
    world.takeAsked();
    world.ask("nas.sub.lan A", { atMs });
    return trail(world);
  };
  it.each<readonly [row: string, lan: string, atMs: number, asked: readonly string[]]>([
    ["within its TTL only the zone's server is asked", GLUE, 3_599_000, [`${ONE} nas.sub.lan. A`]],
    [
      "after it the parent, whose own is still known",
      `sub 10 NS ns.sub\nns.sub A ${ONE}`,
      10_000,
      [`${LAN} sub.lan. NS`, `${ONE} nas.sub.lan. A`],
    ],
    ["TTL 0 lives a second", `sub 0 NS ns.sub\nns.sub A ${ONE}`, 900, [`${ONE} nas.sub.lan. A`]],
    ["and no longer", `sub 0 NS ns.sub\nns.sub A ${ONE}`, 1000, [`${LAN} sub.lan. NS`, `${ONE} nas.sub.lan. A`]],
  ])("%s", (_row, lan, atMs, asked) => {
    expect(twice(lan, { [ONE]: sub(ONE) }, atMs)).toEqual(asked);
  });

  it("glue is no answer: who asks for it is told what the child says; with RD=0 it stands in AD", () => {
    const world = worldOf(GLUE, {
      [ONE]: serving({ "sub.lan": zone("@ NS ns\nns A 203.0.113.99\nwww A 203.0.113.9") }),
    });
    world.ask("www.sub.lan A");
    expect(world.ask("ns.sub.lan A", { rd: false })).toBe(
      `NOERROR ra\nAU sub.lan. 3600 NS ns.sub.lan.\nAD ns.sub.lan. 3600 A ${ONE}`,
    );
    expect(world.ask("ns.sub.lan A")).toBe("NOERROR ra\nAN ns.sub.lan. 300 A 203.0.113.99");
  });

  it("NS that a client asked for take the place of the parent's, and end before them", () => {
    const world = worldOf(GLUE, { [ONE]: serving({ "sub.lan": zone(`@ 5 NS ns\nns A ${ONE}\nwww 1 A 203.0.113.9`) }) });
    expect(world.ask("sub.lan NS")).toContain("AN sub.lan. 5 NS ns.sub.lan.");
    world.takeAsked();
    world.ask("nas.sub.lan A", { atMs: 4000 });
    expect(trail(world)).toEqual([`${ONE} nas.sub.lan. A`]);
    world.ask("tv.sub.lan A", { atMs: 5000 });
    expect(trail(world)[0]).toBe(`${LAN} sub.lan. NS`);
  });
});
