import { type Address, makeQuery, nameOf } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { findPlace } from "../asking/index.ts";
import { Capture, pcapOf } from "../capture/index.ts";
import { readCapture } from "../capture/read-capture.fixture.ts";
import { KeptConnection } from "../sending/index.ts";
import { keepalivedOf, type LabOptions, lab } from "./measured/lab.fixture.ts";
import { told } from "./pair.fixture.ts";
import type { Fault } from "./world/fault.ts";

const VIP = "192.168.13.10" as Address;

/** A client of the laboratory that keeps a connection to an address. */
function client(options: LabOptions = {}, address = VIP) {
  const own = lab(options);
  own.runFor(3);
  const connection = new KeptConnection();
  /** What comes of a question over it, and after how many milliseconds; the time passes. */
  const ask = (waitS = 1, timeoutMs = 30_000): string => {
    const place = findPlace(own.simulation.world, "cl");
    if (place.kind === "missing") throw new Error(place.why);
    const asked = own.simulation.now;
    let heard = "nothing";
    own.simulation.ask(
      { from: place.value, servers: [{ address, port: 53 }], source: null, transport: "tcp" },
      makeQuery({ name: nameOf("who.lab."), type: "TXT", class: "IN" }),
      (answer) => (heard = `${told(answer)} ${Math.round((own.simulation.now - asked) * 10) / 10}`),
      { kind: "dig", timeoutMs, attempts: 1, whenTruncated: "accept" },
      { connection },
    );
    own.runFor(waitS);
    return heard;
  };
  return { own, connection, ask };
}

describe("a connection that its client keeps", () => {
  test("the first question opens it, the others take one way there and one back", () => {
    const { connection, ask } = client();
    expect([connection.isOpen, connection.ended]).toEqual([false, null]);
    expect([ask(), ask(), ask()]).toEqual(["dns1 0.2", "dns1 0.1", "dns1 0.1"]);
    expect([connection.isOpen, connection.ended]).toEqual([true, null]);
  });

  test.each<readonly [string, string, number]>([
    ["by default", "", 30],
    ["tcp-idle-timeout 50", "tcp-idle-timeout 50;", 5],
  ])("named closes it when nobody has asked for long: %s", (_, bind, idleS) => {
    const { own, connection, ask } = client({ bind });
    ask(0);
    own.runFor(idleS - 0.5);
    expect(ask(0)).toBe("nothing");
    own.runFor(idleS - 0.1);
    expect(connection.isOpen).toBe(true);
    own.runFor(0.2);
    expect([connection.isOpen, connection.ended]).toEqual([false, "end-of-file"]);
    expect(ask()).toBe("dns1 0.2");
  });

  test("an end that is not heard is found out by asking: a reset, and then another connection", () => {
    const { own, connection, ask } = client({ bind: "tcp-idle-timeout 50;" });
    const cut: Fault = { kind: "cut", between: ["dns1", "cl"], direction: "one-way" };
    ask();
    own.inject(cut);
    own.runFor(30);
    expect(connection.isOpen).toBe(true);
    own.heal(cut);
    expect(ask()).toBe("reset 0.1");
    expect([connection.isOpen, connection.ended]).toEqual([false, "reset"]);
    expect(ask()).toBe("dns1 0.2");
  });

  test("a FIN that is lost is sent again", () => {
    const { own, connection, ask } = client({ bind: "tcp-idle-timeout 50;" });
    const cut: Fault = { kind: "cut", between: ["dns1", "cl"], direction: "one-way" };
    ask();
    own.inject(cut);
    own.runFor(5);
    own.heal(cut);
    own.runFor(1);
    expect([connection.isOpen, connection.ended]).toEqual([false, "end-of-file"]);
  });

  test("after a fail-back within the server's patience it still works: dns1 has never closed it", () => {
    const { own, connection, ask } = client();
    ask(0.5);
    own.inject(keepalivedOf("dns1"));
    own.runFor(3);
    own.heal(keepalivedOf("dns1"));
    own.runFor(5);
    expect([own.holders, ask()]).toEqual(["dns1", "dns1 0.1"]);
    expect(connection.ended).toBeNull();
  });

  test("an address of the machine's own does not move: nothing happens at a take-over", () => {
    const { own, ask } = client({}, "192.168.13.11" as Address);
    ask(0.5);
    own.inject(keepalivedOf("dns1"));
    own.runFor(3);
    expect(ask()).toBe("dns1 0.1");
  });

  test("a machine that stands still answers when it goes on", () => {
    const { own, ask } = client();
    ask(0.5);
    own.inject({ kind: "hang", machine: "dns1", program: "named" });
    own.simulation.after(700, () => own.heal({ kind: "hang", machine: "dns1", program: "named" }));
    expect(ask()).toBe("dns1 700.1");
  });

  test("after a question that nobody answered its client closes it, and opens another", () => {
    const { own, connection, ask } = client();
    ask(0.5);
    own.inject({ kind: "cut", between: ["dns1", "cl"], direction: "both-ways" });
    expect(ask(4, 3000)).toBe("timeout 3000");
    expect([connection.isOpen, connection.ended]).toEqual([false, null]);
    own.heal({ kind: "cut", between: ["dns1", "cl"], direction: "both-ways" });
    expect(ask()).toBe("dns1 0.2");
  });

  test("another server gets a connection of its own", () => {
    const { connection, ask } = client();
    ask(0.5);
    expect(connection.openTo({ address: VIP, port: 53 })).not.toBeNull();
    expect(connection.openTo({ address: "192.168.13.12" as Address, port: 53 })).toBeNull();
    expect(connection.openTo({ address: VIP, port: 853 })).toBeNull();
  });

  test("a capture has one handshake, no end behind an answer, and the reset", () => {
    const { own, ask } = client();
    const capture = new Capture(own.simulation.world.network.stations.keys(), "cl");
    own.simulation.listenIn(capture.take);
    ask(0.2);
    ask(0.2);
    own.inject(keepalivedOf("dns1"));
    ask(2);
    own.simulation.listenIn(() => undefined);
    const [there, back] = ["192.168.13.50:40000 > 192.168.13.10:53", "192.168.13.10:53 > 192.168.13.50:40000"];
    const third = `tcp ${there} P. 1055+27 ack 5089`;
    expect(
      readCapture(pcapOf(capture.frames))
        .map(({ what }) => what)
        .filter((what) => what.startsWith("tcp")),
    ).toEqual([
      `tcp ${there} S 1000+0 ack 0`,
      `tcp ${there} . 1001+0 ack 5001`,
      `tcp ${there} P. 1001+27 ack 5001`,
      `tcp ${back} S. 5000+0 ack 1001`,
      `tcp ${back} P. 5001+44 ack 1028`,
      `tcp ${there} . 1028+0 ack 5045`,
      `tcp ${there} P. 1028+27 ack 5045`,
      `tcp ${back} P. 5045+44 ack 1055`,
      `tcp ${there} . 1055+0 ack 5089`,
      // As a real client was seen: at once, after 0.2, 0.4 and 0.8 s.
      ...[third, third, third, third],
      `tcp ${back} R 5089+0 ack 0`,
    ]);
  });
});
