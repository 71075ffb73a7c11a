import { ask } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";

/** CoreDNS in front of upstreams that do what a name says (`scripted.ts`): one question each for what a cache keeps and a forwarder does. */

const UPSTREAM = "192.0.2.61";
const SECOND = "192.0.2.62";
const THIRD = "192.0.2.63";

const scripted = (address: string, words: string): SuiteServer => ({
  name: `up${address.split(".")[3]}`,
  kind: "scripted",
  addresses: [`${address}/24`],
  files: {},
  words,
});
const coredns = (number: number, corefile: string): SuiteServer => ({
  name: `c${number}`,
  kind: "coredns",
  addresses: [`${at(number)}/24`],
  files: { "/srv/coredns/Corefile": corefile },
});
function at(number: number): string {
  return `192.168.13.${100 + number}`;
}

/** A cache with these properties in front of an impatient forwarder. */
const cached = (number: number, cache: string, upstreams: string = UPSTREAM): SuiteServer =>
  coredns(number, `. {\n ${cache}\n forward . ${upstreams} {\n  read_timeout 300ms\n  max_fails 0\n }\n}\n`);

const words = [
  "ok30",
  "ok0",
  "ok9999",
  "ad30",
  "aa30",
  "nx30",
  "nx9999",
  "nodata30",
  "nodata0",
  "nxbare",
  "empty",
  "servfail",
  "servfailsoa30",
  "notimp",
  "refused",
  "formerr",
  "drop",
  "tc",
  "wrong",
  "cname30",
  "cnamesoa30",
  "chain120",
  "loop30",
  "ref30",
  "soaanswer30",
];
const twice = (number: number, name: string, options: Parameters<typeof ask>[3] = {}): readonly Ask[] => [
  ask(at(number), name, "A", options),
  ask(at(number), name, "A", { ...options, waitMs: 20 }),
];

const kept: Suite = {
  name: "coredns-cache-kept",
  about: "what a cache keeps, with which TTL and flags: each answer twice",
  servers: [cached(1, "cache"), cached(2, "cache 20 {\n servfail 0\n}"), scripted(UPSTREAM, "ok60")],
  asks: [1, 2].flatMap((number) =>
    words.flatMap((word) => [
      ...twice(number, `a.${word}.ok77.seq.test.`),
      ...twice(number, `b.${word}.ok77.seq.test.`, { ad: true, rd: false }),
      ...twice(number, `C.${word}.ok77.SEQ.test.`, { edns: 1232, dnssecOk: true }),
      ask(at(number), `c.${word}.ok77.seq.test.`, "A", { cd: true }),
      ask(at(number), `a.${word}.ok77.seq.test.`, "AAAA"),
    ]),
  ),
};

const options: Suite = {
  name: "coredns-cache-properties",
  about: "limits, zones that are not kept, servfail, keepttl, zones of the cache, a cache without room",
  servers: [
    cached(1, "cache {\n success 100 40 10\n denial 100 30 8\n keepttl\n}"),
    cached(2, "cache {\n disable success\n}"),
    cached(3, "cache {\n disable denial no.seq.test\n servfail 1500ms\n}"),
    cached(4, "cache 50 kept.test seq.test"),
    cached(5, "cache {\n servfail 300ms\n success 100 3600 0\n denial 100 1800 0\n}"),
    scripted(UPSTREAM, "ok60.ok61"),
  ],
  asks: [0, 1200, 900].flatMap((waitMs) => [
    ask(at(1), "warm.ok60.seq.test.", "A", { waitMs }),
    ...[1, 2, 3, 4, 5].flatMap((number) => [
      ...["ok3", "ok600", "nx3", "nodata900", "servfail", "ok0", "nx0"].map((word) =>
        ask(at(number), `a.${word}.ok77.seq.test.`, "A"),
      ),
      ask(at(number), "no.nx30.ok77.seq.test.", "A"),
      ask(at(number), "x.kept.test.", "A"),
      ask(at(number), "x.other.test.", "A"),
    ]),
  ]),
};

