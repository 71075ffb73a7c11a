import { describe, expect, it } from "vitest";
import { keepOpen, waitForNext } from "./far-end.ts";
import { segmentAgainMs } from "./retransmission.ts";
import { LEG_MS, LOST, Scene } from "./scripted-ether.fixture.ts";

/** `tcp-idle-timeout` of named. */
const IDLE_MS = 30_000;

/** A connection of the laptop to dns1, which is open at moment zero. */
function opened(transport: "udp" | "tcp" = "tcp", kept: "kept" | "closed" = "kept") {
  const scene = new Scene();
  const plan = scene.plan(transport, kept);
  const { delivery } = scene.endOf(plan);
  const resident = scene.twin.residents.find(({ station }) => station === "dns1");
  if (resident === undefined) throw new Error("named runs on dns1");
  keepOpen(plan, delivery, resident);
  // The question over which it was opened has its answer.
  plan.wait.end({ kind: "answered", fitted: [] });
  return {
    scene,
    plan,
    delivery,
    far: scene.connection.openTo(plan.asked.to),
    answer: () => waitForNext(plan, delivery),
  };
}

const standing = ({ connection }: Scene): string =>
  connection.isOpen ? "open" : `closed, ${connection.ended ?? "by its client"}`;

describe("the server's end of a connection", () => {
  it.each([
    ["udp", "kept"],
    ["tcp", "closed"],
  ] as const)("is kept by nobody who asks over %s, %s", (transport, kept) => {
    const { scene, far } = opened(transport, kept);
    expect([standing(scene), far, scene.ether.watchers]).toEqual(["closed, by its client", null, 0]);
  });

  it("is the client's address and the program that has taken it", () => {
    const { far } = opened();
    expect([far?.source, far?.station, far?.resident.program, far?.isThere]).toEqual([
      "192.168.13.50",
      "dns1",
      "bind",
      true,
    ]);
  });

  it.each([
    ["a machine that is still there says so", true, "closed, end-of-file"],
    ["one that is dead does not, and the client believes it open", false, "open"],
  ])("its program dies: %s", (_what, isHeard, expected) => {
    const { scene, far } = opened();
    scene.passUntil(100).ether.kill(isHeard);
    expect(far?.isThere).toBe(false);
    scene.passUntil(100 + LEG_MS - 1);
    expect(standing(scene)).toBe("open");
    scene.passUntil(100 + LEG_MS);
    expect(standing(scene)).toBe(expected);
  });
});

describe("a connection over which nobody asks", () => {
  it("is closed when the server has waited so long, and not before", () => {
    const { scene, answer } = opened();
    answer();
    scene.passUntil(IDLE_MS + LEG_MS - 1);
    expect(standing(scene)).toBe("open");
    scene.passUntil(IDLE_MS + LEG_MS);
    expect(standing(scene)).toBe("closed, end-of-file");
  });

  it("the clock begins anew with each answer, and stands while a question is there", () => {
    const { scene, answer, far } = opened();
    answer();
    scene.passUntil(20_000);
    answer();
    scene.passUntil(IDLE_MS + LEG_MS);
    expect(standing(scene)).toBe("open");
    if (far !== null) far.askedTimes += 1;
    scene.passUntil(10 * IDLE_MS);
    expect(standing(scene)).toBe("open");
  });

  it("a server that says nothing of its patience waits for ever", () => {
    const { scene, plan, delivery, far } = opened();
    if (far === null) throw new Error("it is open");
    const { tcpIdleMs: _none, ...patient } = far.resident;
    scene.connection.opened({ ...far, resident: patient });
    waitForNext(plan, delivery);
    scene.passUntil(100 * IDLE_MS);
    expect(standing(scene)).toBe("open");
  });
});

describe("a FIN", () => {
  const finAt = (times: number): number =>
    Array.from({ length: times }, (_, attempt) => segmentAgainMs(attempt) ?? 0).reduce((sum, ms) => sum + ms, 100);

  it.each([1, 3])("that is lost %i times is sent again", (times) => {
    const { scene } = opened();
    scene.ether.next.push(...Array.from({ length: times }, () => LOST));
    scene.passUntil(100).ether.kill(true);
    scene.passUntil(finAt(times) + LEG_MS - 1);
    expect(standing(scene)).toBe("open");
    scene.passUntil(finAt(times) + LEG_MS);
    expect(standing(scene)).toBe("closed, end-of-file");
    expect(scene.ether.sentAt).toEqual(Array.from({ length: times + 1 }, (_, at) => finAt(at)));
  });

  it("waits for the address that its machine has lost", () => {
    const { scene } = opened();
    scene.ether.hasAddresses = false;
    scene.passUntil(100).ether.kill(true);
    scene.passUntil(finAt(2) - 1);
    expect(scene.ether.sentAt).toEqual([]);
    scene.ether.hasAddresses = true;
    scene.passUntil(finAt(2) + LEG_MS);
    expect(standing(scene)).toBe("closed, end-of-file");
  });

  it("that was under way when its client gave the connection up is the last one", () => {
    const { scene, far } = opened();
    scene.ether.next.push(LOST, LOST, LOST);
    scene.passUntil(100).ether.kill(true);
    scene.connection.failed("reset");
    scene.passUntil(10 * IDLE_MS);
    expect([standing(scene), far?.isThere, scene.ether.sentAt]).toEqual(["closed, reset", false, [100, finAt(1)]]);
  });
});
