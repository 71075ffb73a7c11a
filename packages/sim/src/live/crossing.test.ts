import { instantFromMs } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "../simulation/index.ts";
import { askWho, pair } from "../simulation/pair.fixture.ts";

/** What happens while a question is under way: milliseconds after it was put. */
type Deed = readonly [afterMs: number, deed: "inject" | "heal", fault: Fault];

const ASKED_MS = 10_000;
const PATIENCE_MS = 30_000;

/** Who answers and when, in milliseconds since the question was put. The neighbour is known: it was asked a second before. */
function fate(transport: "udp" | "tcp", deeds: readonly Deed[], from = "cl"): string {
  const simulation = pair();
  simulation.runUntil(instantFromMs(ASKED_MS - 1000));
  askWho(simulation, from, () => undefined);
  simulation.runUntil(instantFromMs(ASKED_MS));
  for (const [afterMs, deed, fault] of deeds) {
    if (afterMs < 0) simulation[deed](fault);
    else simulation.at(instantFromMs(ASKED_MS + afterMs), () => simulation[deed](fault));
  }
  const heard: string[] = [];
  askWho(simulation, from, (who, at) => heard.push(`${who} ${at - ASKED_MS}`), PATIENCE_MS, transport);
  simulation.runFor(PATIENCE_MS + 5000);
  return heard.join(", ");
}

const CUT_THERE: Fault = { kind: "cut", between: ["cl", "dns1"], direction: "one-way" };
const CUT_BACK: Fault = { kind: "cut", between: ["dns1", "cl"], direction: "one-way" };
const HANG: Fault = { kind: "hang", machine: "dns1", program: "named" };
const KILL: Fault = { kind: "kill", machine: "dns1", program: "named" };
const STOP: Fault = { kind: "stop", machine: "dns1", program: "named" };
const CRASH: Fault = { kind: "crash", machine: "dns1" };
const slow = (delayMs: number): Fault => ({
  kind: "weather",
  between: ["cl", "dns1"],
  direction: "both-ways",
  weather: { delayMs, jitterMs: 0, loss: 0, duplicates: 0 },
});
const twice: Fault = {
  kind: "weather",
  between: ["cl", "dns1"],
  direction: "both-ways",
  weather: { delayMs: 0, jitterMs: 0, loss: 0, duplicates: 1 },
};

