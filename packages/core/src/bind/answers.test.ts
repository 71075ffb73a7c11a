import { describe, expect, it } from "vitest";
import { type AskOptions, lines, STRANGER } from "./fixtures/texts.fixture.ts";
import { byQuestion, type Script, says, serving } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";

/** What clients get from named 9.18.49 (facts "Answers to clients"). */
const SUB = "192.0.2.3";
const ROOT = "192.0.2.1";
const options = (more = ""): string =>
  `options { recursion yes; dnssec-validation no; allow-query { any; }; allow-recursion { 192.168.13.0/24; }; ${more} };`;
const zones = `
zone "kloud.lan" { type primary; file "/etc/bind/db.kloud"; };
zone "other.lan" { type primary; file "/etc/bind/db.other"; };
zone "child.kloud.lan" { type primary; file "/etc/bind/db.child"; };
zone "broken.lan" { type primary; file "/etc/bind/db.missing"; };
zone "." { type hint; file "/etc/bind/db.root"; };`;
const files = {
  "/etc/bind/db.root": `. 3600000 NS a.root.\na.root. 3600000 A ${ROOT}\n`,
  "/etc/bind/db.kloud": `$TTL 3600
@ SOA ns mail 1 1800 900 604800 60
@ NS ns
ns A 192.168.13.11
www A 192.168.13.20
mail 300 MX 10 mx
mx A 192.168.13.21
mx AAAA 2001:db8::21
far MX 10 www.other.lan.
ent.gap A 192.168.13.22
*.wild A 192.168.13.23
sub.wild A 192.168.13.24
alias CNAME www
alias2 CNAME alias
toother CNAME www.other.lan.
togone CNAME gone
othergone CNAME gone.other.lan.
out CNAME www.ext.
tosub CNAME www.sub
loop CNAME pool
pool CNAME loop
old DNAME other.lan.
sub NS ns.sub
ns.sub A ${SUB}
low.sub A 192.168.13.66
sib NS ns.sub
sub3 NS ns
away NS ns.other.lan.
`,
  "/etc/bind/db.other": `$TTL 600\n@ SOA ns n 1 1 1 1 30\n@ NS ns\nns A 192.168.13.12\nwww A 192.168.13.30\n`,
  "/etc/bind/db.child": `$TTL 600\n@ SOA ns n 1 1 1 1 30\n@ NS ns\nns A 192.168.13.13\nwww A 192.168.13.31\n`,
};
const ext = `ext. 300 SOA ns.ext. n.ext. 1 1 1 1 60`;
const others: Readonly<Record<string, Script>> = {
  [SUB]: serving({
    "sub.kloud.lan": `$TTL 120\n@ SOA ns n 1 1 1 1 9\n@ NS ns\nns A ${SUB}\nwww A 203.0.113.3\nany A 203.0.113.4\nany TXT x\n`,
  }),
  [ROOT]: byQuestion({
    ". NS": says({ answer: ". 3600 NS a.root.", additional: `a.root. 3600 A ${ROOT}` }),
    "www.ext.": says({ answer: "www.ext. 300 A 203.0.113.9" }),
    "gone.ext.": says({ rcode: "NXDOMAIN", authority: ext }),
    "mail.ext.": says({ answer: "mail.ext. 300 MX 5 mx.ext." }),
    "mx.ext.": says({ answer: "mx.ext. 300 A 203.0.113.8" }),
    "broken.lan.": says({ authority: "lan. 60 SOA a. b. 1 1 1 1 60" }),
    "*": says({ rcode: "NXDOMAIN", authority: ". 60 SOA a.root. n. 1 1 1 1 60" }),
  }),
};
const worldOf = (more = ""): World => new World(options(more) + zones, others, { files });
const NS = "AU kloud.lan. 3600 NS ns.kloud.lan.";
const GLUE = "AD ns.kloud.lan. 3600 A 192.168.13.11";
const SOA = "AU kloud.lan. 60 SOA ns.kloud.lan. mail.kloud.lan. 1 1800 900 604800 60";
const REFERRAL = `AU sub.kloud.lan. 3600 NS ns.sub.kloud.lan.
                  AD ns.sub.kloud.lan. 3600 A ${SUB}`;

