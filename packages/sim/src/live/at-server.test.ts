import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AtServer } from "./at-server.ts";
import { segmentAgainMs } from "./retransmission.ts";
import { LEG_MS, LOST, PATIENCE_MS, Scene } from "./scripted-ether.fixture.ts";

type Transport = "udp" | "tcp";

/** A question that has come to dns1 at moment zero; what its asker hears of it by the end of his patience. */
function fate(
  transport: Transport,
  prepare: (scene: Scene) => void,
  meanwhile: (scene: Scene) => void = () => undefined,
) {
  const scene = new Scene();
  prepare(scene);
  const plan = scene.plan(transport);
  new AtServer(plan).arrive(scene.endOf(plan));
  scene.passUntil(500);
  meanwhile(scene);
  scene.passUntil(2 * PATIENCE_MS);
  return { heard: scene.heard.join(", "), received: scene.received, left: scene.ether.watchers };
}

const nothing = (): void => undefined;
function meets(reception: Scene["ether"]["meets"]): (scene: Scene) => void {
  return ({ ether }) => {
    ether.meets = reception;
  };
}

function withoutSocket({ ether }: Scene): void {
  ether.hears = false;
}

function withoutAddress({ ether }: Scene): void {
  ether.hasAddresses = false;
}

describe("what a question meets at a server's machine", () => {
  it.each<
    readonly [what: string, transport: Transport, prepare: (scene: Scene) => void, heard: string, received: number]
  >([
    ["a server at work: its answer takes the way back", "udp", nothing, `answered ${LEG_MS}`, 1],
    ["over TCP too", "tcp", nothing, `answered ${LEG_MS}`, 1],
    ["nobody at that port: an ICMP message, which takes the way back", "udp", meets("refused"), `refused ${LEG_MS}`, 0],
    ["a reset", "tcp", meets("refused"), `refused ${LEG_MS}`, 0],
    ["a socket that no program has any more", "tcp", withoutSocket, `refused ${LEG_MS}`, 0],
    [
      "a refusal that is lost on its way",
      "udp",
      (scene) => {
        scene.ether.meets = "refused";
        scene.ether.next.push(LOST);
      },
      `timeout ${PATIENCE_MS}`,
      0,
    ],
    ["a machine that says nothing", "udp", meets("silent"), `timeout ${PATIENCE_MS}`, 0],
    ["a program that stands still", "udp", meets("held"), `timeout ${PATIENCE_MS}`, 0],
    [
      "an answer that is lost: nobody sends a datagram again",
      "udp",
      (scene) => scene.ether.next.push(LOST),
      `timeout ${PATIENCE_MS}`,
      1,
    ],
    ["a machine that has lost its address meanwhile", "tcp", withoutAddress, `timeout ${PATIENCE_MS}`, 1],
  ])("%s (%s)", (_what, transport, prepare, heard, received) => {
    const fared = fate(transport, prepare);
    expect([fared.heard, fared.received]).toEqual([heard, received]);
  });

  it("whoever has answered is watched no more", () => {
    expect(fate("tcp", nothing).left).toBe(0);
    expect(fate("udp", meets("held"), ({ ether }) => ether.goOn()).left).toBe(0);
  });

  it.each([1, 2, 5])("what is lost of an answer over TCP is sent again, %i times", (times) => {
    const againMs = Array.from({ length: times }, (_, attempt) => segmentAgainMs(attempt) ?? 0);
    const lost = (scene: Scene): void => void scene.ether.next.push(...againMs.map(() => LOST));
    const atMs = againMs.reduce((sum, ms) => sum + ms, LEG_MS);
    expect(fate("tcp", lost).heard).toBe(`answered ${atMs}`);
  });
});