const staleNames = [
  "a.ok1.ok7.seq.test.",
  "b.ok1.drop.drop.drop.drop.ok9.seq.test.",
  "c.ok1.servfail.servfail.ok9.seq.test.",
  "d.ok1.nx3.ok9.seq.test.",
  "e.nx1.ok9.seq.test.",
  "f.ok1.tc.ok9.seq.test.",
  "g.ok1.wrong.ok9.seq.test.",
  "h.ok1.nxbare.ok9.seq.test.",
  "i.ok1.cname9.ok9.seq.test.",
  "j.ok1.nodata3.ok9.seq.test.",
  "k.ok1.empty.ok9.seq.test.",
  "l.servfail.servfail.ok9.seq.test.",
  "m.ok1.refused.ok9.seq.test.",
  "n.ok1.cnamesoa3.ok9.seq.test.",
  "o.nodata1.nx5.seq.test.",
];
const LIMITS = "success 100 3600 1\n denial 100 1800 1\n servfail 1s";
const staleSuite = (name: string, about: string, properties: string): Suite => ({
  name,
  about,
  servers: [cached(1, `cache {\n ${LIMITS}\n ${properties}\n}`), scripted(UPSTREAM, "ok60")],
  asks: [0, 1500, 700, 1500, 1450].flatMap((waitMs) =>
    staleNames.map((name, index) => ask(at(1), name, "A", { waitMs: index === 0 ? waitMs : 0 })),
  ),
});

const prefetch: Suite = {
  name: "coredns-cache-prefetch",
  about: "prefetch by hits, pause and part of the lifetime",
  servers: [
    cached(1, `cache {\n ${LIMITS}\n prefetch 2\n}`),
    cached(2, `cache {\n ${LIMITS}\n prefetch 1 1s 50%\n}`),
    cached(3, `cache {\n ${LIMITS}\n prefetch 3 10s 90%\n serve_stale 10s\n}`),
    scripted(UPSTREAM, "ok60"),
  ],
  asks: [0, 30, 1000, 1100, 1000, 1100, 1000, 1100].flatMap((waitMs) =>
    [1, 2, 3].flatMap((number) =>
      [
        "p.ok5.ok6.ok7.ok8.seq.test.",
        "q.ok3.drop.drop.ok4.seq.test.",
        "r.ok4.nx5.seq.test.",
        "s.nx4.ok8.seq.test.",
      ].map((name, index) => ask(at(number), name, "A", { waitMs: number === 1 && index === 0 ? waitMs : 0 })),
    ),
  ),
};

const line = (from: string, to: string, properties = ""): string =>
  ` forward ${from} ${to} {\n  read_timeout 200ms\n${properties === "" ? "" : `  ${properties}\n`} }\n`;
const forwarder = (number: number, ...lines: readonly string[]): SuiteServer =>
  coredns(number, `. {\n${lines.join("")}}\n`);
const three = `${UPSTREAM} ${SECOND} ${THIRD}`;

const policies: Suite = {
  name: "forward-policies",
  about: "round_robin and sequential, failover, next, attempts, TCP, wrong and cut replies",
  servers: [
    forwarder(1, line(".", three, "policy round_robin")),
    forwarder(2, line(".", three, "policy sequential")),
    forwarder(3, line(".", three, "policy sequential\n  failover SERVFAIL refused NXDOMAIN")),
    forwarder(4, line(".", UPSTREAM, "next NXDOMAIN SERVFAIL"), line(".", SECOND, "next_on_nodata"), line(".", THIRD)),
    forwarder(5, line(".", three, "policy sequential\n  max_connect_attempts 1")),
    forwarder(6, line(".", three, "policy sequential\n  max_connect_attempts 2\n  prefer_udp")),
    forwarder(
      7,
      line("seq.test", UPSTREAM, "force_tcp"),
      line("test", SECOND, "except no.test deep.no2.test"),
      line(".", THIRD),
    ),
    forwarder(8, line(".", UPSTREAM, "next_on_nodata\n  next NOERROR")),
    scripted(UPSTREAM, "drop.nx60.servfail.nodata60.refused.ok60"),
    scripted(SECOND, "drop.nodata60.servfail.ok60.empty.nx30"),
    scripted(THIRD, "ok60.ok61"),
  ],
  asks: [1, 2, 3, 4, 5, 6, 7, 8].flatMap((number) => [
    ...Array.from({ length: 7 }, () => ask(at(number), "plain.test.", "A", { waitMs: 10 })),
    ...[
      "ok5",
      "ad5",
      "nx5",
      "servfail",
      "refused",
      "notimp",
      "formerr",
      "tc.ok6",
      "wrong",
      "empty",
      "ref5",
      "loop5",
    ].flatMap((word) => [
      ask(at(number), `w.${word}.seq.test.`, "A", { waitMs: 10 }),
      ask(at(number), `t.${word}.seq.test.`, "A", { tcp: true }),
      ask(at(number), `e.${word}.seq.test.`, "A", { edns: 700, cd: true, rd: false }),
    ]),
    ...["x.no.test.", "no.test.", "x.deep.no2.test.", "no2.test.", "test.", "other.example.", "X.NO2.test."].map(
      (name) => ask(at(number), name, "A"),
    ),
    ask(at(number), "version.bind.", "TXT", { class: "CH" }),
  ]),
};