type Row = readonly [row: string, question: string, recursive: string, rd0: string];

function check(rows: readonly Row[], more = ""): void {
  it.each(rows)("%s", (_row, question, recursive, rd0) => {
    expect(worldOf(more).ask(question), "RD=1").toBe(lines(recursive));
    if (rd0 !== "-") expect(worldOf(more).ask(question, { rd: false }), "RD=0").toBe(lines(rd0));
  });
}

describe("a local zone", () => {
  const www = "AN www.kloud.lan. 3600 A 192.168.13.20";
  check([
    ["name and type", "www.kloud.lan A", `NOERROR aa ra\n${www}`, `NOERROR aa ra\n${www}\n${NS}\n${GLUE}`],
    [
      "NODATA: SOA with the lower of TTL and MINIMUM",
      "www.kloud.lan TXT",
      `NOERROR aa ra\n${SOA}`,
      `NOERROR aa ra\n${SOA}`,
    ],
    ["empty non-terminal", "gap.kloud.lan A", `NOERROR aa ra\n${SOA}`, `NOERROR aa ra\n${SOA}`],
    ["NXDOMAIN", "gone.kloud.lan A", `NXDOMAIN aa ra\n${SOA}`, `NXDOMAIN aa ra\n${SOA}`],
    [
      "wildcard, several labels deep",
      "a.b.wild.kloud.lan A",
      "NOERROR aa ra\nAN a.b.wild.kloud.lan. 3600 A 192.168.13.23",
      `NOERROR aa ra\nAN a.b.wild.kloud.lan. 3600 A 192.168.13.23\n${NS}\n${GLUE}`,
    ],
    ["wildcard without the type", "a.wild.kloud.lan TXT", `NOERROR aa ra\n${SOA}`, `NOERROR aa ra\n${SOA}`],
    [
      "the wildcard asked literally",
      "*.wild.kloud.lan A",
      "NOERROR aa ra\nAN *.wild.kloud.lan. 3600 A 192.168.13.23",
      "-",
    ],
    ["a sibling of the wildcard: NODATA", "sub.wild.kloud.lan TXT", `NOERROR aa ra\n${SOA}`, "-"],
    ["below that sibling: NXDOMAIN", "x.sub.wild.kloud.lan A", `NXDOMAIN aa ra\n${SOA}`, "-"],
    [
      "MX: the addresses of its target from the same zone",
      "mail.kloud.lan MX",
      `NOERROR aa ra
       AN mail.kloud.lan. 300 MX 10 mx.kloud.lan.
       AD mx.kloud.lan. 3600 A 192.168.13.21
       AD mx.kloud.lan. 3600 AAAA 2001:db8::21`,
      `NOERROR aa ra
       AN mail.kloud.lan. 300 MX 10 mx.kloud.lan.
       ${NS}
       AD mx.kloud.lan. 3600 A 192.168.13.21
       AD mx.kloud.lan. 3600 AAAA 2001:db8::21
       ${GLUE}`,
    ],
    [
      "MX: none from another local zone",
      "far.kloud.lan MX",
      "NOERROR aa ra\nAN far.kloud.lan. 3600 MX 10 www.other.lan.",
      "-",
    ],
    [
      "apex NS: no AU",
      "kloud.lan NS",
      "NOERROR aa ra\nAN kloud.lan. 3600 NS ns.kloud.lan.\nAD ns.kloud.lan. 3600 A 192.168.13.11",
      "NOERROR aa ra\nAN kloud.lan. 3600 NS ns.kloud.lan.\nAD ns.kloud.lan. 3600 A 192.168.13.11",
    ],
    [
      "SOA with its own TTL",
      "kloud.lan SOA",
      "NOERROR aa ra\nAN kloud.lan. 3600 SOA ns.kloud.lan. mail.kloud.lan. 1 1800 900 604800 60",
      "-",
    ],
    [
      "ANY: all types, RD=0 with AU but no AD",
      "mx.kloud.lan ANY",
      "NOERROR aa ra\nAN mx.kloud.lan. 3600 A 192.168.13.21\nAN mx.kloud.lan. 3600 AAAA 2001:db8::21",
      `NOERROR aa ra\nAN mx.kloud.lan. 3600 A 192.168.13.21\nAN mx.kloud.lan. 3600 AAAA 2001:db8::21\n${NS}`,
    ],
    [
      "a child zone here without a delegation: the longest zone",
      "www.child.kloud.lan A",
      "NOERROR aa ra\nAN www.child.kloud.lan. 600 A 192.168.13.31",
      "-",
    ],
    [
      "DS of that child: the parent's NXDOMAIN",
      "child.kloud.lan DS",
      `NXDOMAIN aa ra\n${SOA}`,
      `NXDOMAIN aa ra\n${SOA}`,
    ],
    ["DS at a cut: the parent's", "sub.kloud.lan DS", `NOERROR aa ra\n${SOA}`, `NOERROR aa ra\n${SOA}`],
    [
      "DS of an apex whose parent is elsewhere: asked there",
      "kloud.lan DS",
      "NXDOMAIN ra\nAU . 60 SOA a.root. n. 1 1 1 1 60",
      `NOERROR aa ra\n${SOA}`,
    ],
    ["a zone whose file is missing", "www.broken.lan A", "SERVFAIL ra", "SERVFAIL ra"],
    ["type 0", "www.kloud.lan TYPE0", `NOERROR aa ra\n${SOA}`, "-"],
    ["an unknown type", "www.kloud.lan TYPE4711", `NOERROR aa ra\n${SOA}`, "-"],
  ]);

  it("minimal-any: one set over UDP, all over TCP", () => {
    const world = worldOf("minimal-any yes;");
    expect(world.ask("mx.kloud.lan ANY").match(/^AN/gm)).toHaveLength(1);
    expect(world.ask("mx.kloud.lan ANY", { transport: "tcp" }).match(/^AN/gm)).toHaveLength(2);
  });

  it.each(["TYPE41", "TYPE128", "TYPE249", "TYPE250"])("type %s is no question: FORMERR", (type) => {
    expect(worldOf().ask(`www.kloud.lan ${type}`)).toBe("FORMERR ra");
  });

  it.each(["TYPE253", "TYPE254"])("%s (MAILB, MAILA): NOTIMP", (type) => {
    expect(worldOf().ask(`www.kloud.lan ${type}`)).toBe("NOTIMP ra");
  });
});