// A datagram that waits for a program is lost with it; its connection is reset (named 9.18.49: SIGSTOP, dig, SIGKILL).
// Times of what is sent again: vrrp-measured.md section 5, net.ipv4.tcp_syn_retries.
describe("a question while its network changes", () => {
  it.each<readonly [string, "udp" | "tcp", readonly Deed[], string]>([
    ["nothing happens", "udp", [], "dns1 0.5"],
    ["a connection is opened first: three legs there, one back", "tcp", [], "dns1 1"],
    ["a slow link: twice its delay", "udp", [[-1, "inject", slow(100)]], "dns1 200.5"],
    ["and four times over TCP", "tcp", [[-1, "inject", slow(100)]], "dns1 401"],
    ["each datagram comes twice: one answer", "udp", [[-1, "inject", twice]], "dns1 0.5"],
    [
      "the way there is cut: nobody sends a datagram again",
      "udp",
      [
        [-1, "inject", CUT_THERE],
        [500, "heal", CUT_THERE],
      ],
      "timeout 30000",
    ],
    [
      "a SYN is sent again after 1 s",
      "tcp",
      [
        [-1, "inject", CUT_THERE],
        [500, "heal", CUT_THERE],
      ],
      "dns1 1025",
    ],
    [
      "and each second",
      "tcp",
      [
        [-1, "inject", CUT_THERE],
        [1500, "heal", CUT_THERE],
      ],
      "dns1 2049",
    ],
    [
      "and after 7 s",
      "tcp",
      [
        [-1, "inject", CUT_THERE],
        [5500, "heal", CUT_THERE],
      ],
      "dns1 7137",
    ],
    [
      "and after 11 s",
      "tcp",
      [
        [-1, "inject", CUT_THERE],
        [7500, "heal", CUT_THERE],
      ],
      "dns1 11233",
    ],
    [
      "and then no more within this time",
      "tcp",
      [
        [-1, "inject", CUT_THERE],
        [19_500, "heal", CUT_THERE],
      ],
      "timeout 30000",
    ],
    [
      "the way back is cut",
      "udp",
      [
        [-1, "inject", CUT_BACK],
        [100, "heal", CUT_BACK],
      ],
      "timeout 30000",
    ],
    [
      "an answer over TCP is sent again after 0.2 s (a probe)",
      "tcp",
      [
        [0.3, "inject", CUT_BACK],
        [100, "heal", CUT_BACK],
      ],
      "dns1 205",
    ],
    [
      "after 0.4 s",
      "tcp",
      [
        [0.3, "inject", CUT_BACK],
        [300, "heal", CUT_BACK],
      ],
      "dns1 413",
    ],
    [
      "after 0.8 s",
      "tcp",
      [
        [0.3, "inject", CUT_BACK],
        [700, "heal", CUT_BACK],
      ],
      "dns1 829",
    ],
    [
      "after 1.7 s",
      "tcp",
      [
        [0.3, "inject", CUT_BACK],
        [1500, "heal", CUT_BACK],
      ],
      "dns1 1661",
    ],
    [
      "after 3.3 s",
      "tcp",
      [
        [0.3, "inject", CUT_BACK],
        [3100, "heal", CUT_BACK],
      ],
      "dns1 3325",
    ],
    [
      "named is stopped by SIGSTOP and goes on",
      "udp",
      [
        [-1, "inject", HANG],
        [700, "heal", HANG],
      ],
      "dns1 700.25",
    ],
    [
      "the same over TCP: the kernel has taken the connection",
      "tcp",
      [
        [-1, "inject", HANG],
        [700, "heal", HANG],
      ],
      "dns1 700.25",
    ],
    ["named was killed: the kernel says so at once", "udp", [[-1, "inject", KILL]], "refused 0.5"],
    ["named was told to end", "udp", [[-1, "inject", STOP]], "refused 0.5"],
    [
      "named is killed while a question waits for it",
      "udp",
      [
        [-1, "inject", HANG],
        [100, "inject", KILL],
      ],
      "timeout 30000",
    ],
    [
      "and the connection is closed",
      "tcp",
      [
        [-1, "inject", HANG],
        [100, "inject", KILL],
      ],
      "reset 100.25",
    ],
    [
      "the machine's power fails under way",
      "udp",
      [
        [-1, "inject", slow(100)],
        [50, "inject", CRASH],
      ],
      "timeout 30000",
    ],
    [
      "a SYN that finds a dead machine finds the other one after the take-over",
      "tcp",
      [[-1, "inject", CRASH]],
      "dns2 3073",
    ],
    ["a datagram does not", "udp", [[-1, "inject", CRASH]], "timeout 30000"],
  ])("%s (%s)", (_what, transport, deeds, expected) => {
    expect(fate(transport, deeds)).toBe(expected);
  });

  it("law: whatever goes wrong, one fate comes, and not after the asker's time", () => {
    const fault = fc.constantFrom(CUT_THERE, CUT_BACK, HANG, KILL, STOP, CRASH, slow(300), twice);
    const deed = fc.tuple(fc.integer({ min: 0, max: 4000 }), fault);
    fc.assert(
      fc.property(
        fc.constantFrom("udp", "tcp"),
        fc.uniqueArray(deed, { maxLength: 3, selector: ([, own]) => own }),
        (transport, struck) => {
          const heard = fate(
            transport,
            struck.flatMap(([atMs, own]): readonly Deed[] => [
              [atMs, "inject", own],
              [atMs + 2000, "heal", own],
            ]),
          );
          expect(heard.split(", ")).toHaveLength(1);
          const [, atMs] = heard.split(" ");
          expect(Number(atMs)).toBeLessThanOrEqual(PATIENCE_MS);
        },
      ),
      { numRuns: 15 },
    );
  });
});
