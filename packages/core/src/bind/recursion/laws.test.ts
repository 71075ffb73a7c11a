import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HINTS, internet, iterating, ONE, TWO } from "../fixtures/internet.fixture.ts";
import { closed, type Reaction, type Said, type Script, says, silent } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** Laws that hold whatever the servers of one zone say. */
const OWNERS = [
  "sub.lan.",
  "www.sub.lan.",
  "ns.sub.lan.",
  "a.b.sub.lan.",
  "lan.",
  "www.lan.",
  "ext.",
  "www.ext.",
  ".",
  "one.ext.",
];
const DATA = [
  "A 203.0.113.66",
  `A ${ONE}`,
  "NS ns.sub.lan.",
  "NS one.ext.",
  "NS www.ext.",
  "CNAME www.sub.lan.",
  "CNAME www.lan.",
  "DNAME sub.lan.",
  "DNAME ext.",
  "SOA a. b. 1 1 1 1 900",
];
const record = fc
  .tuple(fc.constantFrom(...OWNERS), fc.constantFrom(0, 5, 900), fc.constantFrom(...DATA))
  .map(([owner, ttl, data]) => `${owner} ${ttl} ${data}`);
const section = fc.uniqueArray(record, { maxLength: 3 }).map((lines) => lines.join("\n"));
const said: fc.Arbitrary<Said> = fc.record({
  rcode: fc.constantFrom(
    "NOERROR" as const,
    "NOERROR" as const,
    "NXDOMAIN" as const,
    "SERVFAIL" as const,
    "FORMERR" as const,
  ),
  aa: fc.boolean(),
  tc: fc.boolean(),
  answer: section,
  authority: section,
  additional: section,
  edns: fc.constantFrom("plain" as const, "none" as const, "cookie" as const, "echo" as const),
});
const script: fc.Arbitrary<Script> = fc.oneof(
  { weight: 8, arbitrary: said.map(says) },
  { weight: 1, arbitrary: fc.constantFrom(silent, closed) },
);
/** What the liar says to one question after the other, round and round; a zone of its own is all that it has. */
const repertoire = fc.array(script, { minLength: 1, maxLength: 6 });
const QUESTIONS = [
  "www.sub.lan A",
  "sub.lan NS",
  "a.b.sub.lan A",
  "ns.sub.lan AAAA",
  "sub.lan ANY",
  "x.a.b.sub.lan TXT",
  "www.sub.lan CNAME",
];
const story = fc.array(fc.tuple(fc.constantFrom(...QUESTIONS), fc.integer({ min: 0, max: 20_000 })), {
  minLength: 1,
  maxLength: 5,
});
const mode = fc.constantFrom("", "qname-minimization strict;", "qname-minimization off;");

const HONEST = internet(`sub NS ns.sub\nns.sub A ${ONE}`);

function liarOf(scripts: readonly Script[]): Script {
  let at = 0;
  return (...question): Reaction => {
    const next = scripts[at % scripts.length] ?? silent;
    at += 1;
    return next(...question);
  };
}

function worldOf(scripts: readonly Script[], more: string): World {
  return new World(iterating(more), { ...HONEST, [ONE]: liarOf(scripts), [TWO]: silent }, { files: HINTS });
}

/** Everything that the server answers, and when it is done. */
function play(
  world: World,
  asked: readonly (readonly [string, number])[],
): { readonly answers: readonly string[]; readonly atMs: number } {
  let atMs = 0;
  const answers = asked.map(([question, waitMs]) => {
    atMs += waitMs;
    const answer = world.ask(question, { atMs, dnssecOk: true });
    atMs += world.elapsedMs;
    return answer;
  });
  return { answers, atMs };
}

