import { type Address, makeQuery, nameOf } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { findPlace } from "../../asking/index.ts";
import { KeptConnection } from "../../sending/index.ts";
import { told } from "../pair.fixture.ts";
import type { Fault } from "../world/fault.ts";
import { keepalivedOf, type Lab, lab, outside, SEEDS } from "./lab.fixture.ts";

const VIP = { address: "192.168.13.10" as Address, port: 53 };

interface Heard {
  /** `dns1`, `reset`, `refused`, `timeout`. */
  what: string;
  /** Seconds after the event. */
  at: number;
}

/** A client on the LAN that keeps its connection to the virtual address. */
class Client {
  readonly connection = new KeptConnection();
  readonly own: Lab;

  constructor(own: Lab) {
    this.own = own;
  }

  /** Over the connection; `since`: the event. */
  ask(since: number): Heard {
    const { simulation } = this.own;
    const place = findPlace(simulation.world, "cl");
    const heard: Heard = { what: "nothing", at: Number.NaN };
    if (place.kind === "missing") throw new Error(place.why);
    simulation.ask(
      { from: place.value, servers: [VIP], source: null, transport: "tcp" },
      makeQuery({ name: nameOf("who.lab."), type: "TXT", class: "IN" }),
      (answer) => {
        heard.what = told(answer);
        heard.at = (simulation.now - since) / 1000;
      },
      { kind: "dig", timeoutMs: 30_000, attempts: 1, whenTruncated: "accept" },
      { connection: this.connection },
    );
    return heard;
  }
}

/** The connection is open and has answered once; then the event, and `askedS` later the next question. */
function playEvent(seed: number, event: Fault, askedS: number, restS = 12): { client: Client; heard: Heard } {
  const own = lab({ seed });
  own.runFor(3 + seed * 0.13);
  const client = new Client(own);
  expect(client.ask(0)).toMatchObject({ what: "nothing" });
  own.runFor(0.7);
  expect(client.connection.isOpen).toBe(true);
  const since = own.simulation.now;
  own.inject(event);
  own.runFor(askedS);
  const heard = client.ask(since);
  own.runFor(restS);
  return { client, heard };
}

describe("vrrp-measured.md section 5: what the DNS client sees of a connection that is open", () => {
  test("TCP open at SIGTERM: the client waits; RST from dns2 at its next retransmission after take-over, 0.86-0.91 s after the event; a new connection works at once", () => {
    for (const seed of SEEDS) {
      const { client, heard } = playEvent(seed, keepalivedOf("dns1"), 0.02, 3);
      expect(heard.what).toBe("reset");
      expect(outside([heard.at], [0.86, 0.91], 0.03)).toEqual([]);
      expect([client.connection.isOpen, client.connection.ended]).toEqual([false, "reset"]);
      const since = client.own.simulation.now;
      const again = client.ask(since);
      client.own.runFor(1);
      expect(again.what).toBe("dns2");
      expect(again.at).toBeLessThan(0.01);
      expect(client.connection.isOpen).toBe(true);
    }
  });

  // As seen again in a laboratory of the same kind, with the question 0.3 s after the signal: 0.730.
  test("asked later, it is a later repetition", () => {
    const { heard } = playEvent(1, keepalivedOf("dns1"), 0.309, 3);
    expect([heard.what, outside([heard.at], [0.73, 0.73], 0.03)]).toEqual(["reset", []]);
  });

  test("TCP open, host dead: RST after 3.38, 3.43, 6.87 s, at the repetition that follows the take-over", () => {
    const at = SEEDS.map((seed) => playEvent(seed, { kind: "crash", machine: "dns1" }, 0.1).heard);
    expect(new Set(at.map(({ what }) => what))).toEqual(new Set(["reset"]));
    for (const { at: seconds } of at)
      expect(
        [[3.38, 3.43] as const, [6.87, 6.87] as const].some((row) => outside([seconds], row, 0.13).length === 0),
      ).toBe(true);
  });

  test("TCP open, keepalived stopped (no gap): RST at the first segment after the GARP (3.4-3.6 s)", () => {
    for (const seed of SEEDS) {
      const own = lab({ seed });
      own.runFor(3 + seed * 0.13);
      const client = new Client(own);
      client.ask(0);
      own.runFor(0.5);
      const since = own.simulation.now;
      own.inject({ kind: "hang", machine: "dns1", program: "keepalived" });
      let heard: Heard = { what: "dns1", at: 0 };
      for (let asked = 0; asked < 300 && heard.what === "dns1"; asked += 1) {
        heard = client.ask(since);
        own.runFor(0.02);
      }
      expect(heard.what).toBe("reset");
      // From the last advert of dns1 to dns2's take-over it is 3.61 s, wherever in its second the signal came.
      const garp = own.seen.find(({ by, garps, at }) => by === "dns2" && garps > 0 && at > since);
      expect(outside([heard.at], [2.6, 3.7], 0)).toEqual([]);
      expect(since + heard.at * 1000 - (garp?.at ?? 0)).toBeLessThan(25);
      expect(client.ask(since)).toMatchObject({ what: "nothing" });
    }
  });

  test("TCP open, named killed: EOF, then refused", () => {
    const named: Fault = { kind: "kill", machine: "dns1", program: "named" };
    for (const seed of SEEDS) {
      const own = lab({ seed });
      own.runFor(3);
      const client = new Client(own);
      client.ask(0);
      own.runFor(0.5);
      own.inject(named);
      own.runFor(0.011);
      expect([client.connection.isOpen, client.connection.ended]).toEqual([false, "end-of-file"]);
      const since = own.simulation.now;
      const heard = client.ask(since);
      own.runFor(1);
      expect(heard.what).toBe("refused");
      expect(heard.at).toBeLessThan(0.01);
    }
  });
});