describe("a program that stands still with a question", () => {
  const GONE_ON = 500;
  it.each<
    readonly [what: string, transport: Transport, meanwhile: (scene: Scene) => void, heard: string, received: number]
  >([
    ["and goes on", "udp", (scene) => scene.ether.goOn(), `answered ${GONE_ON + LEG_MS}`, 1],
    ["and goes on", "tcp", (scene) => scene.ether.goOn(), `answered ${GONE_ON + LEG_MS}`, 1],
    ["and is killed: a datagram dies with it", "udp", (scene) => scene.ether.kill(true), `timeout ${PATIENCE_MS}`, 0],
    [
      "and is killed: its machine closes the connection",
      "tcp",
      (scene) => scene.ether.kill(true),
      `reset ${GONE_ON + LEG_MS}`,
      0,
    ],
    ["and its machine dies too", "tcp", (scene) => scene.ether.kill(false), `timeout ${PATIENCE_MS}`, 0],
  ])("%s (%s)", (_what, transport, meanwhile, heard, received) => {
    const fared = fate(transport, meets("held"), meanwhile);
    expect([fared.heard, fared.received]).toEqual([heard, received]);
  });
});

describe("a server that asks another one first", () => {
  const asking = (transport: Transport): Scene => {
    const scene = new Scene();
    const plan = scene.plan(transport, "closed", "x.silent.test");
    new AtServer(plan).arrive(scene.endOf(plan));
    scene.passUntil(100);
    expect([scene.others.length, scene.heard, scene.ether.watchers]).toEqual([1, [], 1]);
    return scene;
  };

  it("answers when it has heard, and is watched no more", () => {
    const scene = asking("tcp");
    for (const notice of scene.others.splice(0)) notice({ kind: "failed", how: "refused", why: "closed" });
    scene.passUntil(PATIENCE_MS);
    expect([scene.heard, scene.ether.watchers]).toEqual([[`answered ${100 + LEG_MS}`], 0]);
  });

  it.each<readonly [what: string, transport: Transport, isHeard: boolean, heard: string]>([
    ["a connection is reset by its machine", "tcp", true, `reset ${100 + LEG_MS}`],
    ["which may be dead itself", "tcp", false, `timeout ${PATIENCE_MS}`],
    ["a datagram is forgotten", "udp", true, `timeout ${PATIENCE_MS}`],
  ])("and is killed over it: %s", (_what, transport, isHeard, heard) => {
    const scene = asking(transport);
    scene.ether.kill(isHeard);
    for (const notice of scene.others) notice({ kind: "failed", how: "refused", why: "closed" });
    scene.passUntil(PATIENCE_MS);
    expect(scene.heard).toEqual([heard]);
  });
});

describe("a second copy of a datagram", () => {
  it("is another question to the server, whose answer nobody waits for", () => {
    const scene = new Scene();
    const plan = scene.plan("udp");
    const server = new AtServer(plan);
    server.arriveAgain(scene.endOf(plan));
    scene.passUntil(PATIENCE_MS - 1);
    expect([scene.received, scene.heard, scene.ether.sentAt]).toEqual([1, [], []]);
  });

  it.each(["held", "refused", "silent"] as const)("meets nobody where the program is %s", (reception) => {
    const scene = new Scene();
    scene.ether.meets = reception;
    const plan = scene.plan("udp");
    new AtServer(plan).arriveAgain(scene.endOf(plan));
    expect(scene.received).toBe(0);
  });
});

it("law: whatever a question meets, its asker hears once, and not after his time", () => {
  const reception = fc.constantFrom("taken", "held", "refused", "silent");
  const meanwhile = fc.constantFrom("nothing", "goOn", "kill", "die");
  fc.assert(
    fc.property(
      fc.constantFrom<Transport>("udp", "tcp"),
      reception,
      meanwhile,
      fc.array(fc.boolean(), { maxLength: 20 }),
      (transport, met, deed, lost) => {
        const { heard } = fate(
          transport,
          (scene) => {
            scene.ether.meets = met;
            scene.ether.next.push(...lost.flatMap((isLost) => (isLost ? [LOST] : [])));
          },
          ({ ether }) => {
            if (deed === "goOn") ether.goOn();
            if (deed === "kill" || deed === "die") ether.kill(deed === "kill");
          },
        );
        expect(heard).toMatch(/^(answered|refused|reset|timeout) \d+$/);
        expect(Number(heard.split(" ")[1])).toBeLessThanOrEqual(PATIENCE_MS);
      },
    ),
    { numRuns: 60 },
  );
});
