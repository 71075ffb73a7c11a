import { describe, expect, it } from "vitest";
import { AtServer } from "./at-server.ts";
import { keepOpen } from "./far-end.ts";
import { OverConnection } from "./over-connection.ts";
import { segmentAgainMs } from "./retransmission.ts";
import { LEG_MS, LOST, PATIENCE_MS, Scene } from "./scripted-ether.fixture.ts";

/** A question over a connection that is open already. */
function asking(prepare: (scene: Scene) => void = () => undefined) {
  const scene = new Scene();
  const plan = scene.plan("tcp", "kept");
  const resident = scene.twin.residents.find(({ station }) => station === "dns1");
  if (resident === undefined) throw new Error("named runs on dns1");
  keepOpen(plan, scene.endOf(plan).delivery, resident);
  const far = scene.connection.openTo(plan.asked.to);
  if (far === null) throw new Error("it is open");
  prepare(scene);
  new OverConnection(plan, new AtServer(plan), far).send(0);
  return { scene, far };
}

function meets(reception: Scene["ether"]["meets"]): (scene: Scene) => void {
  return ({ ether }) => {
    ether.meets = reception;
  };
}

/** When what is lost so often is sent for the last time. */
const sentAt = (times: number): number =>
  Array.from({ length: times }, (_, attempt) => segmentAgainMs(attempt) ?? 0).reduce((sum, ms) => sum + ms, 0);

describe("a question over a connection that is open", () => {
  it("takes one way there and one back, and whoever asks does not idle", () => {
    const { scene, far } = asking();
    expect(far.askedTimes).toBe(1);
    scene.passUntil(PATIENCE_MS);
    expect([scene.heard, scene.ether.sentAt, scene.received]).toEqual([[`answered ${2 * LEG_MS}`], [0, LEG_MS], 1]);
  });

  it.each([1, 2, 4])("is sent again when it is lost, %i times", (times) => {
    const { scene } = asking(({ ether }) => ether.next.push(...Array.from({ length: times }, () => LOST)));
    scene.passUntil(PATIENCE_MS);
    expect(scene.heard).toEqual([`answered ${sentAt(times) + 2 * LEG_MS}`]);
    expect(scene.ether.sentAt.slice(0, times + 1)).toEqual(Array.from({ length: times + 1 }, (_, at) => sentAt(at)));
  });

  it("is lost as often as its asker has patience, and then the connection is given up", () => {
    const { scene } = asking(({ ether }) => ether.next.push(...Array.from({ length: 40 }, () => LOST)));
    scene.passUntil(PATIENCE_MS);
    expect([scene.heard, scene.connection.isOpen]).toEqual([[`timeout ${PATIENCE_MS}`], false]);
  });

  it("a machine that knows nothing of the connection resets it", () => {
    const { scene, far } = asking();
    far.isThere = false;
    scene.passUntil(PATIENCE_MS);
    expect([scene.heard, scene.received, scene.connection.ended]).toEqual([[`reset ${2 * LEG_MS}`], 0, "reset"]);
  });

  it("a reset that is lost comes with the question that is sent again", () => {
    const { scene, far } = asking();
    far.isThere = false;
    scene.passUntil(LEG_MS - 1);
    scene.ether.next.push(LOST);
    scene.passUntil(PATIENCE_MS);
    expect(scene.heard).toEqual([`reset ${LEG_MS + (segmentAgainMs(0) ?? 0) + 2 * LEG_MS}`]);
  });

  it("so does the machine that has its address now", () => {
    const { scene, far } = asking();
    Object.assign(far, { station: "silent" });
    scene.passUntil(PATIENCE_MS);
    expect([scene.heard, scene.received]).toEqual([[`reset ${2 * LEG_MS}`], 0]);
  });

  it("waits in the kernel of a machine whose program stands still", () => {
    const { scene } = asking(meets("held"));
    scene.passUntil(700).ether.goOn();
    scene.passUntil(PATIENCE_MS);
    expect(scene.heard).toEqual([`answered ${700 + LEG_MS}`]);
  });

  it("is sent again where nobody says anything, until somebody does", () => {
    const { scene } = asking(meets("silent"));
    scene.passUntil(300);
    scene.ether.meets = "taken";
    scene.passUntil(PATIENCE_MS);
    // Each try is a way there before it is known to be in vain.
    const second = LEG_MS + (segmentAgainMs(0) ?? 0);
    const third = second + LEG_MS + (segmentAgainMs(1) ?? 0);
    expect(scene.ether.sentAt.slice(0, 3)).toEqual([0, second, third]);
    expect(scene.heard).toEqual([`answered ${third + 2 * LEG_MS}`]);
  });
});
