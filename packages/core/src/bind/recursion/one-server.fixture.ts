import { expect, it } from "vitest";
import { BOTH } from "../fixtures/answer-table.fixture.ts";
import { HINTS, internet, iterating, ONE } from "../fixtures/internet.fixture.ts";
import { lines } from "../fixtures/texts.fixture.ts";
import { byQuestion, type Said, says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

export const SOA = "sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60";
export const WWW = "www.sub.lan. 300 A 203.0.113.9";

/** What the only server of `sub.lan` says, what the client then gets, and how often and in which form the server was asked. */
export type SaidRow = readonly [row: string, said: Said, answer: string, asked: string];

/** `www.sub.lan A`, asked of named that iterates from the root; everything else in `sub.lan` is NODATA. */
export function checkSaid(rows: readonly SaidRow[]): void {
  it.each(rows)("%s", (_row, said, answer, asked) => {
    for (const version of BOTH) {
      const server = byQuestion({ "www.sub.lan. A": says(said), "*": says({ authority: SOA }) });
      const world = new World(iterating(), internet(`sub NS ns.sub\nns.sub A ${ONE}`, { [ONE]: server }), {
        files: HINTS,
        version,
      });
      expect(world.ask("www.sub.lan A", { edns: 1232 }), version).toBe(lines(answer));
      const forms = world.asked.filter((line) => line.includes(ONE) && line.endsWith(" www.sub.lan. A"));
      expect(forms.map((line) => line.replace(`${ONE} `, "").replace(" www.sub.lan. A", "")).join(", ")).toBe(asked);
    }
  });
}
