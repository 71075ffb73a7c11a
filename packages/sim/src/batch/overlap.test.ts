import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSite, type SiteTwin } from "../site/index.ts";
import type { BatchResult } from "./batch.ts";
import { Batch } from "./batch.ts";

/** `slow.test` has its answer from the second forwarder, when the first has been silent for 1200 ms; `silent.test` never has one. */
const FILES = {
  "/site.yaml": `
version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], bind: { version: "9.18", config: dns1/etc/bind/named.conf } }
  dns2: { addresses: [192.168.13.12], bind: { version: "9.18", config: dns2/etc/bind/named.conf } }
  silent: { addresses: [192.168.13.98], firewall: [{ action: drop }] }
  laptop: { addresses: [192.168.13.50], nameservers: [192.168.13.11] }
`,
  "/dns1/etc/bind/named.conf": `
options { directory "/etc/bind"; recursion yes; allow-query { any; }; allow-recursion { any; }; dnssec-validation no; };
zone "own.test" { type primary; file "db.own"; };
zone "slow.test" { type forward; forward only; forwarders { 192.168.13.98; 192.168.13.12; }; };
zone "silent.test" { type forward; forward only; forwarders { 192.168.13.98; }; };
`,
  "/dns2/etc/bind/named.conf": `
options { directory "/etc/bind"; recursion no; allow-query { any; }; };
zone "slow.test" { type primary; file "db.slow"; };
`,
  "/dns2/etc/bind/db.slow": `
$TTL 60
@    SOA ns admin 1 1800 900 604800 30
@    NS  ns
ns   A   192.168.13.12
www  A   192.168.13.80
zero 0 A 192.168.13.81
`,
  "/dns1/etc/bind/db.own": `
$TTL 60
@    SOA ns admin 1 1800 900 604800 30
@    NS  ns
ns   A   192.168.13.11
www  A   192.168.13.80
`,
} as const;

function twin(): SiteTwin {
  const sources = Object.entries(FILES).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const { value, diagnostics } = loadSite(fileTreeFromSources(new Map(sources)));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return value;
}

/** `500 www.slow.test. norecurse`: when, what, and how. */
function lineOf(text: string, id: number): string {
  const [atMs, name, ...words] = text.split(" ");
  const query = { name, type: "A", rd: !words.includes("norecurse"), cd: words.includes("cd") };
  return JSON.stringify({ id, from: "laptop", server: "192.168.13.11", atMs: Number(atMs), query });
}

/** `SERVFAIL at 10000`: what came, with the records' TTL, and when. */
function describe(result: BatchResult | undefined, text: string): string {
  if (result === undefined) return "no result";
  if ("error" in result) return result.error;
  const at = Number(text.split(" ")[0]) + result.elapsedMs;
  const { response, silence } = result;
  if (response === null) return `${silence} at ${at}`;
  const records = response.answer.map(({ ttl, data }) => ` ${ttl} ${data}`).join("");
  return `${response.rcode}${records} at ${at}`;
}

/** What comes of each line, when all are put at their own moments. */
function converse(...texts: readonly string[]): readonly string[] {
  const batch = new Batch(twin());
  const results = [...texts.flatMap((text, at) => batch.put(lineOf(text, at))), ...batch.end()];
  expect(results.map(({ id }) => id)).toEqual(texts.map((_, at) => at));
  return texts.map((text, at) => describe(results[at], text));
}

