import { describe, expect, it } from "vitest";
import { lines } from "./fixtures/texts.fixture.ts";
import {
  byQuestion,
  byTransport,
  closed,
  inTurn,
  type Script,
  says,
  serving,
  silent,
} from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";

/** What named 9.18.49 makes of silence and of odd answers (facts "When an upstream misbehaves"). */
const A = "192.0.2.53";
const B = "192.0.2.54";
const ROOT = "192.0.2.1";
const forwarding = (addresses: readonly string[] = [A], more = "forward only;"): string =>
  `options { recursion yes; dnssec-validation no; forwarders { ${addresses.map((to) => `${to};`).join(" ")} }; ${more} };`;
const delegating = (addresses: readonly string[] = [A], more = ""): string =>
  `options { recursion yes; dnssec-validation no; ${more} };\nzone "lan" { type primary; file "/etc/bind/db.lan"; };\n// ${addresses.length}`;
const zoneOf = (addresses: readonly string[]): string =>
  `$TTL 3600\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\n${addresses
    .map((address, at) => `kloud NS ns${at}.kloud\nns${at}.kloud A ${address}\n`)
    .join("")}`;
const filesOf = (addresses: readonly string[]): Readonly<Record<string, string>> => ({
  "/etc/bind/db.lan": zoneOf(addresses),
});
const good = says({ answer: "www.kloud.lan. 300 A 203.0.113.1" });
const GOOD = "NOERROR ra\nAN www.kloud.lan. 300 A 203.0.113.1";
const hosts = (world: World): readonly string[] => world.asked.map((line) => line.split(" ").at(0) ?? "");

/** A world that forwards, and one whose local zone delegates. */
const worlds = (others: Readonly<Record<string, Script>>): readonly (readonly [string, World])[] => {
  const addresses = Object.keys(others);
  return [
    ["forwarding", new World(forwarding(addresses), others)],
    ["iterating", new World(delegating(addresses), others, { files: filesOf(addresses) })],
  ];
};

