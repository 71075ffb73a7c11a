import { instantFromMs } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { waitingSite } from "../live/waiting-site.fixture.ts";
import type { TraceStep } from "../trace/index.ts";
import { Drive, type Frame, firstAlternative } from "./drive.ts";
import { EndlessAsking } from "./signals.ts";

const twin = waitingSite();
const [resident] = twin.residents;
if (resident === undefined) throw new Error("the site has a server");

function driveWith(recorder: ((step: TraceStep) => void) | null = null): Drive {
  return new Drive(twin, { now: () => instantFromMs(3) }, { choose: firstAlternative, recorder, ether: null });
}

/** Servers that wait for each other, so many. */
function frameOf(titles: readonly string[]): Frame | null {
  return titles.reduce<Frame | null>(
    (below, title, depth) => ({
      resident: { ...resident, title } as Frame["resident"],
      asked: null,
      below,
      mark: { depth, conversation: depth + 1 },
    }),
    null,
  );
}

function pathIn(action: () => unknown): readonly string[] | null {
  try {
    action();
    return null;
  } catch (signal) {
    if (signal instanceof EndlessAsking) return signal.path;
    throw signal;
  }
}

describe("how deep, and how many", () => {
  test("a client's question stands at the top, a server's one below the question that it works on", () => {
    const drive = driveWith();
    expect(drive.beginQuestion(null)).toEqual({ depth: 0, conversation: 1 });
    expect(drive.beginQuestion(frameOf(["a"]))).toEqual({ depth: 1, conversation: 2 });
    expect(drive.beginQuestion(frameOf(["a", "b", "c"]))).toEqual({ depth: 3, conversation: 3 });
    expect(drive.beginQuestion(null)).toEqual({ depth: 0, conversation: 4 });
  });

  test("sixteen servers one behind the other, and no more: the path names all of them", () => {
    const names = Array.from({ length: 17 }, (_, at) => `server ${at + 1}`);
    expect(pathIn(() => driveWith().beginQuestion(frameOf(names.slice(0, 16))))).toBeNull();
    expect(pathIn(() => driveWith().beginQuestion(frameOf(names)))).toEqual(names);
  });

  test.each([
    [["a"], ["a", "a"]],
    [
      ["a", "b"],
      ["a", "b", "a"],
    ],
    [
      ["c", "a", "b"],
      ["c", "a", "b", "c"],
    ],
  ])("a circle of %j ends where it comes round", (circle, path) => {
    const names = Array.from({ length: 18 }, (_, at) => circle[at % circle.length] ?? "");
    expect(pathIn(() => driveWith().beginQuestion(frameOf(names)))).toEqual(path);
  });

  test("two thousand questions come of one, and no more", () => {
    const drive = driveWith();
    const frame = frameOf(["a", "b"]);
    for (let asked = 0; asked < 2000; asked += 1) expect(pathIn(() => drive.beginQuestion(frame))).toBeNull();
    expect(pathIn(() => drive.beginQuestion(frame))).toEqual(["a", "b"]);
    expect(pathIn(() => drive.beginQuestion(null))).toEqual([]);
  });
});

describe("who listens", () => {
  const event = { kind: "silent", server: "a", why: "b" } as const;
  const mark = { depth: 2, conversation: 5 };

  test("steps have their time and their place", () => {
    const steps: TraceStep[] = [];
    const drive = driveWith((step) => steps.push(step));
    expect(drive.isRecorded).toBe(true);
    drive.record(mark, event);
    expect(steps).toEqual([{ at: 3, ...mark, event }]);
  });

  test("nobody any more, once the answer is there", () => {
    const steps: TraceStep[] = [];
    const drive = driveWith((step) => steps.push(step));
    drive.stopRecording();
    drive.record(mark, event);
    expect([steps, drive.isRecorded]).toEqual([[], false]);
  });

  test("nobody from the beginning", () => {
    const drive = driveWith();
    drive.record(mark, event);
    expect(drive.isRecorded).toBe(false);
  });
});