test.each([
  ["one question", ["0 www.slow.test."], ["NOERROR 60 192.168.13.80 at 1200"]],
  [
    "who asks the same meanwhile waits for the same answer, and its TTL is whole",
    ["0 www.slow.test.", "500 www.slow.test.", "3200 www.slow.test."],
    ["NOERROR 60 192.168.13.80 at 1200", "NOERROR 60 192.168.13.80 at 1200", "NOERROR 58 192.168.13.80 at 3200"],
  ],
  [
    "an answer that no cache keeps is shared too",
    ["0 zero.slow.test.", "500 zero.slow.test."],
    ["NOERROR 0 192.168.13.81 at 1200", "NOERROR 0 192.168.13.81 at 1200"],
  ],
  [
    "the cache does not know yet what another question will bring",
    ["0 www.slow.test.", "500 www.slow.test. norecurse", "1500 www.slow.test. norecurse"],
    ["NOERROR 60 192.168.13.80 at 1200", "NOERROR at 500", "NOERROR 60 192.168.13.80 at 1500"],
  ],
  [
    "a quick one is not held up",
    ["0 x.silent.test.", "100 www.own.test.", "10100 www.own.test."],
    ["SERVFAIL at 10000", "NOERROR 60 192.168.13.80 at 100", "NOERROR 60 192.168.13.80 at 10100"],
  ],
  [
    "at one moment the earlier line comes first, and the later waits for it",
    ["0 www.slow.test.", "0 www.slow.test.", "0 ns.slow.test."],
    ["NOERROR 60 192.168.13.80 at 1200", "NOERROR 60 192.168.13.80 at 1200", "NOERROR 60 192.168.13.12 at 1200"],
  ],
  [
    "a server that has been silent is asked later: what was learnt by then counts, and no more",
    ["0 www.slow.test.", "600 ns.slow.test.", "2000 zero.slow.test."],
    ["NOERROR 60 192.168.13.80 at 1200", "NOERROR 60 192.168.13.12 at 1800", "NOERROR 0 192.168.13.81 at 2000"],
  ],
])("%s", (_what, lines, results) => {
  expect(converse(...lines)).toEqual(results);
});

test("clients-per-query: ten wait for one answer, the others hear nothing", () => {
  const many = Array.from({ length: 13 }, (_, at) => `${at * 10} www.slow.test.`);
  const results = converse(...many);
  expect(results.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => "NOERROR 60 192.168.13.80 at 1200"));
  expect(results.slice(10).map((text) => text.split(" at ")[0])).toEqual(
    Array.from({ length: 3 }, () => "timeout: BIND 9.18 on dns1 does not answer: too-many-clients"),
  );
});

test("results leave as soon as it is their turn", () => {
  const batch = new Batch(twin());
  const put = (text: string, id: number): readonly unknown[] => batch.put(lineOf(text, id)).map((result) => result.id);
  expect([put("0 www.own.test.", 1), put("0 www.slow.test.", 2), put("700 www.own.test.", 3)]).toEqual([[1], [], []]);
  expect([put("1200 www.own.test.", 4), batch.pending]).toEqual([[2, 3, 4], 0]);
  expect([put("2000 x.silent.test.", 5), put("2000 www.own.test.", 6), batch.pending]).toEqual([[], [], 2]);
  expect(batch.waitForOldest().map(({ id }) => id)).toEqual([5, 6]);
  expect(put("3000 www.own.test.", 7)).toEqual([7]);
});

const lines = fc.array(
  fc.tuple(
    fc.nat(2000),
    fc.constantFrom("www.slow.test.", "ns.slow.test.", "x.silent.test.", "www.own.test."),
    fc.boolean(),
  ),
  { maxLength: 12 },
);

test("law: one result for each line, in order, never before it was asked; the same lines, the same octets", () => {
  fc.assert(
    fc.property(lines, (drawn) => {
      let at = 0;
      const texts = drawn.map(([pause, name, isRecursive]) => {
        at += pause;
        return `${at} ${name}${isRecursive ? "" : " norecurse"}`;
      });
      const run = (): readonly BatchResult[] => {
        const batch = new Batch(twin());
        return [...texts.flatMap((text, id) => batch.put(lineOf(text, id))), ...batch.end()];
      };
      const results = run();
      expect(results.map(({ id }) => id)).toEqual(texts.map((_, id) => id));
      for (const result of results) expect("error" in result ? -1 : result.elapsedMs).toBeGreaterThanOrEqual(0);
      expect(JSON.stringify(run())).toBe(JSON.stringify(results));
    }),
    { numRuns: 25 },
  );
});
