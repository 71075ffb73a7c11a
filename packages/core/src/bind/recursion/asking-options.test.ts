import { describe } from "vitest";
import { ONE } from "../fixtures/internet.fixture.ts";
import { byQuestion, says, serving } from "../fixtures/upstreams.fixture.ts";
import { checkAsked, SOA, SUB } from "./who-is-asked.fixture.ts";

describe("options of the view, zones here, and server statements", () => {
  checkAsked([
    [
      "max-cache-ttl",
      { more: "max-cache-ttl 100;" },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 100 A 203.0.113.9",
      "LAN sub.lan. NS, ONE www.sub.lan. A",
    ],
    [
      "min-cache-ttl",
      {
        others: {
          [ONE]: byQuestion({
            "www.sub.lan. A": says({ answer: "www.sub.lan. 5 A 203.0.113.9" }),
            "*": says({ authority: SOA }),
          }),
        },
        more: "min-cache-ttl 80;",
      },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 80 A 203.0.113.9",
      "LAN sub.lan. NS, ONE www.sub.lan. A",
    ],
    [
      "max-ncache-ttl",
      { more: "max-ncache-ttl 30;" },
      "gone.sub.lan A",
      "NXDOMAIN ra\nAU sub.lan. 30 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60",
      "LAN sub.lan. NS, ONE gone.sub.lan. A",
    ],
    [
      "deny-answer-addresses",
      { more: "deny-answer-addresses { 203.0.113.0/24; };" },
      "www.sub.lan A",
      "SERVFAIL ra",
      "LAN sub.lan. NS, ONE www.sub.lan. A",
    ],
    [
      "deny-answer-addresses, mail.sub.lan MX",
      { more: "deny-answer-addresses { 203.0.113.0/24; };", after: ["www.sub.lan A"] },
      "mail.sub.lan MX",
      "NOERROR ra\nAN mail.sub.lan. 300 MX 10 www.sub.lan.",
      "ONE mail.sub.lan. MX",
    ],
    [
      "deny-answer-addresses, except",
      { more: `deny-answer-addresses { 203.0.113.0/24; } except-from { "sub.lan"; };` },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "LAN sub.lan. NS, ONE www.sub.lan. A",
    ],
    [
      "deny-answer-aliases",
      {
        others: { [ONE]: serving({ "sub.lan": `${SUB}al CNAME www.ext.\nown CNAME www\nd DNAME ext.\n` }) },
        more: `deny-answer-aliases { "ext"; };`,
      },
      "al.sub.lan A",
      "SERVFAIL ra",
      "LAN sub.lan. NS, ONE al.sub.lan. A",
    ],
    [
      "deny-answer-aliases, own.sub.lan A",
      {
        others: { [ONE]: serving({ "sub.lan": `${SUB}al CNAME www.ext.\nown CNAME www\nd DNAME ext.\n` }) },
        more: `deny-answer-aliases { "ext"; };`,
        after: ["al.sub.lan A"],
      },
      "own.sub.lan A",
      `NOERROR ra
       AN own.sub.lan. 300 CNAME www.sub.lan.
       AN www.sub.lan. 300 A 203.0.113.9`,
      "ONE own.sub.lan. A, ONE www.sub.lan. A",
    ],
    [
      "deny-answer-aliases, www.d.sub.lan A",
      {
        others: { [ONE]: serving({ "sub.lan": `${SUB}al CNAME www.ext.\nown CNAME www\nd DNAME ext.\n` }) },
        more: `deny-answer-aliases { "ext"; };`,
        after: ["al.sub.lan A", "own.sub.lan A"],
      },
      "www.d.sub.lan A",
      "SERVFAIL ra",
      "ONE d.sub.lan. NS, ONE www.d.sub.lan. A",
    ],
    [
      "deny-answer-aliases, al.sub.lan CNAME",
      {
        others: { [ONE]: serving({ "sub.lan": `${SUB}al CNAME www.ext.\nown CNAME www\nd DNAME ext.\n` }) },
        more: `deny-answer-aliases { "ext"; };`,
        after: ["al.sub.lan A", "own.sub.lan A", "www.d.sub.lan A"],
      },
      "al.sub.lan CNAME",
      "NOERROR ra\nAN al.sub.lan. 300 CNAME www.ext.",
      "ONE al.sub.lan. CNAME",
    ],
    [
      "server edns no",
      { zones: `server ${ONE} { edns no; };` },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "LAN sub.lan. NS, ONE no-edns www.sub.lan. A",
    ],
    ["server bogus", { zones: `server ${ONE} { bogus yes; };` }, "www.sub.lan A", "SERVFAIL ra", "LAN sub.lan. NS"],
    [
      "server tcp-only",
      { zones: `server ${ONE} { tcp-only yes; };` },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "LAN sub.lan. NS, tcp ONE www.sub.lan. A",
    ],
    [
      "server send-cookie no",
      { zones: `server ${ONE} { send-cookie no; };` },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "LAN sub.lan. NS, ONE www.sub.lan. A",
    ],
    [
      "delegation to a zone of its own here",
      {
        zones: `zone "sub.lan" { type primary; file "/own"; };`,
        files: { "/own": "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 10.0.0.1\nwww A 10.0.0.2\n" },
      },
      "www.sub.lan A",
      "NOERROR aa ra\nAN www.sub.lan. 60 A 10.0.0.2",
      "",
    ],
    [
      "static-stub by name",
      { zones: `zone "sub.lan" { type static-stub; server-names { "one.ext"; }; };` },
      "www.sub.lan A",
      "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9",
      "ROOT one.ext. A, EXT one.ext. A, ONE www.sub.lan. A",
    ],
    [
      "static-stub by name, sub.lan NS",
      { zones: `zone "sub.lan" { type static-stub; server-names { "one.ext"; }; };`, after: ["www.sub.lan A"] },
      "sub.lan NS",
      `NOERROR ra
       AN sub.lan. 300 NS ns.sub.lan.
       AD ns.sub.lan. 300 A 192.0.2.11`,
      "ONE sub.lan. NS",
    ],
  ]);
});
