import { fileTreeFromSources, makeQuery, nameOf, parseAddress, sourceFromText } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { findPlace, type SiteAnswer } from "../../asking/index.ts";
import { loadSite } from "../../site/index.ts";
import { Simulation } from "../simulation.ts";
import { standardParts } from "../standard-parts.ts";
import type { LinkWeather } from "../world/fault.ts";

/** A forwarder's patience over a network that delays and loses: bind-measured section 2, and its cache through time. */
const SITE = `
version: 1
networks: { lan: 10.9.0.0/24 }
hosts:
  f1: { addresses: [10.9.0.1], bind: { version: "9.18", config: up/named.conf } }
  f2: { addresses: [10.9.0.2], bind: { version: "9.18", config: up/named.conf } }
  r1: { addresses: [10.9.0.11], bind: { version: "9.18", config: r/named.conf } }
  r2: { addresses: [10.9.0.12], bind: { version: "9.18", config: r/named.conf } }
  cl: { addresses: [10.9.0.9], nameservers: [10.9.0.11] }
`;
const zoneWith = (www: number): string =>
  `$TTL 300\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 10.9.0.1\nwww A 192.0.2.${www}\n* A 192.0.2.${www}\n`;
const LATENCY_MS = 0.25;
/** There and back, between the client and its server. */
const OWN_WAY_MS = 2 * LATENCY_MS;

class Upstreams {
  readonly simulation: Simulation;

  constructor(forwarders: string, seed = 1) {
    const files = {
      "/site.yaml": SITE,
      "/up/named.conf": 'options { directory "/"; recursion no; };\nzone "ext" { type primary; file "ext.db"; };\n',
      "/up/ext.db": zoneWith(1),
      "/r/named.conf": `options { directory "/"; dnssec-validation no; allow-recursion { any; }; forward only; forwarders { ${forwarders} }; };\n`,
    };
    const sources = Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const);
    const { value } = loadSite(fileTreeFromSources(new Map(sources)));
    this.simulation = new Simulation(value, { seed, latencyMs: LATENCY_MS }, standardParts);
  }

  /** What comes, and after how many milliseconds. */
  ask(name = "www.ext.", server = "10.9.0.11"): readonly [answer: string, afterMs: number] {
    const { simulation } = this;
    const place = findPlace(simulation.world, "cl");
    const address = parseAddress(server);
    if (place.kind === "missing" || address === null) throw new Error("no such place");
    const begun = simulation.now;
    let got: readonly [string, number] = ["nothing", Number.NaN];
    simulation.ask(
      { from: place.value, servers: [{ address, port: 53 }], source: null, transport: "udp" },
      makeQuery({ name: nameOf(name), type: "A", class: "IN" }),
      (answer) => (got = [told(answer), simulation.now - begun]),
      { kind: "dig", timeoutMs: 15_000, attempts: 1, whenTruncated: "accept" },
    );
    simulation.runFor(16_000);
    return got;
  }

  spoil(upstream: string, weather: Partial<LinkWeather>): void {
    this.simulation.inject({
      kind: "weather",
      between: ["r1", upstream],
      direction: "both-ways",
      weather: { delayMs: 0, jitterMs: 0, loss: 0, duplicates: 0, ...weather },
    });
  }
}

function told(answer: SiteAnswer): string {
  if (answer.kind !== "answered") return answer.kind === "failed" ? answer.how : answer.kind;
  const [message] = answer.messages;
  const [record] = message?.answer ?? [];
  return record?.data.type === "A" ? (record.data.address.split(".").at(-1) ?? "") : (message?.rcode ?? "");
}

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed + 1);
const inSeconds = (ms: number): number => Math.round(ms / 100) / 10;

describe("one forwarder", () => {
  test.each<readonly [row: string, weather: Partial<LinkWeather>, answer: string, afterMs: number]>([
    ["well", {}, "1", OWN_WAY_MS + 2 * LATENCY_MS],
    ["silent: SERVFAIL at 10.0", { loss: 1 }, "SERVFAIL", OWN_WAY_MS + 10_000],
    ["slower, but within the timer of 1.2 s: waited for", { delayMs: 500 }, "1", OWN_WAY_MS + 1000.5],
    [
      "1.4 s: late for the timers of 0, 1.2 and 2.4 s, not for that of 3.6 s; late answers are lost",
      { delayMs: 700 },
      "1",
      OWN_WAY_MS + 3600 + 1400.5,
    ],
    ["1.8 s: only the timer of 5.2 s is long enough", { delayMs: 900 }, "1", OWN_WAY_MS + 5200 + 1800.5],
  ])("%s", (_row, weather, answer, afterMs) => {
    const upstreams = new Upstreams("10.9.0.1;");
    upstreams.spoil("f1", weather);
    expect(upstreams.ask()).toEqual([answer, afterMs]);
  });

  test("port closed: SERVFAIL at once", () => {
    const upstreams = new Upstreams("10.9.0.1;");
    upstreams.simulation.inject({ kind: "kill", machine: "f1", program: "named" });
    expect(upstreams.ask()).toEqual(["SERVFAIL", OWN_WAY_MS + 2 * LATENCY_MS]);
  });

  test("law: of a link that loses a third, answers come at the moments at which named asks again", () => {
    const moments = new Set([0, 1.2, 2.4, 3.6, 5.2, 8.4, 10]);
    const seen = SEEDS.map((seed) => {
      const upstreams = new Upstreams("10.9.0.1;", seed);
      upstreams.spoil("f1", { loss: 0.33 });
      const [, afterMs] = upstreams.ask();
      return inSeconds(afterMs);
    });
    expect(seen.filter((after) => !moments.has(after))).toEqual([]);
    expect(new Set(seen).size).toBeGreaterThan(1);
  });
});

