import { makeQuery, nameOf, parseAddress } from "@splithorizon/core";
import { expect, test } from "vitest";
import { serverOf, waitingSite } from "../live/waiting-site.fixture.ts";
import type { Station } from "../network/index.ts";
import type { OutgoingQuestion } from "./outgoing-question.ts";
import { wayOf } from "./ways.ts";

const twin = waitingSite();

function stationOf(name: string): Station {
  const station = twin.network.stations.get(name);
  if (station === undefined) throw new Error(`no machine ${name}`);
  return station;
}

function asked(to: string, name = "x.", more: Partial<OutgoingQuestion> = {}): OutgoingQuestion {
  const message = makeQuery({ name: nameOf(name), type: "A", class: "IN" });
  const content = { kind: "message", message } as const;
  return { to: serverOf(twin, to), transport: "udp", source: null, content, timeoutMs: 1, ...more };
}

const laptop = stationOf("laptop");

test("what is asked, and how long for, does not matter: the way is found once", () => {
  const way = wayOf(twin, laptop, asked("dns1"));
  expect(wayOf(twin, laptop, asked("dns1", "y.", { timeoutMs: 9 }))).toBe(way);
});

test.each<readonly [row: string, from: string, question: OutgoingQuestion]>([
  ["another machine", "router", asked("dns1")],
  ["another server", "laptop", asked("router")],
  ["over TCP", "laptop", asked("dns1", "x.", { transport: "tcp" })],
  ["another port", "laptop", asked("dns1", "x.", { to: { ...serverOf(twin, "dns1"), port: 5353 } })],
  ["from an address of one's own", "laptop", asked("dns1", "x.", { source: parseAddress("192.168.13.50") })],
])("%s is another way", (_row, from, question) => {
  expect(wayOf(twin, stationOf(from), question)).not.toBe(wayOf(twin, laptop, asked("dns1")));
});

test("a site that changes has another network, and its ways are found anew", () => {
  const changed = { ...twin, network: { ...twin.network } };
  expect(wayOf(changed, laptop, asked("dns1"))).not.toBe(wayOf(twin, laptop, asked("dns1")));
});

test.each([
  ["192.168.13.50", "ways"],
  ["127.0.0.1", "ways"],
  ["192.168.13.51", "none"],
])("from %s: %s", (source, kind) => {
  expect(wayOf(twin, laptop, asked("dns1", "x.", { source: parseAddress(source) })).kind).toBe(kind);
});

test("from very many ports, servers and addresses: a way that was forgotten is found again, and is the same way", () => {
  const hopsOf = (way: ReturnType<typeof wayOf>): unknown =>
    way.kind === "ways" ? way.tree.follow(() => 0).delivery.hops : way;
  const first = wayOf(twin, laptop, asked("dns1"));
  for (let port = 1000; port < 1100; port += 1) {
    wayOf(twin, laptop, asked("dns1", "x.", { to: { ...serverOf(twin, "dns1"), port } }));
  }
  const again = wayOf(twin, laptop, asked("dns1"));
  expect(again).not.toBe(first);
  expect(hopsOf(again)).toEqual(hopsOf(first));
});
