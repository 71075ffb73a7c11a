import { describe, expect, it } from "vitest";
import { inShort } from "../fixtures/answer-table.fixture.ts";
import { HINTS, internet, iterating, ONE, TWO } from "../fixtures/internet.fixture.ts";
import { type AskOptions, STRANGER } from "../fixtures/texts.fixture.ts";
import { says, serving } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import type { BindVersion } from "../settings.ts";

/** Which zone, stub or cache a name is looked up in (lib/ns/query.c, query_getdb); the answers are those of named 9.18.49 and 9.20.30. */
const SOA = "$TTL 300\n@ SOA ns h 1 1 1 1 60\n@ NS ns\nns A 10.0.0.1\n";
const DIGEST = "0".repeat(64);
const files = {
  ...HINTS,
  "/p": `${SOA}
www A 10.0.0.2
child NS ns.child
ns.child A 10.0.0.3
child DS 1 8 2 ${DIGEST}
cut NS ns.cut
cut DS 2 8 2 ${DIGEST}
ns.cut A ${ONE}
leaf A 10.0.0.4
`,
  "/child": `${SOA}www A 10.0.1.2\n`,
  "/hidden": `${SOA}www A 10.0.2.2\n`,
  "/lone": `${SOA}www A 10.0.3.2\n`,
};
/** `hidden.p` is here without a cut in `p`; `fwd.p` and `bad.p` are in no file. */
const zones = `
zone "p" { type primary; file "/p"; };
zone "child.p" { type primary; file "/child"; };
zone "hidden.p" { type primary; file "/hidden"; };
zone "lone.top" { type primary; file "/lone"; };
zone "closed" { type primary; file "/lone"; allow-query { none; }; };
zone "own" { type primary; file "/lone"; allow-query { 192.168.13.0/24; }; };
zone "bad" { type primary; file "/missing"; };
zone "bad.p" { type primary; file "/missing"; };
zone "fixed" { type static-stub; server-addresses { ${ONE}; }; };
zone "fwd.p" { type forward; forward only; forwarders { ${TWO}; }; };`;

function worldOf(recursion: "yes" | "no", version: BindVersion): World {
  const conf = iterating("allow-query { any; }; allow-recursion { 192.168.13.0/24; };", zones);
  const others = internet("", {
    [ONE]: serving({ "cut.p": `${SOA}www A 10.9.0.2\n`, fixed: `${SOA}www A 10.9.1.2\n` }),
    [TWO]: says({ answer: "www.fwd.p. 300 A 10.9.2.2" }),
  });
  return new World(conf.replace("recursion yes", `recursion ${recursion}`), others, { files, version });
}

type Row = readonly [
  row: string,
  question: string,
  recursive: string,
  withoutRd: string,
  stranger: string,
  recursionOff: string,
];

/** Asked by the LAN with RD=1 and RD=0, by a client that may not recurse, and of a server with `recursion no`. */
function check(version: BindVersion, rows: readonly Row[]): void {
  it.each(rows)("%s: %s", (_row, question, ...expected) => {
    const ask = (recursion: "yes" | "no", how: AskOptions): string =>
      inShort(worldOf(recursion, version).ask(question, { edns: 1232, ...how }));
    const said = [ask("yes", {}), ask("yes", { rd: false }), ask("yes", { from: STRANGER }), ask("no", {})];
    expect(said).toEqual(expected);
  });
}

