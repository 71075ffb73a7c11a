import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scene, serverOf } from "../upstreams.fixture.ts";

const UP = "192.0.2.53";
const REFUSED = "read udp 192.0.2.2:40000->192.0.2.53:53: read: connection refused";

/** What is written of questions to a closed port, at these milliseconds, and of the ten minutes behind them. */
function written(errors: string, moments: readonly number[]): readonly string[] {
  const lines: string[] = [];
  const corefile = `. {\n ${errors}\n forward . ${UP} {\n max_fails 0\n }\n}\n`;
  const write = (line: string): void => void lines.push(line);
  const scene = new Scene(corefile, { [UP]: () => "closed" }, () => 0, serverOf(corefile, write));
  for (const [index, at] of moments.entries()) scene.ask(at, `n${index}.test. A`);
  scene.letPass((moments.at(-1) ?? 0) + 600_000);
  return lines;
}

/** Times in order. */
const moments = fc
  .array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 12 })
  .map((times) => times.toSorted((left, right) => left - right));
const countOf = (line: string): number => Number(/plugin\/errors: (\d+) errors like /.exec(line)?.[1] ?? "0");

/** plugin/errors/errors.go of CoreDNS 1.15.0. */
describe("laws of consolidate", () => {
  it("no error is lost: those that are counted and those that are shown are all of them", () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(1000, 30_000, 90_000), (all, periodMs) => {
        const lines = written(`errors {\n consolidate ${periodMs}ms refused$\n }`, all);
        expect(lines.reduce((sum, line) => sum + countOf(line), 0)).toBe(all.length);
      }),
      { numRuns: 40 },
    );
  });

  it("show_first shows the first of each period, and counts it with the others where there are some", () => {
    fc.assert(
      fc.property(moments, (all) => {
        const lines = written("errors {\n consolidate 15s refused$ info show_first\n }", all);
        let [shown, counted] = [0, 0];
        for (const line of lines) {
          if (line.endsWith(REFUSED)) shown += 1;
          else counted += countOf(line) - 1;
        }
        expect(shown + counted).toBe(all.length);
        expect(lines.every((line) => line.startsWith("[INFO] plugin/errors: "))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("a pattern that nothing matches changes nothing", () => {
    fc.assert(
      fc.property(moments, (all) => {
        const plain = written("errors", all);
        expect(written("errors {\n consolidate 1s nothing$\n }", all)).toEqual(plain);
        expect(plain).toHaveLength(all.length);
      }),
      { numRuns: 20 },
    );
  });
});
