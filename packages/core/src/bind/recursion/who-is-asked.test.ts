import { describe } from "vitest";
import { ONE, TWO } from "../fixtures/internet.fixture.ts";
import { byQuestion, byTransport, closed, says, serving } from "../fixtures/upstreams.fixture.ts";
import { checkAsked, DEEP, good, SOA, SUB } from "./who-is-asked.fixture.ts";

describe("the servers of a delegation", () => {
  checkAsked([
    [
      "a server elsewhere, whose address is asked for",
      { lan: "sub NS one.ext." },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "LAN sub.lan. NS, ROOT one.ext. A, EXT one.ext. A, ONE www.sub.lan. A",
    ],
    [
      "a server of the parent",
      { lan: `sub NS helper\nhelper A ${ONE}` },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "LAN sub.lan. NS, LAN helper.lan. A, ONE www.sub.lan. A",
    ],
    [
      "a server that does not exist",
      { lan: "sub NS gone.ext." },
      "www.sub.lan A",
      "SERVFAIL ra",
      "LAN sub.lan. NS, ROOT gone.ext. A, EXT gone.ext. A",
    ],
    [
      "a server that does not exist, www.sub.lan A",
      { lan: "sub NS gone.ext.", after: ["www.sub.lan A"] },
      "www.sub.lan A",
      "SERVFAIL ra",
      "",
    ],
    [
      "a server whose name is an alias",
      { lan: "sub NS al\nal CNAME one.ext." },
      "www.sub.lan A",
      "SERVFAIL ra",
      "LAN sub.lan. NS, LAN al.lan. A",
    ],
    [
      "a server within, without glue",
      { lan: "sub NS ns.sub" },
      "www.sub.lan A",
      "SERVFAIL ra",
      "LAN sub.lan. NS, ROOT ns.sub.lan. A, LAN ns.sub.lan. A",
    ],
    [
      "stub",
      {
        others: { [ONE]: good(), [TWO]: serving({ "sub.lan": SUB.replace("203.0.113.9", "203.0.113.77") }) },
        zones: `zone "sub.lan" { type static-stub; server-addresses { ${TWO}; }; };`,
      },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.77",
      "TWO www.sub.lan. A",
    ],
    [
      "stub, sub.lan NS",
      {
        others: { [ONE]: good(), [TWO]: serving({ "sub.lan": SUB.replace("203.0.113.9", "203.0.113.77") }) },
        zones: `zone "sub.lan" { type static-stub; server-addresses { ${TWO}; }; };`,
        after: ["www.sub.lan A"],
      },
      "sub.lan NS",
      `NOERROR ra
       AN sub.lan. 300 NS ns.sub.lan.
       AD ns.sub.lan. 300 A 192.0.2.11`,
      "TWO sub.lan. NS",
    ],
    [
      "ANY",
      {},
      "www.sub.lan ANY",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "LAN sub.lan. NS, ONE www.sub.lan. ANY",
    ],
    [
      "ANY, www.sub.lan A",
      { after: ["www.sub.lan ANY"] },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "",
    ],
    [
      "RRSIG",
      {},
      "www.sub.lan RRSIG",
      "NOERROR ra\nAU sub.lan. 60 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60",
      "LAN sub.lan. NS, ONE www.sub.lan. RRSIG",
    ],
    [
      "tc, then TCP",
      { others: { [ONE]: byTransport(says({ tc: true, answer: "" }), good()) } },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "LAN sub.lan. NS, ONE www.sub.lan. A, tcp ONE www.sub.lan. A",
    ],
    [
      "tc, and TCP is closed",
      { others: { [ONE]: byTransport(says({ tc: true }), closed) } },
      "www.sub.lan A",
      "SERVFAIL ra",
      "LAN sub.lan. NS, ONE www.sub.lan. A, tcp ONE www.sub.lan. A",
    ],
  ]);
});

describe("qname-minimization", () => {
  checkAsked([
    [
      "five labels",
      {},
      "a.b.c.d.sub.lan A",
      "NOERROR ra\nAN a.b.c.d.sub.lan. 300 A 203.0.113.10",
      "LAN sub.lan. NS, ONE d.sub.lan. NS, ONE c.d.sub.lan. NS, ONE b.c.d.sub.lan. NS, ONE a.b.c.d.sub.lan. A",
    ],
    [
      "five labels, off",
      { more: "qname-minimization off;" },
      "a.b.c.d.sub.lan A",
      "NOERROR ra\nAN a.b.c.d.sub.lan. 300 A 203.0.113.10",
      "ROOT a.b.c.d.sub.lan. A, LAN a.b.c.d.sub.lan. A, ONE a.b.c.d.sub.lan. A",
    ],
    [
      "NXDOMAIN between, relaxed",
      {
        others: {
          [ONE]: byQuestion({
            "a.b.c.d.sub.lan. A": says({ answer: DEEP }),
            "*": says({ rcode: "NXDOMAIN", authority: SOA }),
          }),
        },
      },
      "a.b.c.d.sub.lan A",
      "NOERROR ra\nAN a.b.c.d.sub.lan. 300 A 203.0.113.10",
      "LAN sub.lan. NS, ONE d.sub.lan. NS, ONE a.b.c.d.sub.lan. A",
    ],
    [
      "SERVFAIL between, relaxed",
      {
        others: {
          [ONE]: byQuestion({ "a.b.c.d.sub.lan. A": says({ answer: DEEP }), "*": says({ rcode: "SERVFAIL" }) }),
        },
      },
      "a.b.c.d.sub.lan A",
      "NOERROR ra\nAN a.b.c.d.sub.lan. 300 A 203.0.113.10",
      "LAN sub.lan. NS, ONE d.sub.lan. NS, ONE a.b.c.d.sub.lan. A",
    ],
    [
      "an alias between",
      {
        others: {
          [ONE]: byQuestion({
            "d.sub.lan. NS": says({ answer: "d.sub.lan. 300 CNAME www.ext." }),
            "a.b.c.d.sub.lan. A": says({ answer: DEEP }),
            "*": says({ authority: SOA }),
          }),
        },
      },
      "a.b.c.d.sub.lan A",
      "NOERROR ra\nAN a.b.c.d.sub.lan. 300 A 203.0.113.10",
      "LAN sub.lan. NS, ONE d.sub.lan. NS, ONE c.d.sub.lan. NS, ONE b.c.d.sub.lan. NS, ONE a.b.c.d.sub.lan. A",
    ],
  ]);
});
