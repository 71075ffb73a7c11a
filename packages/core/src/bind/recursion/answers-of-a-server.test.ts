import { describe } from "vitest";
import { checkSaid, SOA, WWW } from "./one-server.fixture.ts";

/** What becomes of an answer section: seen of named 9.18.49 and 9.20.30, which agree here (lib/dns/resolver.c, rctx_answer). */
describe("an answer section", () => {
  checkSaid([
    ["an answer", { answer: WWW }, `NOERROR ra\nAN ${WWW}`, "do cd"],
    ["an answer without AA", { answer: WWW, aa: false }, `NOERROR ra\nAN ${WWW}`, "do cd"],
    [
      "an answer and a stranger beside it",
      { answer: `${WWW}\nwww.ext. 300 A 203.0.113.66` },
      `NOERROR ra\nAN ${WWW}`,
      "do cd",
    ],
    ["the answer of another name alone", { answer: "other.sub.lan. 300 A 203.0.113.66" }, "SERVFAIL ra", "do cd"],
    ["another type of the name", { answer: "www.sub.lan. 300 TXT x" }, "SERVFAIL ra", "do cd"],
    ["another type and its SOA", { answer: "www.sub.lan. 300 TXT x", authority: SOA }, "SERVFAIL ra", "do cd"],
    [
      "an alias alone",
      { answer: "www.sub.lan. 300 CNAME www.ext." },
      `NOERROR ra
       AN www.ext. 3600 A 203.0.113.2
       AN www.sub.lan. 300 CNAME www.ext.`,
      "do cd",
    ],
    [
      "an alias and its target within",
      { answer: `www.sub.lan. 300 CNAME b.sub.lan.\nb.sub.lan. 300 A 203.0.113.8` },
      `NOERROR ra\nAN www.sub.lan. 300 CNAME b.sub.lan.\nAU ${SOA}`,
      "do cd",
    ],
    [
      "an alias and its target elsewhere: asked there",
      { answer: `www.sub.lan. 300 CNAME www.ext.\nwww.ext. 300 A 203.0.113.66` },
      `NOERROR ra
       AN www.ext. 3600 A 203.0.113.2
       AN www.sub.lan. 300 CNAME www.ext.`,
      "do cd",
    ],
    [
      "an alias and an address at the same name",
      { answer: `www.sub.lan. 300 CNAME www.ext.\n${WWW}` },
      `NOERROR ra
       AN www.ext. 3600 A 203.0.113.2
       AN www.sub.lan. 300 CNAME www.ext.`,
      "do cd",
    ],
    [
      "two aliases at one name",
      { answer: `www.sub.lan. 300 CNAME www.ext.\nwww.sub.lan. 300 CNAME www.lan.` },
      "SERVFAIL ra",
      "do cd, no-edns",
    ],
    [
      "an alias onto itself",
      { answer: `www.sub.lan. 300 CNAME www.sub.lan.` },
      `SERVFAIL ra
       AN www.sub.lan. 300 CNAME www.sub.lan.
       EDE 0 max. restarts reached`,
      "do cd",
    ],
    [
      "an alias with NXDOMAIN",
      { rcode: "NXDOMAIN", answer: `www.sub.lan. 300 CNAME gone.sub.lan.`, authority: SOA },
      `NOERROR ra\nAN www.sub.lan. 300 CNAME gone.sub.lan.\nAU ${SOA}`,
      "do cd",
    ],
    ["an answer with NXDOMAIN", { rcode: "NXDOMAIN", answer: WWW, authority: SOA }, "SERVFAIL ra", "do cd"],
    [
      "an alias with SERVFAIL",
      { rcode: "SERVFAIL", answer: `www.sub.lan. 300 CNAME gone.sub.lan.` },
      "SERVFAIL ra",
      "do cd",
    ],
    [
      "a DNAME above",
      { answer: "sub.lan. 300 DNAME ext.\nwww.sub.lan. 300 CNAME www.ext." },
      `NOERROR ra
       AN sub.lan. 300 DNAME ext.
       AN www.ext. 3600 A 203.0.113.2
       AN www.sub.lan. 300 CNAME www.ext.`,
      "do cd, tcp do cd",
    ],
    [
      "a DNAME above the zone",
      { answer: "lan. 300 DNAME ext.\nwww.sub.lan. 300 CNAME www.sub.ext." },
      `NXDOMAIN ra
       AN www.sub.lan. 300 CNAME www.sub.ext.
       AU ext. 60 SOA ns.ext. n.ext. 1 1 1 1 60`,
      "do cd, tcp do cd",
    ],
    [
      "a DNAME that does not fit its CNAME",
      { answer: "sub.lan. 300 DNAME ext.\nwww.sub.lan. 300 CNAME www.lan." },
      `NOERROR ra
       AN sub.lan. 300 DNAME ext.
       AN www.ext. 3600 A 203.0.113.2
       AN www.sub.lan. 300 CNAME www.ext.`,
      "do cd, tcp do cd",
    ],
    ["TTL 0", { answer: "www.sub.lan. 0 A 203.0.113.9" }, "NOERROR ra\nAN www.sub.lan. 0 A 203.0.113.9", "do cd"],
    [
      "a TTL of a month",
      { answer: "www.sub.lan. 2592000 A 203.0.113.9" },
      "NOERROR ra\nAN www.sub.lan. 604800 A 203.0.113.9",
      "do cd",
    ],
    [
      "a TTL beyond 31 bits",
      { answer: "www.sub.lan. 4294967295 A 203.0.113.9" },
      "NOERROR ra\nAN www.sub.lan. 0 A 203.0.113.9",
      "do cd",
    ],
    [
      "two TTLs",
      { answer: "www.sub.lan. 300 A 203.0.113.9\nwww.sub.lan. 60 A 203.0.113.8" },
      `NOERROR ra
       AN www.sub.lan. 60 A 203.0.113.8
       AN www.sub.lan. 60 A 203.0.113.9`,
      "do cd",
    ],
    ["the same record twice", { answer: `${WWW}\n${WWW}` }, `NOERROR ra\nAN ${WWW}`, "do cd"],
  ]);
});