describe("silence: when the questions go out, when the client is told", () => {
  it.each([
    ["forwarding, one server", forwarding([A]), [A], [0, 1200, 2400, 3600, 5200, 8400], 10_000],
    ["forwarding, two servers", forwarding([A, B]), [A, B], [0, 1200, 2400, 3600, 4800, 6000, 7200, 8800], 10_000],
    ["iterating, one server", delegating([A]), [A], [0, 800, 1600, 2400, 4000, 7200], 10_000],
    [
      "resolver-query-timeout 12",
      forwarding([A], "forward only; resolver-query-timeout 12;"),
      [A],
      [0, 1200, 2400, 3600, 5200, 8400],
      12_000,
    ],
    [
      "in milliseconds above 300: 15000",
      forwarding([A], "forward only; resolver-query-timeout 15000;"),
      [A],
      null,
      15_000,
    ],
    ["5 is raised to 10 s", forwarding([A], "forward only; resolver-query-timeout 5;"), [A], null, 10_000],
    ["31 is cut to 30 s", forwarding([A], "forward only; resolver-query-timeout 31;"), [A], null, 30_000],
  ])("%s", (_row, conf, servers, at, end) => {
    const world = new World(conf, {}, { files: filesOf(servers) });
    expect(world.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
    if (at !== null) expect(world.askedAtMs).toEqual(at);
    expect(world.elapsedMs).toBe(end);
  });

  it("two silent forwarders are asked in turns", () => {
    const world = new World(forwarding([A, B]));
    world.ask("www.kloud.lan A");
    expect(hosts(world)).toEqual([A, B, A, B, A, B, A, B]);
  });

  it.each([
    ["forwarding: the next at 1.2 s", forwarding([A, B]), 1200],
    ["iterating: the next at 0.8 s", delegating([A, B]), 800],
  ])("one silent, one good: %s, later the good one alone", (_row, conf, wait) => {
    const world = new World(
      conf,
      {
        [B]: byQuestion({
          "*": (query, ...rest) =>
            says({ answer: `${query.questions[0]?.name.text} 300 A 203.0.113.1` })(query, ...rest),
        }),
      },
      { files: filesOf([A, B]) },
    );
    expect(world.ask("www.kloud.lan A")).toBe(GOOD);
    expect(world.elapsedMs).toBe(wait);
    world.takeAsked();
    for (let at = 0; at < 40; at += 1) world.ask(`host${at}.kloud.lan A`, { atMs: 2000 + at });
    expect(new Set(hosts(world))).toEqual(new Set([B]));
    expect(world.asked).toHaveLength(40);
  });

  it("a closed port is not asked again; with a second server that one answers at once", () => {
    for (const [, world] of worlds({ [A]: closed })) {
      expect(world.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
      expect(world.asked).toHaveLength(1);
      expect(world.elapsedMs).toBe(0);
    }
    for (const [, world] of worlds({ [A]: closed, [B]: good })) {
      expect(world.ask("www.kloud.lan A")).toBe(GOOD);
      expect(world.elapsedMs).toBe(0);
    }
  });

  it("TCP that takes the question and says nothing: one question, no other, the client waits 12 s", () => {
    const world = new World(forwarding(), { [A]: byTransport(says({ tc: true }), silent) });
    expect(world.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
    expect(world.asked).toEqual([`${A} rd do cd www.kloud.lan. A`, `tcp ${A} rd do cd www.kloud.lan. A`]);
    expect(world.elapsedMs).toBe(12_000);
  });

  it("TCP closed after TC: at once, or the next server", () => {
    const world = new World(forwarding(), { [A]: byTransport(says({ tc: true }), closed) });
    expect(world.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
    expect(world.elapsedMs).toBe(0);
    const two = new World(forwarding([A, B]), { [A]: byTransport(says({ tc: true }), closed), [B]: good });
    expect(two.ask("www.kloud.lan A")).toBe(GOOD);
  });

  it("EDNS is not dropped for silence, only for edns no", () => {
    const deafToEdns: Script = (query, ...rest) => (query.edns === null ? good : silent)(query, ...rest);
    const world = new World(forwarding(), { [A]: deafToEdns });
    expect(world.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
    expect(world.queries.every(({ edns }) => edns !== null)).toBe(true);
    const told = new World(`${forwarding()}\nserver ${A} { edns no; };`, { [A]: deafToEdns });
    expect(told.ask("www.kloud.lan A")).toBe(GOOD);
  });

  it("after one silence the EDNS size of the largest answer so far, after two what comes is taken for TCP", () => {
    const warm = says({ answer: "warm.test. 0 A 192.0.2.9" });
    const cut = byTransport(says({ tc: true, answer: "" }), good);
    const others = (...udp: readonly Script[]): Script =>
      byQuestion({ "warm.test.": warm, "www.kloud.lan.": inTurn(...udp) });
    const once = new World(forwarding(), { [A]: others(silent, cut, cut) });
    once.ask("warm.test A");
    expect(once.ask("www.kloud.lan A")).toBe(GOOD);
    expect(once.queries.slice(1).map(({ edns }) => edns?.udpSize)).toEqual([1232, 512, 512]);
    const twice = new World(forwarding(), { [A]: others(silent, silent, cut) });
    twice.ask("warm.test A");
    expect(twice.ask("www.kloud.lan A"), "a TC that is believed to have come over TCP").toBe("SERVFAIL ra");
    expect(twice.queries.slice(1).map(({ edns }) => edns?.udpSize)).toEqual([1232, 512, 1232]);
  });

  it("forward first, forwarder silent: the full name from the root after 1.2 s, NS steps to the forwarder again", () => {
    const conf = `${forwarding([A], "forward first;")}\nzone "." { type hint; file "/etc/bind/db.root"; };`;
    const others = {
      [ROOT]: serving({
        ".": `$TTL 60\n. SOA a.root. n. 1 1 1 1 60\n. NS a.root.\na.root. A ${ROOT}\nwww.kloud.lan. 300 A 203.0.113.1\n`,
      }),
    };
    const world = new World(conf, others, {
      files: { "/etc/bind/db.root": `. 3600000 NS a.root.\na.root. 3600000 A ${ROOT}\n` },
    });
    expect(world.ask("www.kloud.lan A")).toBe(GOOD);
    expect(world.elapsedMs).toBe(1200);
    expect(world.asked).toContain(`${ROOT} do cd www.kloud.lan. A`);
  });
});

describe("answers that are no answer", () => {
  const soa = "60 SOA ns.kloud.lan. n.kloud.lan. 1 1 1 1 60";
  const failing: readonly (readonly [row: string, upstream: Script])[] = [
    ...(["REFUSED", "SERVFAIL", "NOTIMP", "YXDOMAIN", "NOTAUTH", "DSOTYPENI", "BADVERS"] as const).map(
      (rcode) => [rcode, says({ rcode, aa: false })] as const,
    ),
    ["a wrong opcode", says({ opcode: "STATUS" })],
    ["FORMERR with OPT", says({ rcode: "FORMERR", aa: false })],
    ["another owner in AN", says({ answer: "other.kloud.lan. 300 A 203.0.113.9" })],
    ["another type in AN", says({ answer: `www.kloud.lan. 300 TXT "x"` })],
    ["class CH in the answer", says({ answer: "www.kloud.lan. 300 CH TXT x" })],
    ["a referral to its parent", says({ aa: false, authority: "lan. 300 NS ns.lan." })],
    ["a referral to the root", says({ aa: false, authority: ". 300 NS a.root." })],
  ];
  it.each(failing)("%s: SERVFAIL; the next server's answer at once", (_row, upstream) => {
    for (const [, world] of worlds({ [A]: upstream })) expect(world.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
    for (const [, world] of worlds({ [A]: upstream, [B]: good })) {
      expect(world.ask("www.kloud.lan A")).toBe(GOOD);
      expect(world.elapsedMs).toBe(0);
    }
  });

  it.each(failing.slice(0, 9))("%s: asked once, the name after it starts anew", (_row, upstream) => {
    for (const [, world] of worlds({ [A]: upstream })) {
      world.ask("www.kloud.lan A");
      expect(world.takeAsked()).toHaveLength(1);
      world.ask("www.kloud.lan A", { atMs: 500 });
      expect(world.takeAsked(), "within servfail-ttl").toEqual([]);
      world.ask("mail.kloud.lan A", { atMs: 600 });
      expect(world.takeAsked()).toHaveLength(1);
    }
  });

  it("a failure at once on one, silence on none: all failed is not repeated", () => {
    for (const [, world] of worlds({ [A]: says({ rcode: "REFUSED" }), [B]: says({ rcode: "SERVFAIL" }) })) {
      expect(world.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
      expect(world.asked).toHaveLength(2);
    }
  });

  it("FORMERR without OPT: the same question without EDNS, RD alone", () => {
    const old: Script = (query, ...rest) =>
      (query.edns === null ? good : says({ rcode: "FORMERR", edns: "none" }))(query, ...rest);
    const world = new World(forwarding(), { [A]: old });
    expect(world.ask("www.kloud.lan A")).toBe(GOOD);
    expect(world.asked).toEqual([`${A} rd do cd www.kloud.lan. A`, `${A} rd no-edns www.kloud.lan. A`]);
  });

  it.each(["NOTIMP", "SERVFAIL", "REFUSED"] as const)("%s on EDNS is not followed by a question without", (rcode) => {
    const old: Script = (query, ...rest) =>
      (query.edns === null ? good : says({ rcode, edns: "none" }))(query, ...rest);
    expect(new World(forwarding(), { [A]: old }).ask("www.kloud.lan A")).toBe("SERVFAIL ra");
  });

  it("a wrong id is as good as no answer", () => {
    const world = new World(forwarding(), {
      [A]: says({ otherId: true, answer: "www.kloud.lan. 300 A 203.0.113.66" }),
    });
    expect(world.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
    expect(world.asked, "as long as ten seconds allow").toHaveLength(6);
  });

  it("another question in the answer: asked again until the time is over, with 512 octets the second time", () => {
    const world = new World(forwarding(), {
      [A]: (query, ...rest) => says({ question: [], answer: "www.kloud.lan. 300 A 203.0.113.66" })(query, ...rest),
    });
    expect(world.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
    expect(world.queries.map(({ edns }) => edns?.udpSize)).toEqual([1232, 512, 1232, 1232, 1232, 1232]);
  });

  it("extra records in AN are dropped, not cached", () => {
    for (const [, world] of worlds({
      [A]: byQuestion({
        "www.kloud.lan.": says({ answer: "www.kloud.lan. 300 A 203.0.113.1\nbank.kloud.lan. 300 A 203.0.113.66" }),
        "bank.kloud.lan.": says({ answer: "bank.kloud.lan. 300 A 203.0.113.2" }),
      }),
    })) {
      expect(world.ask("www.kloud.lan A")).toBe(GOOD);
      expect(world.ask("bank.kloud.lan A")).toBe("NOERROR ra\nAN bank.kloud.lan. 300 A 203.0.113.2");
    }
  });

  it("data with aa=0, an answer without OPT and one in another spelling are accepted", () => {
    for (const [row, world] of worlds({
      [A]: says({ aa: false, edns: "none", answer: "WWW.KLOUD.LAN. 300 A 203.0.113.1" }),
    }))
      expect(world.ask("www.kloud.lan A"), row).toBe("NOERROR ra\nAN WWW.KLOUD.LAN. 300 A 203.0.113.1");
  });

  it("the owner keeps the spelling of the first answer", () => {
    const echo: Script = (query, ...rest) =>
      says({ answer: `${query.questions[0]?.name.text} 300 A 203.0.113.1` })(query, ...rest);
    const world = new World(forwarding(), { [A]: echo });
    expect(world.ask("WwW.KLoud.lAN A")).toBe("NOERROR ra\nAN WwW.KLoud.lAN. 300 A 203.0.113.1");
    expect(world.ask("www.kloud.lan A")).toBe("NOERROR ra\nAN WwW.KLoud.lAN. 300 A 203.0.113.1");
  });

  describe("NXDOMAIN and NODATA", () => {
    const missing = says({ rcode: "NXDOMAIN", authority: `kloud.lan. ${soa}` });
    it("with SOA it is an answer: no next server, no fallback from forward first", () => {
      for (const [, world] of worlds({ [A]: missing, [B]: good })) {
        expect(world.ask("www.kloud.lan A")).toBe(`NXDOMAIN ra\nAU kloud.lan. ${soa}`);
        expect(world.asked).toHaveLength(1);
      }
      const first = new World(forwarding([A], "forward first;"), { [A]: missing });
      expect(first.ask("www.kloud.lan A")).toContain("NXDOMAIN");
      expect(first.asked.filter((line) => line.endsWith(" A"))).toHaveLength(1);
    });

    it("with aa=0: forwarding caches it, iterating asks again each time", () => {
      const times = worlds({ [A]: says({ rcode: "NXDOMAIN", aa: false, authority: `kloud.lan. ${soa}` }) }).map(
        ([row, world]) => {
          world.ask("www.kloud.lan A");
          world.ask("www.kloud.lan A", { atMs: 2000 });
          return [row, world.asked.length];
        },
      );
      expect(times).toEqual([
        ["forwarding", 1],
        ["iterating", 2],
      ]);
    });

    it.each(["NXDOMAIN", "NOERROR"] as const)(
      "%s without SOA: the same code, no AU, kept for the rest of the second",
      (rcode) => {
        for (const [, world] of worlds({ [A]: says({ rcode }) })) {
          expect(world.ask("www.kloud.lan A", { atMs: 100 })).toBe(`${rcode} ra`);
          world.ask("www.kloud.lan A", { atMs: 900 });
          expect(world.asked).toHaveLength(1);
          world.ask("www.kloud.lan A", { atMs: 1001 });
          expect(world.asked).toHaveLength(2);
        }
      },
    );

    it("SOA above the delegation or forward zone: NXDOMAIN loses it and is not cached, NODATA is SERVFAIL", () => {
      const conf = `options { recursion yes; dnssec-validation no; };
zone "kloud.lan" { type forward; forward only; forwarders { ${A}; }; };`;
      const zones = [
        new World(conf, { [A]: byQuestion(foreign) }),
        new World(delegating(), { [A]: byQuestion(foreign) }, { files: filesOf([A]) }),
      ];
      for (const world of zones) {
        expect(world.ask("gone.kloud.lan A")).toBe("NXDOMAIN ra");
        world.ask("gone.kloud.lan A", { atMs: 3000 });
        expect(world.asked).toHaveLength(2);
        expect(world.ask("empty.kloud.lan A")).toBe("SERVFAIL ra");
      }
    });
    const foreign = {
      "gone.kloud.lan.": says({ rcode: "NXDOMAIN", authority: `lan. ${soa}` }),
      "empty.kloud.lan.": says({ authority: `lan. ${soa}` }),
    };

    it("NXDOMAIN holds for every type of the name, not below it; NODATA per type", () => {
      for (const [, world] of worlds({
        [A]: byQuestion({
          "gone.kloud.lan.": says({ rcode: "NXDOMAIN", authority: `kloud.lan. ${soa}` }),
          "empty.kloud.lan.": says({ authority: `kloud.lan. ${soa}` }),
          "*": says({ rcode: "NXDOMAIN", authority: `kloud.lan. ${soa}` }),
        }),
      })) {
        world.ask("gone.kloud.lan A");
        world.takeAsked();
        expect(world.ask("gone.kloud.lan AAAA")).toContain("NXDOMAIN");
        expect(world.takeAsked()).toEqual([]);
        world.ask("below.gone.kloud.lan A");
        expect(world.takeAsked().at(-1)).toContain("below.gone.kloud.lan. A");
        world.ask("empty.kloud.lan A");
        world.ask("empty.kloud.lan A");
        world.ask("empty.kloud.lan AAAA");
        expect(world.takeAsked()).toHaveLength(2);
      }
    });
  });

  describe("chains", () => {
    const chain = (length: number, last: string): Script => {
      const links = Array.from({ length }, (_, at) => [
        `c${at}.kloud.lan.`,
        says({ answer: `c${at}.kloud.lan. 300 CNAME ${at + 1 === length ? last : `c${at + 1}.kloud.lan.`}` }),
      ]);
      return byQuestion({ ...Object.fromEntries(links), "www.kloud.lan.": good });
    };
    it("CNAME and target in one answer: the first CNAME is taken, its target asked", () => {
      for (const [, world] of worlds({
        [A]: byQuestion({
          "a.kloud.lan.": says({ answer: "a.kloud.lan. 300 CNAME www.kloud.lan.\nwww.kloud.lan. 300 A 203.0.113.66" }),
          "www.kloud.lan.": good,
        }),
      })) {
        expect(world.ask("a.kloud.lan A")).toBe(
          lines(`NOERROR ra
                 AN a.kloud.lan. 300 CNAME www.kloud.lan.
                 AN www.kloud.lan. 300 A 203.0.113.1`),
        );
        expect(world.asked).toHaveLength(2);
      }
    });

    it("CNAME with rcode NXDOMAIN: the target is asked, its SOA goes along", () => {
      for (const [, world] of worlds({
        [A]: byQuestion({
          "a.kloud.lan.": says({
            rcode: "NXDOMAIN",
            answer: "a.kloud.lan. 300 CNAME gone.kloud.lan.",
            authority: `kloud.lan. ${soa}`,
          }),
          "gone.kloud.lan.": says({ rcode: "NXDOMAIN", authority: `kloud.lan. ${soa}` }),
        }),
      }))
        expect(world.ask("a.kloud.lan A")).toBe(
          lines(`NXDOMAIN ra\nAN a.kloud.lan. 300 CNAME gone.kloud.lan.\nAU kloud.lan. ${soa}`),
        );
    });

    it("a loop: SERVFAIL with the CNAMEs, each asked once", () => {
      for (const [, world] of worlds({ [A]: chain(2, "c0.kloud.lan.") })) {
        expect(world.ask("c0.kloud.lan A", { edns: 1232 })).toBe(
          lines(`SERVFAIL ra
                 AN c0.kloud.lan. 300 CNAME c1.kloud.lan.
                 AN c1.kloud.lan. 300 CNAME c0.kloud.lan.
                 EDE 0 max. restarts reached`),
        );
        expect(world.asked).toHaveLength(2);
      }
    });

    it("eleven restarts at most: twelve CNAMEs are sent back with SERVFAIL", () => {
      for (const [, world] of worlds({ [A]: chain(11, "www.kloud.lan.") }))
        expect(world.ask("c0.kloud.lan A")).toContain("NOERROR");
      for (const [, world] of worlds({ [A]: chain(20, "www.kloud.lan.") })) {
        const answer = world.ask("c0.kloud.lan A", { edns: 1232 });
        expect(answer.split("\n")[0]).toBe("SERVFAIL ra");
        expect(answer.match(/^AN /gm)).toHaveLength(12);
        expect(answer).toContain("EDE 0 max. restarts reached");
      }
    });

    it("DNAME over UDP without a server cookie: over TCP again; with one at once", () => {
      const dname = "old.kloud.lan. 300 DNAME kloud.lan.\nwww.old.kloud.lan. 0 CNAME www.kloud.lan.";
      const answer = lines(`NOERROR ra
                            AN old.kloud.lan. 300 DNAME kloud.lan.
                            AN www.kloud.lan. 300 A 203.0.113.1
                            AN www.old.kloud.lan. 300 CNAME www.kloud.lan.`);
      const plain = new World(forwarding(), {
        [A]: byQuestion({ "www.old.kloud.lan.": says({ answer: dname }), "*": good }),
      });
      expect(plain.ask("www.old.kloud.lan A")).toBe(answer);
      expect(plain.asked[1]).toBe(`tcp ${A} rd do cd www.old.kloud.lan. A`);
      const withCookie = new World(forwarding(), {
        [A]: byQuestion({ "www.old.kloud.lan.": says({ answer: dname, edns: "cookie" }), "*": good }),
      });
      expect(withCookie.ask("www.old.kloud.lan A")).toBe(answer);
      expect(withCookie.asked[1]).not.toContain("tcp");
    });
  });
});

describe("lifetimes", () => {
  const kept = (said: Parameters<typeof says>[0], more = ""): string => {
    const world = new World(forwarding([A], `forward only; ${more}`), { [A]: says(said) });
    return world.ask("www.kloud.lan A");
  };
  it.each([
    [
      "different TTLs in a set: the lowest for all",
      "www.kloud.lan. 20 A 203.0.113.1\nwww.kloud.lan. 300 A 203.0.113.2",
      "",
      20,
    ],
    ["TTL 9999999: a week (max-cache-ttl)", "www.kloud.lan. 9999999 A 203.0.113.1", "", 604_800],
    ["max-cache-ttl 7", "www.kloud.lan. 900 A 203.0.113.1", "max-cache-ttl 7;", 7],
    ["min-cache-ttl 3", "www.kloud.lan. 1 A 203.0.113.1", "min-cache-ttl 3;", 3],
    ["TTL 0 stays 0", "www.kloud.lan. 0 A 203.0.113.1", "", 0],
  ])("%s", (_row, answer, more, ttl) => {
    expect(kept({ answer }, more)).toContain(`AN www.kloud.lan. ${ttl} A 203.0.113.1`);
  });

  it.each([
    ["the TTL of the SOA, not its MINIMUM", "3600 SOA a. b. 1 1 1 1 60", "", 3600],
    ["also where MINIMUM is higher", "60 SOA a. b. 1 1 1 1 3600", "", 60],
    ["max-ncache-ttl is 10800", "99999 SOA a. b. 1 1 1 1 60", "", 10_800],
    ["max-ncache-ttl 5", "99999 SOA a. b. 1 1 1 1 60", "max-ncache-ttl 5;", 5],
    ["SOA TTL 0", "0 SOA a. b. 1 1 1 1 60", "", 0],
  ])("negative: %s", (_row, soa, more, ttl) => {
    expect(kept({ rcode: "NXDOMAIN", authority: `kloud.lan. ${soa}` }, more)).toBe(
      `NXDOMAIN ra\nAU kloud.lan. ${ttl}${soa.slice(soa.indexOf(" "))}`,
    );
  });

  it("TTL 0 is asked again at once; a negative one of 0 within its second not", () => {
    const world = new World(forwarding(), {
      [A]: byQuestion({
        "www.kloud.lan.": says({ answer: "www.kloud.lan. 0 A 203.0.113.1" }),
        "*": says({ rcode: "NXDOMAIN", authority: "kloud.lan. 0 SOA a. b. 1 1 1 1 60" }),
      }),
    });
    world.ask("www.kloud.lan A");
    world.ask("www.kloud.lan A");
    expect(world.takeAsked()).toHaveLength(2);
    world.ask("gone.kloud.lan A", { atMs: 3100 });
    world.ask("gone.kloud.lan A", { atMs: 3900 });
    expect(world.takeAsked()).toHaveLength(1);
    world.ask("gone.kloud.lan A", { atMs: 4100 });
    expect(world.takeAsked()).toHaveLength(1);
  });

  it.each([
    ["servfail-ttl, 1 s by default", "", 900, 1100],
    ["servfail-ttl 5", "servfail-ttl 5;", 4900, 5100],
  ])("%s: per name and type, not for CD=1", (_row, more, within, after) => {
    const world = new World(forwarding([A], `forward only; ${more}`), { [A]: says({ rcode: "REFUSED" }) });
    world.ask("www.kloud.lan A");
    world.ask("www.kloud.lan A", { atMs: within });
    expect(world.takeAsked()).toHaveLength(1);
    world.ask("www.kloud.lan AAAA", { atMs: within });
    expect(world.takeAsked()).toHaveLength(1);
    world.ask("www.kloud.lan A", { atMs: after });
    expect(world.takeAsked()).toHaveLength(1);
    world.ask("www.kloud.lan A", { atMs: after, cd: true });
    expect(world.takeAsked()).toHaveLength(1);
  });

  it("servfail-ttl 0: none", () => {
    const world = new World(forwarding([A], "forward only; servfail-ttl 0;"), { [A]: says({ rcode: "REFUSED" }) });
    world.ask("www.kloud.lan A");
    world.ask("www.kloud.lan A");
    expect(world.asked).toHaveLength(2);
  });
});

describe("which server is next", () => {
  const C = "192.0.2.55";
  it("each is tried once, then the quickest", () => {
    const world = new World(forwarding([A, B, C]), { [A]: good, [B]: good, [C]: good });
    for (let at = 0; at < 3; at += 1) world.ask(`h${at}.kloud.lan A`, { atMs: at * 1500 });
    expect(new Set(hosts(world))).toEqual(new Set([A, B, C]));
  });

  it("a failed server is bad for this question alone", () => {
    const world = new World(forwarding([A, B]), {
      [A]: inTurn(says({ rcode: "REFUSED" }), good),
      [B]: inTurn(says({ rcode: "REFUSED" }), good),
    });
    world.ask("www.kloud.lan A");
    expect(hosts(world)).toEqual([A, B]);
    world.takeAsked();
    expect(world.ask("www.kloud.lan AAAA", { atMs: 2000 })).toContain("SERVFAIL");
    expect(hosts(world)).toHaveLength(2);
  });
});
