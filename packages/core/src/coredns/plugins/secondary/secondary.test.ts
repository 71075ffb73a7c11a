import { describe, expect, it } from "vitest";
import { Scene, type Upstream } from "../upstreams.fixture.ts";

const COREFILE = "test {\n secondary {\n  transfer from 192.0.2.53\n }\n}\n";

/** A zone with these timers and this address for its one name. */
function zoneOf(serial: number, address: string): string {
  const soa = `test. 60 SOA ns.test. h.test. ${serial} 100 10 300 5`;
  return `NOERROR aa: ${soa}; test. 60 NS ns.test.; www.test. 60 A ${address}; ${soa}`;
}

function soaOf(serial: number): string {
  return `NOERROR aa: test. 60 SOA ns.test. h.test. ${serial} 100 10 300 5`;
}

/** A primary with serial 1, and with serial 2 once a minute has passed. */
const primary: Upstream = (question, _count, at) => {
  const [serial, address] = at < 60_000 ? ([1, "192.0.2.1"] as const) : ([2, "192.0.2.2"] as const);
  return question === "test. AXFR" ? zoneOf(serial, address) : soaOf(serial);
};
const ANSWER = (address: string): string => `NOERROR aa: www.test. 60 A ${address} -- test. 60 NS ns.test.`;

describe("a zone that is copied", () => {
  it("is there from the start", () => {
    const scene = new Scene(COREFILE, { "192.0.2.53": primary });
    expect(scene.ask(1000, "www.test. A")).toBe(ANSWER("192.0.2.1"));
    expect(scene.log).toEqual(["0 192.0.2.53 tcp test. AXFR"]);
  });

  it("is looked after once its refresh time has passed, by its serial first", () => {
    const scene = new Scene(COREFILE, { "192.0.2.53": primary });
    expect(scene.ask(99_000, "www.test. A")).toBe(ANSWER("192.0.2.1"));
    expect(scene.ask(101_000, "www.test. A")).toBe(ANSWER("192.0.2.2"));
    expect(scene.ask(201_500, "www.test. A")).toBe(ANSWER("192.0.2.2"));
    expect(scene.log).toEqual([
      "0 192.0.2.53 tcp test. AXFR",
      "101000 192.0.2.53 tcp test. SOA",
      "101000 192.0.2.53 tcp test. AXFR",
      "201500 192.0.2.53 tcp test. SOA",
    ]);
  });

  it("is kept while its primary is gone, until it expires, and comes back", () => {
    const mortal: Upstream = (question, count, at) =>
      at > 50_000 && at < 500_000 ? "closed" : primary(question, count, at);
    const scene = new Scene(COREFILE, { "192.0.2.53": mortal });
    expect(scene.ask(101_000, "www.test. A")).toBe(ANSWER("192.0.2.1"));
    expect(scene.ask(250_000, "www.test. A")).toBe(ANSWER("192.0.2.1"));
    expect(scene.ask(301_000, "www.test. A")).toBe("SERVFAIL");
    expect(scene.ask(600_000, "www.test. A")).toBe(ANSWER("192.0.2.2"));
  });
});

describe("a zone that cannot be copied", () => {
  it.each<readonly [string, string]>([
    ["refused", "REFUSED"],
    ["cut off", "NOERROR aa: test. 60 SOA ns.test. h.test. 1 100 10 300 5"],
    ["not begun with its SOA", `NOERROR aa: www.test. 60 A 192.0.2.1; ${soaOf(1).slice(12)}`],
    ["a closed port", "closed"],
  ])("%s: SERVFAIL", (_, said) => {
    const scene = new Scene(COREFILE, { "192.0.2.53": () => said });
    expect(scene.ask(1000, "www.test. A")).toBe("SERVFAIL");
    expect(scene.ask(2000, "www.test. A")).toBe("SERVFAIL");
    expect(scene.log).toEqual(["0 192.0.2.53 tcp test. AXFR"]);
  });

  it("is tried again behind a later question", () => {
    const late: Upstream = (question, count, at) => (at < 9000 ? "REFUSED" : primary(question, count, at));
    const scene = new Scene(COREFILE, { "192.0.2.53": late });
    expect(scene.ask(20_000, "www.test. A")).toBe("SERVFAIL");
    expect(scene.ask(20_100, "www.test. A")).toBe(ANSWER("192.0.2.1"));
  });

  it("is taken from the next primary", () => {
    const corefile = "test {\n secondary {\n  transfer from 192.0.2.54 192.0.2.53\n }\n}\n";
    const scene = new Scene(corefile, { "192.0.2.54": () => "REFUSED", "192.0.2.53": primary });
    expect(scene.ask(1000, "www.test. A")).toBe(ANSWER("192.0.2.1"));
  });
});

describe("beside the zone", () => {
  it.each<readonly [string, string, string]>([
    [
      "a name of another zone goes on",
      ". {\n secondary test {\n  transfer from 192.0.2.53\n }\n whoami\n}\n",
      "NOERROR aa",
    ],
    ["as the last plugin it refuses", ". {\n secondary test {\n  transfer from 192.0.2.53\n }\n}\n", "REFUSED"],
    [
      "catalog zones are not modelled",
      ". {\n secondary test {\n  transfer from 192.0.2.53\n  catalog\n }\n}\n",
      "unsupported: catalog zones of the secondary plugin",
    ],
  ])("%s", (_, corefile, expected) => {
    const scene = new Scene(corefile, { "192.0.2.53": primary });
    expect(scene.ask(1000, "www.elsewhere. A")).toBe(expected);
  });

  it("a copy of the server goes on by itself", () => {
    const scene = new Scene(COREFILE, { "192.0.2.53": primary });
    const fork = new Scene(COREFILE, { "192.0.2.53": primary }, () => 0, scene.server.fork());
    scene.ask(1000, "www.test. A");
    expect(fork.ask(2000, "www.test. A")).toBe(ANSWER("192.0.2.1"));
    expect(fork.log).toEqual(["0 192.0.2.53 tcp test. AXFR"]);
  });
});
