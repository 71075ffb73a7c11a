import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pictures } from "./picture.fixture.ts";
import { drawn, measuredWidth, numberOf } from "./read-svg.fixture.ts";
import { layOut } from "./site-layout.ts";
import { siteMermaid } from "./site-mermaid.ts";
import { siteSvg } from "./site-svg.ts";
import { escapeXml, FONT, type Rectangle } from "./svg.ts";

type Point = readonly [number, number];

function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** A line from one point to another that is upright or level, as thin as can be. */
function stroke([x, y]: Point, [toX, toY]: Point): Rectangle {
  return { x: Math.min(x, toX), y: Math.min(y, toY), width: Math.abs(toX - x), height: Math.abs(toY - y) };
}

function inner({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}

/** Runs of a drawing's polylines. */
function strokesOf(svg: string): readonly Rectangle[] {
  return drawn(svg, "polyline").flatMap(({ attributes }) => {
    const points = (attributes["points"] ?? "").split(" ").map((point) => point.split(",").map(Number));
    return points
      .slice(1)
      .map(([toX = 0, toY = 0], at) => stroke([points[at]?.[0] ?? 0, points[at]?.[1] ?? 0], [toX, toY]));
  });
}

describe("laws of where things stand on the paper", () => {
  it("each machine and each cluster's balancers stand there once, none over another, all on the paper", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { boxes, balancers, width, height } = layOut(picture);
        expect(boxes.map(({ box }) => box).toSorted(byPlace(picture.boxes))).toEqual(picture.boxes);
        expect(balancers.map(({ balancer }) => balancer).toSorted(byPlace(picture.balancers))).toEqual(
          picture.balancers,
        );
        const all = [...boxes, ...balancers];
        for (const [place, one] of all.entries()) {
          expect(one.x >= 0 && one.y >= 0 && one.x + one.width <= width && one.y + one.height <= height).toBe(true);
          for (const other of all.slice(place + 1)) expect(overlap(one, other)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  function byPlace<T>(order: readonly T[]): (one: T, other: T) => number {
    return (one, other) => order.indexOf(one) - order.indexOf(other);
  }

  it("pods stand inside their node, below its lines and apart from each other", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        for (const { box, pods, ...place } of layOut(picture).boxes) {
          for (const [at, pod] of pods.entries()) {
            expect(pod.x >= place.x && pod.x + pod.width <= place.x + place.width).toBe(true);
            expect(pod.y + pod.height <= place.y + place.height).toBe(true);
            expect(pod.y).toBeGreaterThanOrEqual(place.y + 16 * (1 + box.lines.length));
            for (const other of pods.slice(at + 1)) expect(overlap(pod, other)).toBe(false);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("what is written in a box fits into it, in the widest of the fonts", () => {
    const isAscii = (said: string): boolean => /^[ -~]*$/.test(said);
    fc.assert(
      fc.property(pictures, (picture) => {
        const { boxes, balancers } = layOut(picture);
        const said = [
          ...boxes.flatMap(({ box, pods, width }) => [
            { width, title: box.title, lines: box.lines },
            ...pods.map(({ pod, title, width: own }) => ({ width: own, title, lines: pod.lines })),
          ]),
          ...balancers.map(({ balancer, width }) => ({ width, title: "", lines: balancer.lines })),
        ];
        for (const { width, title, lines } of said) {
          if (isAscii(title)) expect(10 + measuredWidth(title, "bold", FONT)).toBeLessThanOrEqual(width);
          for (const line of lines.filter(isAscii)) {
            expect(10 + measuredWidth(line, "regular", FONT)).toBeLessThanOrEqual(width);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("no cable and no session runs through a box", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { boxes, balancers } = layOut(picture);
        for (const run of strokesOf(siteSvg(picture))) {
          for (const box of [...boxes, ...balancers]) expect(overlap(run, inner(box))).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("every machine is joined to each of its networks: a dot for each", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const cables = picture.boxes.reduce((sum, { networks }) => sum + networks.length, 0);
        const dots = drawn(siteSvg(picture), "circle");
        expect(dots).toHaveLength(cables);
        const bars = layOut(picture).networks.map(({ y }) => y);
        for (const dot of dots) expect(bars).toContain(numberOf(dot, "cy"));
        // A line for each cable in the flowchart too.
        const lines = siteMermaid(picture).split("\n");
        expect(lines.filter((line) => /^ {2}net\d+ --- box\d+$/.test(line))).toHaveLength(cables);
      }),
      { numRuns: 60 },
    );
  });

  it("whatever the names are, a strict reader reads the drawing and finds every title", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const texts = drawn(siteSvg(picture), "text").map(({ text }) => escapeXml(text));
        for (const { title } of picture.boxes) expect(texts).toContain(escapeXml(title));
        for (const { cluster } of picture.balancers) {
          expect(texts.some((text) => text.startsWith(`addresses of load balancers in ${cluster}`))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
