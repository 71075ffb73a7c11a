import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { expect, test } from "vitest";
import { Batch } from "../batch/index.ts";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { forkTwin, timeOf } from "./twin-time.ts";

/** A resolver whose only forwarder stands where no route leads: behind a router that does not know it. */
const FILES = {
  "/site.yaml": `
version: 1
networks: { lan: 192.168.13.0/24, services: 198.19.0.0/16 }
hosts:
  dns1: { addresses: [192.168.13.11], routes: { default: 192.168.13.1 }, bind: { version: "9.18", config: dns1/etc/bind/named.conf } }
  router: { addresses: [192.168.13.1], forwards: true }
  laptop: { addresses: [192.168.13.50], routes: { default: 192.168.13.1 }, nameservers: [192.168.13.11] }
  island: { addresses: [192.168.13.60], nameservers: [192.168.13.11] }
`,
  "/dns1/etc/bind/named.conf": `
options {
  directory "/var/cache/bind"; recursion yes; allow-query { any; }; dnssec-validation no;
  forward only; forwarders { 198.19.0.30; };
};
`,
} as const;

function twin(): SiteTwin {
  const sources = Object.entries(FILES).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const { value } = loadSite(fileTreeFromSources(new Map(sources)));
  if (value === null) throw new Error("no site");
  return value;
}

interface Line {
  readonly from: string;
  readonly server: string;
  readonly name: string;
  readonly tcp?: boolean;
  readonly atMs?: number;
}

/** What came of each line: an rcode or how it failed, and after how many milliseconds. */
function ask(...lines: readonly Line[]): readonly string[] {
  const batch = new Batch(twin());
  const texts = lines.map(({ from, server, name, tcp = false, atMs = 0 }) =>
    JSON.stringify({ from, server, atMs, query: { name, type: "A", tcp } }),
  );
  return [...texts.flatMap((text) => batch.put(text)), ...batch.end()].map((answer) => {
    if ("error" in answer) throw new Error(answer.error);
    return `${answer.response?.rcode ?? answer.silence?.split(":")[0]} after ${answer.elapsedMs}`;
  });
}

const far = { server: "198.19.0.30", name: "www.example." };
const dns1 = { from: "laptop", server: "192.168.13.11" };

test.each([
  ["a router's ICMP is not heard by a UDP socket", { ...far, from: "laptop" }, "timeout after 15000"],
  ["it ends a TCP connection", { ...far, from: "laptop", tcp: true }, "unreachable after 0"],
  ["without a route of one's own nothing is sent", { ...far, from: "island" }, "unreachable after 0"],
])("%s", (_about, line, outcome) => {
  expect(ask(line)).toEqual([outcome]);
});

test("who asks what named works on already waits for that work, and no longer", () => {
  const slow = { ...dns1, name: "www.example." };
  const [first, second, other, later] = ask(
    slow,
    { ...slow, atMs: 500 },
    { ...dns1, name: "mail.example.", atMs: 1000 },
    { ...slow, atMs: 60_000 },
  );
  const took = Number(first?.split(" ").at(-1));
  expect(first).toBe(`SERVFAIL after ${took}`);
  expect(took).toBeGreaterThan(2000);
  expect(second).toBe(`SERVFAIL after ${took - 500}`);
  expect(other).toBe(first);
  expect(later).toBe(first);
});

test("what a server is at work on is carried to its end before a fork is made", () => {
  const original = twin();
  const line = (atMs: number): string =>
    JSON.stringify({ from: "laptop", server: "192.168.13.11", atMs, query: { name: "www.example.", type: "A" } });
  new Batch(original).put(line(0));
  const fork = forkTwin(original);
  expect(timeOf(fork).agenda.now()).toBe(10_000);
  expect(new Batch(fork).ask(line(1000))).toEqual(new Batch(original).ask(line(1000)));
});