describe("chains and cuts", () => {
  const www = "AN www.kloud.lan. 3600 A 192.168.13.20";
  check([
    [
      "CNAMEs within the zone: the whole chain",
      "alias2.kloud.lan A",
      `NOERROR aa ra\nAN alias.kloud.lan. 3600 CNAME www.kloud.lan.\nAN alias2.kloud.lan. 3600 CNAME alias.kloud.lan.\n${www}`,
      `NOERROR aa ra\nAN alias.kloud.lan. 3600 CNAME www.kloud.lan.\nAN alias2.kloud.lan. 3600 CNAME alias.kloud.lan.\n${www}\n${NS}\n${GLUE}`,
    ],
    [
      "into another local zone: followed with RD=1 alone",
      "toother.kloud.lan A",
      "NOERROR aa ra\nAN toother.kloud.lan. 3600 CNAME www.other.lan.\nAN www.other.lan. 600 A 192.168.13.30",
      "NOERROR aa ra\nAN toother.kloud.lan. 3600 CNAME www.other.lan.",
    ],
    [
      "out of the server: aa stays",
      "out.kloud.lan A",
      "NOERROR aa ra\nAN out.kloud.lan. 3600 CNAME www.ext.\nAN www.ext. 300 A 203.0.113.9",
      "NOERROR aa ra\nAN out.kloud.lan. 3600 CNAME www.ext.\nAU . 3600000 NS a.root.",
    ],
    [
      "below a local delegation",
      "tosub.kloud.lan A",
      "NOERROR aa ra\nAN tosub.kloud.lan. 3600 CNAME www.sub.kloud.lan.\nAN www.sub.kloud.lan. 120 A 203.0.113.3",
      `NOERROR aa ra\nAN tosub.kloud.lan. 3600 CNAME www.sub.kloud.lan.\n${REFERRAL}`,
    ],
    [
      "to a missing name",
      "togone.kloud.lan A",
      `NXDOMAIN aa ra\nAN togone.kloud.lan. 3600 CNAME gone.kloud.lan.\n${SOA}`,
      `NXDOMAIN aa ra\nAN togone.kloud.lan. 3600 CNAME gone.kloud.lan.\n${SOA}`,
    ],
    [
      "to a missing name in another local zone",
      "othergone.kloud.lan A",
      `NXDOMAIN aa ra
       AN othergone.kloud.lan. 3600 CNAME gone.other.lan.
       AU other.lan. 30 SOA ns.other.lan. n.other.lan. 1 1 1 1 30`,
      "NOERROR aa ra\nAN othergone.kloud.lan. 3600 CNAME gone.other.lan.",
    ],
    [
      "DNAME",
      "www.old.kloud.lan A",
      `NOERROR aa ra
       AN old.kloud.lan. 3600 DNAME other.lan.
       AN www.old.kloud.lan. 3600 CNAME www.other.lan.
       AN www.other.lan. 600 A 192.168.13.30`,
      `NOERROR aa ra
       AN old.kloud.lan. 3600 DNAME other.lan.
       AN www.old.kloud.lan. 3600 CNAME www.other.lan.`,
    ],
    [
      "below a cut",
      "www.sub.kloud.lan A",
      "NOERROR ra\nAN www.sub.kloud.lan. 120 A 203.0.113.3",
      `NOERROR ra\n${REFERRAL}`,
    ],
    [
      "what the parent's file has below the cut is never seen",
      "low.sub.kloud.lan A",
      "NXDOMAIN ra\nAU sub.kloud.lan. 9 SOA ns.sub.kloud.lan. n.sub.kloud.lan. 1 1 1 1 9",
      `NOERROR ra\n${REFERRAL}`,
    ],
    [
      "NS at the cut: the child's",
      "sub.kloud.lan NS",
      `NOERROR ra\nAN sub.kloud.lan. 120 NS ns.sub.kloud.lan.\nAD ns.sub.kloud.lan. 120 A ${SUB}`,
      `NOERROR ra\n${REFERRAL}`,
    ],
    [
      "SOA at the cut",
      "sub.kloud.lan SOA",
      "NOERROR ra\nAN sub.kloud.lan. 120 SOA ns.sub.kloud.lan. n.sub.kloud.lan. 1 1 1 1 9",
      `NOERROR ra\n${REFERRAL}`,
    ],
    [
      "sibling glue goes along",
      "x.sib.kloud.lan A",
      "SERVFAIL ra",
      `NOERROR ra\nAU sib.kloud.lan. 3600 NS ns.sub.kloud.lan.\nAD ns.sub.kloud.lan. 3600 A ${SUB}`,
    ],
    [
      "an NS that is the parent's own data brings no glue",
      "x.sub3.kloud.lan A",
      "SERVFAIL ra",
      "NOERROR ra\nAU sub3.kloud.lan. 3600 NS ns.kloud.lan.",
    ],
    [
      "an NS elsewhere brings none",
      "x.away.kloud.lan A",
      "SERVFAIL ra",
      "NOERROR ra\nAU away.kloud.lan. 3600 NS ns.other.lan.",
    ],
  ]);

  it("a loop: SERVFAIL with the CNAMEs and EDE 0, aa", () => {
    for (const rd of [true, false]) {
      expect(worldOf().ask("loop.kloud.lan A", { rd, edns: 1232 })).toBe(
        lines(`SERVFAIL aa ra
               AN loop.kloud.lan. 3600 CNAME pool.kloud.lan.
               AN pool.kloud.lan. 3600 CNAME loop.kloud.lan.
               EDE 0 max. restarts reached`),
      );
    }
  });

  it("a name that a DNAME makes too long: YXDOMAIN with the DNAME alone", () => {
    const long = `${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(40)}`;
    const world = new World(
      `${options()}\nzone "l" { type primary; file "/db"; };`,
      {},
      {
        files: { "/db": `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\no DNAME ${"e".repeat(60)}.l.\n` },
      },
    );
    expect(world.ask(`${long}.o.l A`)).toBe(`YXDOMAIN aa ra\nAN o.l. 60 DNAME ${"e".repeat(60)}.l.`);
  });

  it("a referral even where the child's NS are in the cache", () => {
    const world = worldOf();
    world.ask("sub.kloud.lan NS");
    expect(world.ask("sub.kloud.lan NS", { rd: false })).toBe(lines(`NOERROR ra\n${REFERRAL}`));
  });
});

