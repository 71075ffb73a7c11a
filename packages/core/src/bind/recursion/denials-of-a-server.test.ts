import { describe } from "vitest";
import { TWO } from "../fixtures/internet.fixture.ts";
import { checkSaid, SOA, WWW } from "./one-server.fixture.ts";

/** What becomes of an answer section that is empty, and of an odd message: seen of named 9.18.49 and 9.20.30, which agree here (lib/dns/resolver.c, rctx_answer_none). */
describe("denials", () => {
  checkSaid([
    ["NXDOMAIN with the SOA", { rcode: "NXDOMAIN", authority: SOA }, `NXDOMAIN ra\nAU ${SOA}`, "do cd"],
    ["NXDOMAIN without one", { rcode: "NXDOMAIN" }, "NXDOMAIN ra", "do cd"],
    [
      "NXDOMAIN with the parent's SOA",
      { rcode: "NXDOMAIN", authority: "lan. 300 SOA ns.lan. n.lan. 1 1 1 1 60" },
      "NXDOMAIN ra",
      "do cd",
    ],
    [
      "NXDOMAIN with an SOA below",
      { rcode: "NXDOMAIN", authority: "www.sub.lan. 300 SOA ns.lan. n.lan. 1 1 1 1 60" },
      "NXDOMAIN ra\nAU www.sub.lan. 300 SOA ns.lan. n.lan. 1 1 1 1 60",
      "do cd",
    ],
    [
      "NXDOMAIN with a stranger's SOA",
      { rcode: "NXDOMAIN", authority: "ext. 300 SOA ns.lan. n.lan. 1 1 1 1 60" },
      "NXDOMAIN ra",
      "do cd",
    ],
    ["NXDOMAIN without AA", { rcode: "NXDOMAIN", aa: false, authority: SOA }, `NXDOMAIN ra\nAU ${SOA}`, "do cd"],
    ["NODATA", { authority: SOA }, `NOERROR ra\nAU ${SOA}`, "do cd"],
    ["nothing at all", {}, "NOERROR ra", "do cd"],
    ["nothing at all without AA", { aa: false }, "NOERROR ra", "do cd"],
    ["NODATA without AA", { aa: false, authority: SOA }, `NOERROR ra\nAU ${SOA}`, "do cd"],
    ["two SOA", { authority: `${SOA}\nlan. 300 SOA ns.lan. n.lan. 1 1 1 1 60` }, `NOERROR ra\nAU ${SOA}`, "do cd"],
    ["NODATA and NS", { authority: `${SOA}\nsub.lan. 300 NS ns.sub.lan.` }, `NOERROR ra\nAU ${SOA}`, "do cd"],
    [
      "a denial of two days",
      { rcode: "NXDOMAIN", authority: "sub.lan. 172800 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 172800" },
      `NXDOMAIN ra
       AU sub.lan. 10800 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 172800`,
      "do cd",
    ],
    [
      "a denial of TTL 0",
      { rcode: "NXDOMAIN", authority: "sub.lan. 0 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60" },
      "NXDOMAIN ra\nAU sub.lan. 0 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60",
      "do cd",
    ],
  ]);
});

describe("referrals that lead nowhere", () => {
  checkSaid([
    ["a referral to itself", { aa: false, authority: "sub.lan. 300 NS ns.sub.lan." }, "SERVFAIL ra", "do cd"],
    ["a referral upwards", { aa: false, authority: "lan. 300 NS ns.lan." }, "SERVFAIL ra", "do cd"],
    ["a referral to the root", { aa: false, authority: ". 300 NS a.root." }, "SERVFAIL ra", "do cd"],
    ["a referral to a stranger", { aa: false, authority: "ext. 300 NS ns.ext." }, "SERVFAIL ra", "do cd"],
    [
      "a referral with AA",
      { authority: `www.sub.lan. 300 NS ns.www.sub.lan.`, additional: `ns.www.sub.lan. 300 A ${TWO}` },
      "SERVFAIL ra",
      "do cd",
    ],
    [
      "a referral to two cuts",
      { aa: false, authority: "www.sub.lan. 300 NS ns.lan.\nsub.lan. 300 NS ns.lan." },
      "SERVFAIL ra",
      "do cd",
    ],
  ]);
});

describe("errors, and messages that are none to this question", () => {
  checkSaid([
    ["truncated over TCP as well", { tc: true, answer: WWW }, "SERVFAIL ra", "do cd, tcp do cd"],
    ["another opcode", { answer: WWW, opcode: "NOTIFY" }, "SERVFAIL ra", "do cd"],
    ["another id", { answer: WWW, otherId: true }, "SERVFAIL ra", "do cd, do cd, do cd, do cd"],
    ["no OPT", { answer: WWW, edns: "none" }, `NOERROR ra\nAN ${WWW}`, "do cd"],
    ["rcode REFUSED", { rcode: "REFUSED" }, "SERVFAIL ra", "do cd"],
    ["rcode SERVFAIL", { rcode: "SERVFAIL" }, "SERVFAIL ra", "do cd"],
    ["rcode NOTIMP", { rcode: "NOTIMP" }, "SERVFAIL ra", "do cd"],
    ["rcode FORMERR", { rcode: "FORMERR" }, "SERVFAIL ra", "do cd"],
    ["rcode YXDOMAIN", { rcode: "YXDOMAIN" }, "SERVFAIL ra", "do cd"],
    ["rcode NOTAUTH", { rcode: "NOTAUTH" }, "SERVFAIL ra", "do cd"],
    ["rcode BADVERS", { rcode: "BADVERS" }, "SERVFAIL ra", "do cd"],
    ["rcode BADCOOKIE", { rcode: "BADCOOKIE" }, "SERVFAIL ra", "do cd"],
  ]);
});
