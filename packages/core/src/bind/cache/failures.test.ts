import { describe, expect, test } from "vitest";
import { instantFromMs, nameOf } from "../../dns/index.ts";
import { FailureMemory } from "./failures.ts";

const NAME = nameOf("www.kloud.lan.");

describe("a question that failed fails again", () => {
  test.each<readonly [string, "enabled" | "disabled", number, "enabled" | "disabled", number, boolean]>([
    ["within servfail-ttl", "enabled", 1, "enabled", 999, true],
    ["not after it", "enabled", 1, "enabled", 1000, false],
    ["never with servfail-ttl 0", "enabled", 0, "enabled", 0, false],
    ["not for CD=1, where validation may be to blame", "enabled", 30, "disabled", 500, false],
    ["for everybody, where it failed with CD=1", "disabled", 30, "enabled", 500, true],
    ["for CD=1 too", "disabled", 30, "disabled", 500, true],
  ])("%s", (_row, failed, seconds, asked, atMs, expected) => {
    const memory = new FailureMemory();
    memory.note(NAME, "A", failed, seconds, instantFromMs(0));
    expect(memory.holds(NAME, "A", asked, instantFromMs(atMs))).toBe(expected);
  });

  test("each type for itself, whatever the case of the name; a copy learns for itself", () => {
    const memory = new FailureMemory();
    const copy = memory.fork();
    memory.note(NAME, "A", "enabled", 30, instantFromMs(0));
    const holds = (which: FailureMemory, name: string, type: "A" | "AAAA"): boolean =>
      which.holds(nameOf(name), type, "enabled", instantFromMs(1));
    expect([
      holds(memory, "WWW.kloud.lan.", "A"),
      holds(memory, "www.kloud.lan.", "AAAA"),
      holds(copy, "www.kloud.lan.", "A"),
    ]).toEqual([true, false, false]);
  });
});
