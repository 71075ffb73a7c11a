import { describe, expect, it } from "vitest";
import { instantFromMs } from "../../dns/index.ts";
import type { Copy } from "./copy.ts";
import { planWriting, write } from "./write-copy.ts";

type Planned = Pick<Copy["clock"], "writeAt">;

/** A copy whose file is to be written then; null: it is as its file. */
function copyOf(writeAt: number | null, file: object | null = {}): { readonly copy: Copy; readonly written: string[] } {
  const written: string[] = [];
  const clock: Planned = { writeAt: writeAt === null ? null : instantFromMs(writeAt * 1000) };
  const parts: unknown = { clock, settings: { file }, tools: { written: () => void written.push("written") } };
  return { copy: parts as Copy, written };
}

/** When it is written after a change at second 100, in seconds. */
function planned(writeAt: number | null, lots: readonly number[], file: object | null = {}): number | null {
  const { copy } = copyOf(writeAt, file);
  const now = instantFromMs(100_000);
  const work = planWriting(copy, lots.length, now);
  const left = [...lots];
  for (let turn = work.next(); turn.done !== true; ) {
    expect(turn.value).toMatchObject({ kind: "choose", among: 225 });
    turn = work.next({ kind: "chosen", index: left.shift() ?? 0, now });
  }
  return copy.clock.writeAt === null ? null : copy.clock.writeAt / 1000;
}

describe("a copy is written to its file", () => {
  it.each<readonly [row: string, before: number | null, lots: readonly number[], at: number | null]>([
    ["a quarter of an hour after a change", null, [0], 1000],
    ["up to a quarter of that earlier", null, [224], 776],
    ["the earliest of several lots counts", null, [3, 50, 7], 950],
    ["what is planned is not put off", 900, [0], 900],
    ["but may be sooner", 900, [150], 850],
    ["nothing has changed", null, [], null],
  ])("%s", (_row, before, lots, at) => {
    expect(planned(before, lots)).toBe(at);
  });

  it("where it has none, never", () => {
    expect(planned(null, [0], null)).toBeNull();
  });

  it("once", () => {
    const { copy, written } = copyOf(900);
    write(copy);
    write(copy);
    expect([copy.clock.writeAt, written]).toEqual([null, ["written"]]);
  });
});
