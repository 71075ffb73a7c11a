import { type Address, makeQuery, nameOf } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { findPlace } from "../../asking/index.ts";
import type { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { ONE, pods, TWO } from "./coredns.fixture.ts";

const NAMED: Fault = { kind: "kill", machine: "upstream", program: "named" };
const POWER: Fault = { kind: "crash", machine: "upstream" };
const CUT: Fault = { kind: "cut", between: ["upstream", "router"], direction: "both-ways" };
const ROUTER: Fault = { kind: "interface-down", machine: "router", link: "lan" };

/** CoreDNS in pod one before the upstream, without a cache, asked by pod two. */
class Lab {
  readonly simulation: Simulation;

  constructor(properties: string) {
    const corefile = `.:53 {\n  errors\n  forward . 192.168.13.98 {\n${properties}\n}\n}\n`;
    this.simulation = pods({ corefile });
    this.simulation.runFor(1000);
  }

  /** What comes, and after how many milliseconds. */
  ask(): readonly [rcode: string, afterMs: number] {
    const { simulation } = this;
    const place = findPlace(simulation.world, TWO);
    const address = simulation.world.stationNow(ONE)?.addresses[0]?.address;
    if (place.kind === "missing" || address === undefined) throw new Error("no such pod");
    const begun = simulation.now;
    let got: readonly [string, number] | null = null;
    simulation.ask(
      { from: place.value, servers: [{ address: address as Address, port: 53 }], source: null, transport: "udp" },
      makeQuery({ name: nameOf("www.up.lab."), type: "A", class: "IN" }),
      (answer) => {
        const rcode = answer.kind === "answered" ? (answer.messages[0]?.rcode ?? "") : answer.kind;
        got = [rcode, Math.round((simulation.now - begun) * 10) / 10];
      },
      { kind: "dig", timeoutMs: 60_000, attempts: 1, whenTruncated: "accept" },
    );
    while (got === null) simulation.runFor(1);
    return got;
  }

  do(...faults: readonly ["+" | "-", Fault][]): this {
    for (const [sign, fault] of faults) {
      if (sign === "+") this.simulation.inject(fault);
      else this.simulation.heal(fault);
      this.simulation.runFor(300);
    }
    return this;
  }

  pass(seconds: number): this {
    this.simulation.runFor(seconds * 1000);
    return this;
  }
}

/** As plugin/pkg/proxy of CoreDNS 1.15.0 did before a server in a network namespace: its program killed, its address moved, its cable out. */
describe("a connection that CoreDNS keeps to its upstream", () => {
  const known = (properties = "force_tcp"): Lab => {
    const lab = new Lab(properties);
    lab.ask();
    return lab;
  };

  test("saves the handshake, until nobody has asked for `expire`", () => {
    const lab = new Lab("force_tcp");
    const [first, second] = [lab.ask(), lab.ask()];
    expect([first[0], second[0]]).toEqual(["NOERROR", "NOERROR"]);
    expect(second[1]).toBeLessThan(first[1]);
    expect(lab.pass(9.9).ask()).toEqual(second);
    expect(lab.pass(10.1).ask()).toEqual(first);
    const short = known("force_tcp\nexpire 2s");
    expect(short.pass(2.1).ask()).toEqual(first);
  });

  test("whose server has ended was closed, and a new one is refused at once", () => {
    const lab = known().do(["+", NAMED]);
    expect(lab.ask()[0]).toBe("SERVFAIL");
    expect(lab.ask()[1]).toBeLessThan(5);
    expect(lab.do(["-", NAMED]).ask()[0]).toBe("NOERROR");
  });

  test("of which the upstream's machine knows nothing any more is reset, and the second attempt opens another", () => {
    const lab = known();
    const kept = lab.ask();
    const [rcode, afterMs] = lab.do(["+", POWER], ["-", POWER]).ask();
    expect(rcode).toBe("NOERROR");
    expect(afterMs).toBeGreaterThan(kept[1]);
    expect(afterMs).toBeLessThan(20);
    expect(lab.ask()).toEqual(kept);
  });

  test("with one attempt alone the question is lost by that, where a new connection would have had an answer", () => {
    const lab = known("force_tcp\nmax_connect_attempts 1").do(["+", POWER], ["-", POWER]);
    expect(lab.ask()[0]).toBe("SERVFAIL");
    expect(lab.ask()[0]).toBe("NOERROR");
    const late = known("force_tcp\nmax_connect_attempts 1").do(["+", POWER], ["-", POWER]).pass(10);
    expect(late.ask()[0]).toBe("NOERROR");
  });

  test("over which nothing comes costs `read_timeout`, and a new one as long as a connection may take", () => {
    const kept = known("force_tcp\nmax_connect_attempts 1").do(["+", CUT]);
    const [, afterMs] = kept.ask();
    expect(afterMs).toBeGreaterThan(2000);
    expect(afterMs).toBeLessThan(2005);
    // One has been dialled before: 15 s on the average were 11.25, and may be twice that.
    const [rcode, longMs] = kept.ask();
    expect([rcode, Math.round(longMs / 100)]).toEqual(["SERVFAIL", 225]);
  });
});

describe("what routers say of a question over UDP ends CoreDNS's wait (IP_RECVERR)", () => {
  test("no route: both attempts have failed at once", () => {
    const lab = new Lab("").do(["+", ROUTER]);
    const [rcode, afterMs] = lab.ask();
    expect(rcode).toBe("SERVFAIL");
    expect(afterMs).toBeLessThan(10);
  });

  test("silence is waited for twice, and a router that looks for the machine gives up after three seconds", () => {
    const seconds = (lab: Lab): readonly [string, number] => {
      const [rcode, afterMs] = lab.do(["+", CUT]).ask();
      return [rcode, Math.round(afterMs / 100) / 10];
    };
    const known = new Lab("");
    known.ask();
    expect(seconds(known)).toEqual(["SERVFAIL", 4]);
    expect(seconds(new Lab(""))).toEqual(["SERVFAIL", 3.1]);
  });
});