describe("the cache", () => {
  const later: AskOptions = { atMs: 2500 };
  const ROOT_NS = `AU . 3600 NS a.root.\nAD a.root. 3600 A ${ROOT}`;
  it("a hit counts down by whole seconds, without aa; RD=0 adds the closest cut", () => {
    const world = worldOf();
    expect(world.ask("www.ext A")).toBe("NOERROR ra\nAN www.ext. 300 A 203.0.113.9");
    expect(world.ask("www.ext A", later)).toBe("NOERROR ra\nAN www.ext. 298 A 203.0.113.9");
    expect(world.ask("www.ext A", { ...later, rd: false })).toBe(
      lines(`NOERROR ra\nAN www.ext. 298 A 203.0.113.9\n${ROOT_NS.replaceAll(" 3600 ", " 3598 ")}`),
    );
  });

  it("a denial counts down too", () => {
    const world = worldOf();
    world.ask("gone.ext A");
    expect(world.ask("gone.ext A", later)).toBe("NXDOMAIN ra\nAU ext. 298 SOA ns.ext. n.ext. 1 1 1 1 60");
    expect(world.ask("gone.ext A", { ...later, rd: false })).toBe(
      "NXDOMAIN ra\nAU ext. 298 SOA ns.ext. n.ext. 1 1 1 1 60",
    );
  });

  it("RD=0 and not there: the closest cut, at first the hints", () => {
    const world = worldOf();
    expect(world.ask("www.ext A", { rd: false })).toBe("NOERROR ra\nAU . 3600000 NS a.root.");
    world.ask("www.ext A");
    expect(world.ask("other.ext A", { rd: false })).toBe(lines(`NOERROR ra\n${ROOT_NS}`));
  });

  it("the built-in hints: thirteen servers for six days", () => {
    const world = new World(options(), {});
    const answer = world.ask("www.ext A", { rd: false });
    expect(answer.match(/^AU \. 518400 NS [A-M]\.ROOT-SERVERS\.NET\.$/gm)).toHaveLength(13);
  });

  it("MX of others: their addresses once they are known", () => {
    const world = worldOf();
    expect(world.ask("mail.ext MX")).toBe("NOERROR ra\nAN mail.ext. 300 MX 5 mx.ext.");
    world.ask("mx.ext A");
    expect(world.ask("mail.ext MX")).toBe("NOERROR ra\nAN mail.ext. 300 MX 5 mx.ext.\nAD mx.ext. 300 A 203.0.113.8");
  });

  it("CNAME out with RD=0: the target from the cache, AU of its zone", () => {
    const world = worldOf();
    world.ask("www.ext A");
    expect(world.ask("out.kloud.lan A", { rd: false })).toBe(
      lines(`NOERROR aa ra\nAN out.kloud.lan. 3600 CNAME www.ext.\nAN www.ext. 300 A 203.0.113.9\n${ROOT_NS}`),
    );
  });

  it("who may not use the cache: the CNAME and EDE 18", () => {
    expect(worldOf().ask("out.kloud.lan A", { from: STRANGER, edns: 1232 })).toBe(
      "NOERROR aa\nAN out.kloud.lan. 3600 CNAME www.ext.\nEDE 18",
    );
  });

  it("cd and rd are copied, ad is never set for a local zone", () => {
    const world = worldOf();
    const message = world.send("www.kloud.lan A", { cd: true, ad: true, rd: true });
    expect(typeof message === "string" ? message : message.flags).toMatchObject({
      recursionDesired: true,
      checkingDisabled: true,
      authenticData: false,
    });
  });

  it("localhost, local, invalid, test and onion are names like others", () => {
    for (const name of ["localhost", "x.local", "x.invalid", "x.test", "x.onion"]) {
      const world = worldOf();
      world.ask(`${name} A`);
      expect(world.asked.length, name).toBeGreaterThan(1);
    }
  });
});