describe("two forwarders", () => {
  test("both silent: SERVFAIL at 10.0", () => {
    const upstreams = new Upstreams("10.9.0.1; 10.9.0.2;");
    upstreams.spoil("f1", { loss: 1 });
    upstreams.spoil("f2", { loss: 1 });
    expect(upstreams.ask()).toEqual(["SERVFAIL", OWN_WAY_MS + 10_000]);
  });

  test("one silent: the answer at once or at 1.2 s; after one wait only the good one is asked (40 names: 1 wait)", () => {
    const firsts = SEEDS.map((seed) => {
      const upstreams = new Upstreams("10.9.0.1; 10.9.0.2;", seed);
      upstreams.spoil("f1", { loss: 1 });
      const waits = Array.from({ length: 40 }, (_, at) => inSeconds(upstreams.ask(`n${at}.ext.`)[1]));
      expect(waits.filter((wait) => wait === 1.2)).toHaveLength(1);
      expect(waits.filter((wait) => wait !== 1.2 && wait !== 0)).toEqual([]);
      return waits[0];
    });
    expect(new Set(firsts)).toEqual(new Set([0, 1.2]));
  });

  test("one closed: the other answers at once", () => {
    for (const seed of SEEDS) {
      const upstreams = new Upstreams("10.9.0.1; 10.9.0.2;", seed);
      upstreams.simulation.inject({ kind: "kill", machine: "f1", program: "named" });
      const [answer, afterMs] = upstreams.ask();
      expect([answer, inSeconds(afterMs)]).toEqual(["1", 0]);
    }
  });

  test("the nearer one is asked once both are known (lowest smoothed round-trip time)", () => {
    const upstreams = new Upstreams("10.9.0.1; 10.9.0.2;", 3);
    upstreams.spoil("f1", { delayMs: 200 });
    const waits = Array.from({ length: 40 }, (_, at) => inSeconds(upstreams.ask(`n${at}.ext.`)[1]));
    expect(waits.slice(0, 2).filter((wait) => wait === 0.4)).toHaveLength(1);
    expect(waits.slice(2).filter((wait) => wait === 0.4).length).toBeLessThanOrEqual(4);
  });
});

describe("caches through time", () => {
  const changed = (): Upstreams => {
    const upstreams = new Upstreams("10.9.0.1;");
    expect(upstreams.ask()[0]).toBe("1");
    upstreams.simulation.edit("/up/ext.db", zoneWith(2));
    for (const machine of ["f1", "f2"]) upstreams.simulation.reload(machine, "named");
    return upstreams;
  };

  test("what is cached stays until its TTL is over", () => {
    const upstreams = changed();
    expect(upstreams.ask()[0]).toBe("1");
    upstreams.simulation.runFor(300_000);
    expect(upstreams.ask()[0]).toBe("2");
  });

  test("a restart begins with an empty cache", () => {
    const upstreams = changed();
    const kill = { kind: "kill", machine: "r1", program: "named" } as const;
    upstreams.simulation.inject(kill);
    upstreams.simulation.heal(kill);
    expect(upstreams.ask()[0]).toBe("2");
  });

  test("a reload keeps it, also with other forwarders", () => {
    const upstreams = changed();
    const conf = `options { directory "/"; dnssec-validation no; allow-recursion { any; }; forward only; forwarders { 10.9.0.2; }; };\n`;
    upstreams.simulation.edit("/r/named.conf", conf);
    upstreams.simulation.reload("r1", "named");
    upstreams.simulation.inject({ kind: "crash", machine: "f1" });
    expect([upstreams.ask()[0], upstreams.ask("new.ext.")[0]]).toEqual(["1", "2"]);
  });

  test("each host has its own: after a failover the other knows nothing of what was asked before", () => {
    const upstreams = changed();
    expect([upstreams.ask()[0], upstreams.ask("www.ext.", "10.9.0.12")[0]]).toEqual(["1", "2"]);
  });
});
