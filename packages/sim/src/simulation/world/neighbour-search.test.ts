import { type Address, type Instant, instantFromMs } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { ManualAgenda } from "../../live/index.ts";
import { keepalivedOf, lab } from "../measured/lab.fixture.ts";
import { askWho } from "../pair.fixture.ts";
import { NeighbourSearches } from "./neighbour-search.ts";

const ADDRESS = "192.0.2.9" as Address;

/** Each line: who has heard what, and when. `thereMs`: somebody answers from then on; `saysMs`: and says so unasked. */
function heard(
  waits: readonly (readonly [who: string, atMs: number])[],
  thereMs = Infinity,
  saysMs = Infinity,
): readonly string[] {
  const agenda = new ManualAgenda();
  const lines: string[] = [];
  const searches = new NeighbourSearches({
    now: () => agenda.now(),
    isThere: () => agenda.now() >= thereMs,
    at: (when, act) => void agenda.at(when, act),
  });
  for (const [who, atMs] of waits) {
    agenda.at(instantFromMs(atMs), () =>
      searches.wait(who.slice(0, 1), ADDRESS, (how) => lines.push(`${who} ${how} ${agenda.now()}`)),
    );
  }
  if (saysMs < Infinity) agenda.at(saysMs as Instant, () => searches.announced(ADDRESS, ["a"]));
  agenda.passUntil(instantFromMs(20_000));
  return lines;
}

describe("who looks for a neighbour (seen: Linux 6.18, two network namespaces)", () => {
  test.each<readonly [string, Parameters<typeof heard>, readonly string[]]>([
    ["nobody answers: three seconds", [[["a1", 0]]], ["a1 failed 3060"]],
    [
      "everybody on a machine waits for the same search",
      [
        [
          ["a1", 5],
          ["a2", 1409],
          ["a3", 2210],
        ],
      ],
      ["a1 failed 3065", "a2 failed 3065", "a3 failed 3065"],
    ],
    [
      "who comes after its end begins another",
      [
        [
          ["a1", 0],
          ["a2", 3500],
        ],
      ],
      ["a1 failed 3060", "a2 failed 6560"],
    ],
    [
      "each machine looks for itself",
      [
        [
          ["a1", 0],
          ["b1", 500],
        ],
      ],
      ["a1 failed 3060", "b1 failed 3560"],
    ],
    [
      "who appears is found by the next question",
      [
        [
          ["a1", 0],
          ["a2", 1700],
        ],
        1500,
      ],
      ["a1 found 2040", "a2 found 2040"],
    ],
    ["not after the last one", [[["a1", 0]], 2500], ["a1 failed 3060"]],
    [
      "who says so himself is found at once",
      [
        [
          ["a1", 0],
          ["b1", 0],
        ],
        1500,
        1500,
      ],
      ["a1 found 1500", "b1 found 2040"],
    ],
  ])("%s", (_, scene, lines) => {
    expect(heard(...scene)).toEqual(lines);
  });

  test("who waits no more hears nothing", () => {
    const agenda = new ManualAgenda();
    const world = {
      now: () => agenda.now(),
      isThere: () => false,
      at: (when: Instant, act: () => void) => void agenda.at(when, act),
    };
    let heardOf = 0;
    new NeighbourSearches(world).wait("a", ADDRESS, () => (heardOf += 1))();
    agenda.passUntil(instantFromMs(5000));
    expect(heardOf).toBe(0);
  });
});

describe("a virtual address that nobody has", () => {
  /** What came of questions that cl puts so many milliseconds after the address has gone; it remembers nobody. */
  function questions(atMs: readonly number[], returnsMs: number | null, transport: "udp" | "tcp"): readonly string[] {
    const own = lab();
    own.runFor(3);
    own.inject(keepalivedOf("dns1"), keepalivedOf("dns2"));
    const { simulation } = own;
    const since = simulation.now;
    const lines: string[] = [];
    for (const at of atMs) {
      simulation.after(at, () =>
        askWho(
          simulation,
          "cl",
          (who) => lines.push(`${at}: ${who} at ${Math.round((simulation.now - since) / 10) / 100}`),
          10_000,
          transport,
        ),
      );
    }
    if (returnsMs !== null) simulation.after(returnsMs, () => own.heal(keepalivedOf("dns2")));
    own.runFor(15);
    return lines;
  }

  test.each(["udp", "tcp"] as const)("questions over %s fail together", (transport) => {
    expect(questions([0, 1400, 2200], null, transport)).toEqual([
      "0: unreachable at 3.06",
      "1400: unreachable at 3.06",
      "2200: unreachable at 3.06",
    ]);
  });

  test.each(["udp", "tcp"] as const)(
    "questions over %s wait for whoever takes it, and go out with his gratuitous ARP, before his named listens",
    (transport) => {
      // keepalived of dns2 starts after 0.1 s, and has the address 3.63 s later.
      const lines = questions([2500, 3100], 100, transport);
      expect(lines.map((line) => line.replace(/at 3\.7\d$/, "at 3.7"))).toEqual([
        "2500: refused at 3.7",
        "3100: refused at 3.7",
      ]);
    },
  );
});