describe("minimal-responses", () => {
  const mail = "AN mail.kloud.lan. 300 MX 10 mx.kloud.lan.";
  const addresses = "AD mx.kloud.lan. 3600 A 192.168.13.21\nAD mx.kloud.lan. 3600 AAAA 2001:db8::21";
  it.each([
    ["yes", `NOERROR aa ra\n${mail}`, `NOERROR aa ra\n${mail}`],
    ["no-auth", `NOERROR aa ra\n${mail}\n${addresses}`, `NOERROR aa ra\n${mail}\n${addresses}`],
    [
      "no",
      `NOERROR aa ra\n${mail}\n${NS}\n${addresses}\n${GLUE}`,
      `NOERROR aa ra\n${mail}\n${NS}\n${addresses}\n${GLUE}`,
    ],
    [
      "no-auth-recursive",
      `NOERROR aa ra\n${mail}\n${addresses}`,
      `NOERROR aa ra\n${mail}\n${NS}\n${addresses}\n${GLUE}`,
    ],
  ])("%s", (value, recursive, rd0) => {
    const world = worldOf(`minimal-responses ${value};`);
    expect(world.ask("mail.kloud.lan MX")).toBe(recursive);
    expect(world.ask("mail.kloud.lan MX", { rd: false })).toBe(rd0);
  });

  it("yes: an NS question keeps its addresses", () => {
    expect(worldOf("minimal-responses yes;").ask("kloud.lan NS")).toContain(GLUE);
  });
});

describe("size", () => {
  const many = Array.from({ length: 95 }, (_, at) => `big A 10.0.${at >> 6}.${at & 63}`).join("\n");
  const world = (): World =>
    new World(
      `${options()}\nzone "big.lan" { type primary; file "/db"; };`,
      {},
      {
        files: { "/db": `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\n${many}\n` },
      },
    );
  it.each([
    ["no EDNS: as many as fit in 512 octets", {}, "tc", 30],
    ["EDNS 1232: none of 95 that do not fit", { edns: 1232 }, "tc", 0],
    ["EDNS below 512 counts as 512", { edns: 100 }, "tc", 0],
    ["more than max-udp-size is not granted", { edns: 4096 }, "tc", 0],
    ["TCP: all", { transport: "tcp" }, "", 95],
  ] as const)("%s", (_row, how, tc, count) => {
    const answer = world().ask("big.big.lan A", how);
    expect([answer.split("\n")[0]?.includes("tc") ? "tc" : "", answer.match(/^AN/gm)?.length ?? 0]).toEqual([
      tc,
      count,
    ]);
  });
});