const health: Suite = {
  name: "forward-health",
  about: "probes, upstreams that are down and come back, all down, failing fast, max_fails 0",
  servers: [
    forwarder(1, line(".", `${UPSTREAM} ${SECOND}`, "policy sequential\n  health_check 300ms")),
    forwarder(2, line(".", `${UPSTREAM} ${SECOND}`, "policy sequential\n  max_fails 0")),
    forwarder(
      3,
      line(
        ".",
        THIRD,
        "failfast_all_unhealthy_upstreams\n  max_fails 1\n  health_check 200ms no_rec domain probe.test",
      ),
    ),
    forwarder(4, line(".", THIRD, "max_fails 1\n  health_check 200ms")),
    forwarder(5, line(".", `${THIRD} ${SECOND}`, "policy round_robin\n  max_fails 1\n  health_check 200ms")),
    // Its first five probes are not answered, nor the first five questions of each name of its own.
    scripted(UPSTREAM, "drop.drop.drop.drop.drop.ok60"),
    scripted(SECOND, "ok61"),
    scripted(THIRD, "drop"),
  ],
  asks: [0, 700, 800, 900, 900, 900, 900, 900, 900].flatMap((waitMs, round) =>
    [1, 2, 3, 4, 5].flatMap((number) => [
      ask(at(number), `r${round}.ok5.seq.test.`, "A", { waitMs: number === 1 ? waitMs : 0 }),
      ...(round === 0 ? [ask(at(number), "plain.test.", "A")] : []),
      ask(at(number), `s${round}.ok5.seq.test.`, "A"),
    ]),
  ),
};

/** Owners of 37 octets: nine records end at octet 512. Each of 14 more octets than its owner. */
const oversizedNames = [
  ...[3, 9, 10, 40].map((many) => `${"x".repeat(many < 10 ? 20 : 19)}.many${many}.seq.test.`),
  ...[10, 11, 12, 17, 40].map((many) => `a.many${many}.seq.test.`),
];
const oversized: Suite = {
  name: "forward-oversized",
  about: "replies over UDP that are longer than the question allowed, cut amid a record and between two",
  servers: [
    forwarder(1, line(".", UPSTREAM)),
    forwarder(2, line(".", UPSTREAM, "prefer_udp")),
    forwarder(3, line(".", UPSTREAM, "force_tcp")),
    coredns(4, `. {\n cache\n forward . ${UPSTREAM}\n}\n`),
    coredns(5, `. {\n bufsize 600\n forward . ${UPSTREAM}\n}\n`),
    scripted(UPSTREAM, "ok60"),
  ],
  asks: [1, 2, 3, 4, 5].flatMap((number) =>
    oversizedNames.flatMap((name) => [
      ask(at(number), name, "A"),
      ask(at(number), name, "A", { waitMs: 20 }),
      ask(at(number), name, "A", { edns: 512 }),
      ask(at(number), name, "A", { edns: 700, dnssecOk: true }),
      ask(at(number), name, "A", { edns: 1232 }),
      ask(at(number), name, "A", { tcp: true }),
    ]),
  ),
};

export const scriptedSuites: readonly Suite[] = [
  kept,
  options,
  staleSuite("coredns-stale-immediate", "serve_stale, the refresh behind the reply", "serve_stale 1m"),
  staleSuite(
    "coredns-stale-recheck",
    "a TTL for stale answers, no second try for a while",
    "serve_stale 4s immediate 12s 2s",
  ),
  staleSuite("coredns-stale-verify", "serve_stale verify: the question first", "serve_stale 1m verify"),
  staleSuite(
    "coredns-stale-verify-recheck",
    "serve_stale verify with TTL and recheck",
    "serve_stale 1m verify 0s 13s 2s",
  ),
  staleSuite(
    "coredns-stale-positive",
    "an expired answer before a denial",
    "serve_stale 1m immediate\n serve_stale_policy prefer_positive",
  ),
  staleSuite(
    "coredns-stale-verify-positive",
    "an expired answer before a denial, the question first",
    "serve_stale 1m verify\n serve_stale_policy prefer_positive",
  ),
  staleSuite(
    "coredns-stale-verify-timeout",
    "serve_stale verify, not longer than 150 ms",
    "serve_stale 1m verify 150ms 11s",
  ),
  prefetch,
  policies,
  health,
  oversized,
];
