import { describe, expect, it } from "vitest";
import { BOTH } from "../fixtures/answer-table.fixture.ts";
import { HINTS, internet, iterating, ONE } from "../fixtures/internet.fixture.ts";
import type { AskOptions } from "../fixtures/texts.fixture.ts";
import { byQuestion, inTurn, says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import { SOA, WWW } from "./one-server.fixture.ts";

/** A server that fails once and then answers: what clients got of named 9.18.49 and 9.20.30, which agree (`servfail-ttl`, 1 s by default). */
type Row = readonly [row: string, question: string, expected: string, how: AskOptions, asked: number];

function worldOf(more: string, version: (typeof BOTH)[number]): World {
  const server = byQuestion({
    "www.sub.lan. A": inTurn(says({ rcode: "SERVFAIL" }), says({ answer: WWW })),
    "*": says({ authority: SOA }),
  });
  return new World(iterating(more), internet(`sub NS ns.sub\nns.sub A ${ONE}`, { [ONE]: server }), {
    files: HINTS,
    version,
  });
}

describe("a failure", () => {
  it.each<readonly [about: string, more: string, rows: readonly Row[]]>([
    [
      "is remembered for a second: of the same type, for the same CD",
      "",
      [
        ["at first", "www.sub.lan A", "SERVFAIL ra", {}, 1],
        ["at once again", "www.sub.lan A", "SERVFAIL ra", { atMs: 300 }, 0],
        ["another type", "www.sub.lan TXT", `NOERROR ra\nAU ${SOA}`, { atMs: 400 }, 1],
        ["with CD=1", "www.sub.lan A", `NOERROR ra cd\nAN ${WWW}`, { atMs: 500, cd: true }, 1],
        ["later", "www.sub.lan A", `NOERROR ra\nAN ${WWW.replace("300", "298")}`, { atMs: 2500 }, 0],
      ],
    ],
    [
      "is not with servfail-ttl 0",
      "servfail-ttl 0;",
      [
        ["at first", "www.sub.lan A", "SERVFAIL ra", {}, 1],
        ["at once again", "www.sub.lan A", `NOERROR ra\nAN ${WWW}`, { atMs: 300 }, 1],
      ],
    ],
  ])("%s", (_about, more, rows) => {
    for (const version of BOTH) {
      const world = worldOf(more, version);
      for (const [row, question, expected, how, asked] of rows) {
        world.takeAsked();
        expect(world.ask(question, how), `${version}, ${row}`).toBe(expected);
        expect(
          world.asked.filter((line) => line.includes(ONE)),
          `${version}, ${row}`,
        ).toHaveLength(asked);
      }
    }
  });
});
