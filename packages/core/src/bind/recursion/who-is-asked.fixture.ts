import { expect, it } from "vitest";
import { BOTH } from "../fixtures/answer-table.fixture.ts";
import { EXT, HINTS, internet, iterating, LAN, ONE, ROOT, TWO } from "../fixtures/internet.fixture.ts";
import { lines } from "../fixtures/texts.fixture.ts";
import { type Script, serving } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** Who is asked what on the way to a name in `sub.lan`, and what comes of it: as named 9.18.49 and 9.20.30 did, which agree here. */
export const SUB = `$TTL 300
@ SOA ns n 1 1 1 1 60
@ NS ns
ns A ${ONE}
www A 203.0.113.9
a.b.c.d A 203.0.113.10
mail MX 10 www
`;
export const SOA = "sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60";
export const DEEP = "a.b.c.d.sub.lan. 300 A 203.0.113.10";
export const good = (): Script => serving({ "sub.lan": SUB });

/** Where it is not the usual: what `lan` delegates, who else is there, options, further statements, their files, and what was asked before. */
export interface Setting {
  readonly lan?: string;
  readonly others?: Readonly<Record<string, Script>>;
  readonly more?: string;
  readonly zones?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly after?: readonly string[];
}

export type AskedRow = readonly [row: string, setting: Setting, question: string, answer: string, asked: string];

const NAMES: Readonly<Record<string, string>> = {
  [ROOT]: "ROOT",
  [LAN]: "LAN",
  [EXT]: "EXT",
  [ONE]: "ONE",
  [TWO]: "TWO",
};

/** Without the priming of the root and the way down to `lan` and `ext`. */
function inBrief(asked: readonly string[]): string {
  const away = asked.filter((line) => !/ (?:\.|lan\.|ext\.) NS$/.test(line));
  const named = away.map((line) => line.replace(/192\.0\.2\.\d+/, (address) => NAMES[address] ?? address));
  return named.map((line) => line.replace(" do cd", "")).join(", ");
}

export function checkAsked(rows: readonly AskedRow[]): void {
  it.each(rows)("%s", (_row, setting, question, answer, asked) => {
    const { lan = `sub NS ns.sub\nns.sub A ${ONE}`, others = { [ONE]: good() }, more = "", zones = "" } = setting;
    for (const version of BOTH) {
      const files = { ...HINTS, ...setting.files };
      const world = new World(iterating(more, zones), internet(lan, others), { files, version });
      for (const before of setting.after ?? []) world.ask(before);
      world.takeAsked();
      expect(world.ask(question), version).toBe(lines(answer));
      expect(inBrief(world.asked), version).toBe(asked);
    }
  });
}