describe("9.18", () => {
  check("9.18", [
    [
      "DS of a zone here, cut in a parent here",
      "child.p DS",
      "NOERROR aa ra, AN child.p. DS",
      "NOERROR aa ra, AN child.p. DS",
      "NOERROR aa, AN child.p. DS",
      "NOERROR aa, AN child.p. DS",
    ],
    [
      "of a zone here that its parent does not cut",
      "hidden.p DS",
      "NXDOMAIN aa ra, AU p. SOA",
      "NXDOMAIN aa ra, AU p. SOA",
      "NXDOMAIN aa, AU p. SOA",
      "NXDOMAIN aa, AU p. SOA",
    ],
    [
      "of a zone here whose parent is nobody's",
      "lone.top DS",
      "NXDOMAIN ra, AU . SOA",
      "NOERROR aa ra, AU lone.top. SOA",
      "NOERROR aa, AU lone.top. SOA, EDE 18",
      "NOERROR aa, AU lone.top. SOA",
    ],
    [
      "of a cut to elsewhere",
      "cut.p DS",
      "NOERROR aa ra, AN cut.p. DS",
      "NOERROR aa ra, AN cut.p. DS",
      "NOERROR aa, AN cut.p. DS",
      "NOERROR aa, AN cut.p. DS",
    ],
    [
      "of a name in the zone",
      "leaf.p DS",
      "NOERROR aa ra, AU p. SOA",
      "NOERROR aa ra, AU p. SOA",
      "NOERROR aa, AU p. SOA",
      "NOERROR aa, AU p. SOA",
    ],
    [
      "of a name that is not there",
      "gone.p DS",
      "NXDOMAIN aa ra, AU p. SOA",
      "NXDOMAIN aa ra, AU p. SOA",
      "NXDOMAIN aa, AU p. SOA",
      "NXDOMAIN aa, AU p. SOA",
    ],
    ["of the root", ". DS", "NOERROR ra, AU . SOA", "NOERROR ra, AU . NS", "REFUSED, EDE 18", "REFUSED"],
    [
      "below the apex of the child",
      "www.child.p DS",
      "NOERROR aa ra, AU child.p. SOA",
      "NOERROR aa ra, AU child.p. SOA",
      "NOERROR aa, AU child.p. SOA",
      "NOERROR aa, AU child.p. SOA",
    ],
    [
      "of a zone that did not load",
      "bad.p DS",
      "NXDOMAIN aa ra, AU p. SOA",
      "NXDOMAIN aa ra, AU p. SOA",
      "NXDOMAIN aa, AU p. SOA",
      "NXDOMAIN aa, AU p. SOA",
    ],
    [
      "the child's data",
      "www.child.p A",
      "NOERROR aa ra, AN www.child.p. A",
      "NOERROR aa ra, AN www.child.p. A, AU child.p. NS, AD ns.child.p. A",
      "NOERROR aa, AN www.child.p. A",
      "NOERROR aa, AN www.child.p. A",
    ],
    [
      "the child's apex NS",
      "child.p NS",
      "NOERROR aa ra, AN child.p. NS, AD ns.child.p. A",
      "NOERROR aa ra, AN child.p. NS, AD ns.child.p. A",
      "NOERROR aa, AN child.p. NS, AD ns.child.p. A",
      "NOERROR aa, AN child.p. NS, AD ns.child.p. A",
    ],
    [
      "a zone here that its parent does not cut",
      "www.hidden.p A",
      "NOERROR aa ra, AN www.hidden.p. A",
      "NOERROR aa ra, AN www.hidden.p. A, AU hidden.p. NS, AD ns.hidden.p. A",
      "NOERROR aa, AN www.hidden.p. A",
      "NOERROR aa, AN www.hidden.p. A",
    ],
    [
      "refused to all",
      "www.closed A",
      "REFUSED ra, EDE 18",
      "REFUSED ra, EDE 18",
      "REFUSED, EDE 18",
      "REFUSED, EDE 18",
    ],
    [
      "open to the LAN",
      "www.own A",
      "NOERROR aa ra, AN www.own. A",
      "NOERROR aa ra, AN www.own. A, AU own. NS, AD ns.own. A",
      "REFUSED, EDE 18",
      "NOERROR aa, AN www.own. A",
    ],
    ["did not load", "www.bad A", "SERVFAIL ra", "SERVFAIL ra", "SERVFAIL", "SERVFAIL"],
    [
      "DS of a refusing zone",
      "closed DS",
      "NXDOMAIN ra, AU . SOA",
      "NOERROR ra, AU . NS, EDE 18",
      "REFUSED, EDE 18",
      "REFUSED, EDE 18",
    ],
    ["static-stub", "www.fixed A", "NOERROR ra, AN www.fixed. A", "REFUSED ra", "REFUSED", "REFUSED"],
    ["its apex", "fixed NS", "NOERROR ra, AN fixed. NS, AD ns.fixed. A", "REFUSED ra", "REFUSED", "REFUSED"],
    [
      "a forward zone in a local zone",
      "www.fwd.p A",
      "NXDOMAIN aa ra, AU p. SOA",
      "NXDOMAIN aa ra, AU p. SOA",
      "NXDOMAIN aa, AU p. SOA",
      "NXDOMAIN aa, AU p. SOA",
    ],
    ["nobody's", "www.nobody A", "NXDOMAIN ra, AU . SOA", "NOERROR ra, AU . NS", "REFUSED, EDE 18", "REFUSED"],
    ["the root", ". NS", "NOERROR ra, AN . NS", "NOERROR ra, AU . NS", "REFUSED, EDE 18", "REFUSED"],
    [
      "type NS of a cut",
      "cut.p NS",
      "NOERROR ra, AN cut.p. NS, AD ns.cut.p. A",
      "NOERROR ra, AU cut.p. NS, AD ns.cut.p. A",
      "NOERROR, AU cut.p. NS, AD ns.cut.p. A",
      "NOERROR, AU cut.p. NS, AD ns.cut.p. A",
    ],
  ]);
});

describe("9.20 says of what is refused that recursion is off as well, unless RD=0", () => {
  check("9.20", [
    [
      "of the root",
      ". DS",
      "NOERROR ra, AU . SOA",
      "NOERROR ra, AU . NS",
      "REFUSED, EDE 18, EDE 20",
      "REFUSED, EDE 20",
    ],
    [
      "refused to all",
      "www.closed A",
      "REFUSED ra, EDE 18, EDE 20",
      "REFUSED ra, EDE 18",
      "REFUSED, EDE 18, EDE 20",
      "REFUSED, EDE 18, EDE 20",
    ],
    [
      "open to the LAN",
      "www.own A",
      "NOERROR aa ra, AN www.own. A",
      "NOERROR aa ra, AN www.own. A, AU own. NS, AD ns.own. A",
      "REFUSED, EDE 18, EDE 20",
      "NOERROR aa, AN www.own. A",
    ],
    [
      "DS of a refusing zone",
      "closed DS",
      "NXDOMAIN ra, AU . SOA",
      "NOERROR ra, AU . NS, EDE 18",
      "REFUSED, EDE 18, EDE 20",
      "REFUSED, EDE 18, EDE 20",
    ],
    ["static-stub", "www.fixed A", "NOERROR ra, AN www.fixed. A", "REFUSED ra", "REFUSED, EDE 20", "REFUSED, EDE 20"],
    [
      "its apex",
      "fixed NS",
      "NOERROR ra, AN fixed. NS, AD ns.fixed. A",
      "REFUSED ra",
      "REFUSED, EDE 20",
      "REFUSED, EDE 20",
    ],
    [
      "nobody's",
      "www.nobody A",
      "NXDOMAIN ra, AU . SOA",
      "NOERROR ra, AU . NS",
      "REFUSED, EDE 18, EDE 20",
      "REFUSED, EDE 20",
    ],
    ["the root", ". NS", "NOERROR ra, AN . NS", "NOERROR ra, AU . NS", "REFUSED, EDE 18, EDE 20", "REFUSED, EDE 20"],
  ]);
});
