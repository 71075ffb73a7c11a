import { describe, expect, it } from "vitest";
import { Scene, serverOf, type Upstream } from "../upstreams.fixture.ts";

const UP = "192.0.2.53";

/** What CoreDNS writes while these questions are asked at these moments, and for ten minutes after that. */
function written(
  errors: string,
  options: string,
  upstream: Upstream,
  ...questions: readonly (readonly [number, string])[]
) {
  const lines: string[] = [];
  const corefile = `. {\n ${errors}\n forward . ${UP} {\n max_fails 0\n ${options}\n }\n}\n`;
  const scene = new Scene(
    corefile,
    { [UP]: upstream },
    () => 0,
    serverOf(corefile, (line) => lines.push(line)),
  );
  for (const [at, question] of questions) scene.ask(at, question);
  scene.letPass(600_000);
  return lines;
}

const closed: Upstream = () => "closed";
const REFUSED = "read udp 192.0.2.2:40000->192.0.2.53:53: read: connection refused";

describe("what plugins return as an error", () => {
  it.each([
    ["a closed port", "", closed, `[ERROR] plugin/errors: 2 x.test. A: ${REFUSED}`],
    [
      "silence",
      "",
      () => "drop",
      "[ERROR] plugin/errors: 2 x.test. A: read udp 192.0.2.2:40000->192.0.2.53:53: i/o timeout",
    ],
    [
      "silence over TCP",
      "force_tcp",
      () => "drop",
      "[ERROR] plugin/errors: 2 x.test. A: dial tcp 192.0.2.53:53: i/o timeout",
    ],
    [
      "a closed port over TCP",
      "force_tcp",
      closed,
      "[ERROR] plugin/errors: 2 x.test. A: dial tcp 192.0.2.53:53: connect: connection refused",
    ],
  ] as const)("%s", (_what, options, upstream, line) => {
    expect(written("errors", options, upstream, [0, "X.test. A"])).toEqual([line]);
  });

  it("an answer is none, whatever its rcode", () => {
    expect(written("errors", "", () => "SERVFAIL", [0, "x.test. A"])).toEqual([]);
  });

  it("without the plugin nothing is written", () => {
    expect(written("loadbalance", "", closed, [0, "x.test. A"])).toEqual([]);
  });
});

describe("consolidate", () => {
  const three = [
    [0, "a.test. A"],
    [1000, "b.test. A"],
    [40_000, "c.test. A"],
  ] as const;
  const all = (rule: string): readonly string[] => written(`errors {\n ${rule}\n }`, "", closed, ...three);
  const whole = (name: string): string => `2 ${name}.test. A: ${REFUSED}`;
  const many = (count: number, period: string): string => `${count} errors like 'refused$' occurred in last ${period}`;

  it.each([
    [
      "counts what comes within the period",
      "consolidate 30s refused$",
      [`[ERROR] plugin/errors: ${many(2, "30s")}`, `[ERROR] plugin/errors: ${many(1, "30s")}`],
    ],
    ["a longer period, a level", "consolidate 90s refused$ warning", [`[WARNING] plugin/errors: ${many(3, "1m30s")}`]],
    [
      "the first as it is, and one alone is not counted again",
      "consolidate 30s refused$ info show_first",
      [
        `[INFO] plugin/errors: ${whole("a")}`,
        `[INFO] plugin/errors: ${many(2, "30s")}`,
        `[INFO] plugin/errors: ${whole("c")}`,
      ],
    ],
    ["debug is not written", "consolidate 30s refused$ debug", []],
    [
      "another error is written as it is",
      "consolidate 30s timeout$",
      [whole("a"), whole("b"), whole("c")].map((text) => `[ERROR] plugin/errors: ${text}`),
    ],
    [
      "the first pattern that matches counts",
      "consolidate 1s refused$ info\n consolidate 30s ^read",
      [many(1, "1s"), many(1, "1s"), many(1, "1s")].map((text) => `[INFO] plugin/errors: ${text}`),
    ],
  ])("%s", (_what, rule, lines) => {
    expect(all(rule)).toEqual(lines);
  });
});