describe("whatever the servers of a zone say", () => {
  it("a question ends within its time and its number of questions", () => {
    fc.assert(
      fc.property(repertoire, fc.constantFrom(...QUESTIONS), mode, (scripts, question, more) => {
        const world = worldOf(scripts, `${more} max-recursion-queries 30;`);
        const answer = world.ask(question);
        // Each name of a chain has its own thirty; at most twelve names, and a last server may be asked five times.
        const names = 1 + (answer.match(/CNAME|DNAME/g)?.length ?? 0);
        expect(world.elapsedMs).toBeLessThanOrEqual(12_000);
        expect(world.asked.length).toBeLessThanOrEqual(names * 35 + 35);
      }),
    );
  });

  it("names outside it are answered as if it were not there", () => {
    const outside = ["www.lan A", "lan NS", "www.ext A", "ext NS", "one.ext A", "gone.ext A"];
    const without = (answer: string): string => answer.replaceAll(/ \d+ (?=[A-Z])/g, " ");
    const truth = outside.map((question) => without(worldOf([silent], "").ask(question)));
    fc.assert(
      fc.property(repertoire, story, mode, (scripts, asked, more) => {
        const world = worldOf(scripts, more);
        const { atMs } = play(world, asked);
        expect(outside.map((question) => without(world.ask(question, { atMs })))).toEqual(truth);
      }),
    );
  });

  it("the same story has the same answers and the same questions to others", () => {
    fc.assert(
      fc.property(repertoire, story, mode, (scripts, asked, more) => {
        const [one, two] = [worldOf(scripts, more), worldOf(scripts, more)];
        expect(play(one, asked)).toEqual(play(two, asked));
        expect(one.asked).toEqual(two.asked);
      }),
    );
  });

  it("nothing lives longer in the cache than was said, however often it is looked at", () => {
    fc.assert(
      fc.property(repertoire, story, mode, (scripts, asked, more) => {
        const world = worldOf(scripts, more);
        const { atMs } = play(world, asked);
        // The longest TTL of the liar is 900, of the others 86400: seen from the cache alone it only sinks.
        const seen = QUESTIONS.map((question) => livesOf(world, question, atMs));
        for (const [at, question] of QUESTIONS.entries()) {
          const later = livesOf(world, question, atMs + 2000);
          for (const [record, ttl] of later)
            expect(seen[at]?.get(record) ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(ttl + 2);
        }
      }),
    );
  });
});

/** Records of an answer from the cache alone, and what they have left. */
function livesOf(world: World, question: string, atMs: number): ReadonlyMap<string, number> {
  const records = world.ask(question, { atMs, rd: false }).split("\n").slice(1);
  return new Map(
    records.flatMap((line) => {
      const [section, owner, ttl, ...data] = line.split(" ");
      return section === "EDE" ? [] : [[`${section} ${owner} ${data.join(" ")}`, Number(ttl)] as const];
    }),
  );
}

describe("TTLs of one name asked again and again", () => {
  it("what came at a moment with a TTL is gone when that is over, and counts down by the clock's seconds", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 2, maxLength: 15 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), steps, (ttl, waits) => {
        const fetchedAt: number[] = [];
        const counting: Script = (query, transport, now) => {
          fetchedAt.push(Math.floor(now / 1000));
          return says({ answer: `www.test. ${ttl} A 203.0.113.${fetchedAt.length}` })(query, transport, now);
        };
        const conf = `options { recursion yes; dnssec-validation no; forward only; forwarders { ${ONE}; }; prefetch 0; };`;
        const world = new World(conf, { [ONE]: counting });
        let atMs = 0;
        for (const wait of waits) {
          atMs += wait;
          const [, left = "", number = ""] =
            /www\.test\. (\d+) A 203\.0\.113\.(\d+)$/.exec(world.ask("www.test A", { atMs })) ?? [];
          expect(Math.floor(atMs / 1000) + Number(left)).toBe((fetchedAt[Number(number) - 1] ?? 0) + ttl);
          expect(Number(number), "the newest").toBe(fetchedAt.length);
        }
      }),
    );
  });
});
