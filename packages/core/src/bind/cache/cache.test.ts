import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantFromMs, nameOf, printRdata, type RRset, type RrType } from "../../dns/index.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";
import { rrsetsOf } from "../rrsets.ts";
import { Cache, type CacheAnswer, type DenialEntry, type Placing, type RecordsEntry, WHOLE_NAME } from "./cache.ts";
import { type AcceptedTrust, ANSWERS, ANSWERS_AND_GLUE, ANYTHING_VALID, type Trust } from "./trust.ts";

const setOf = (text: string): RRset => {
  const [set] = rrsetsOf(recordsOfText(text));
  if (set === undefined) throw new Error(text);
  return set;
};

const entryOf = (rrset: RRset, trust: Trust, second: number): RecordsEntry => {
  return { kind: "records", rrset, signatures: null, trust, expiresAt: second + rrset.ttl };
};

/** A cache in which things happen at seconds. */
class Story {
  readonly cache: Cache = new Cache();

  records(text: string, trust: Trust = "answer", second = 0, how: Placing = "as-trusted"): Story {
    const set = setOf(text);
    this.cache.put(set.owner, set.type, entryOf(set, trust, second), instantFromMs(second * 1000), how);
    return this;
  }

  denial(name: string, slot: RrType | typeof WHOLE_NAME, ttl: number, trust: Trust = "answer", second = 0): Story {
    const soa = setOf(`lan. ${ttl} SOA a.lan. b.lan. 1 1 1 1 1`);
    const denies = slot === WHOLE_NAME ? "name" : "type";
    const entry: DenialEntry = { kind: "denial", denies, soa, proof: [], trust, expiresAt: second + ttl };
    this.cache.put(nameOf(name), slot, entry, instantFromMs(second * 1000), "as-trusted");
    return this;
  }

  ask(name: string, type: RrType, second = 0, accepted: AcceptedTrust = ANSWERS): string {
    return say(this.cache.find(nameOf(name), type, accepted, instantFromMs(second * 1000)), second);
  }
}

function say(answer: CacheAnswer, second: number): string {
  switch (answer.kind) {
    case "nothing":
      return "nothing";
    case "delegation":
      return `delegation ${answer.nameServers.rrset.owner.text}`;
    case "denial":
      return `no ${answer.entry.denies}, ${answer.entry.expiresAt - second}`;
    case "all":
      return answer.entries.map(({ rrset }) => rrset.type).join(" ");
    default: {
      const { rrset, expiresAt } = answer.entry;
      return `${answer.kind} ${rrset.owner.text} ${expiresAt - second} ${rrset.data.map(printRdata).join(" ")}`;
    }
  }
}

describe("what a name comes to", () => {
  const story = new Story()
    .records("lan. 100 NS ns.lan.", "glue")
    .records("ns.lan. 100 A 192.0.2.1", "glue")
    .records("www.lan. 10 A 192.0.2.2")
    .records('www.lan. 10 TXT "x"')
    .records("alias.lan. 10 CNAME www.lan.")
    .records("old.lan. 10 DNAME new.lan.")
    .records("beside.lan. 10 A 192.0.2.3", "additional")
    .denial("gone.lan.", WHOLE_NAME, 10)
    .denial("www.lan.", "AAAA", 10);
  test.each<readonly [string, RrType, string]>([
    ["www.lan.", "A", "records www.lan. 10 192.0.2.2"],
    ["www.lan.", "AAAA", "no type, 10"],
    ["www.lan.", "MX", "delegation lan."],
    ["www.lan.", "ANY", "A TXT"],
    ["alias.lan.", "A", "alias alias.lan. 10 www.lan."],
    ["alias.lan.", "CNAME", "records alias.lan. 10 www.lan."],
    ["alias.lan.", "NSEC", "delegation lan."],
    ["x.old.lan.", "A", "dname old.lan. 10 new.lan."],
    ["old.lan.", "A", "delegation lan."],
    ["gone.lan.", "A", "no name, 10"],
    ["x.gone.lan.", "A", "delegation lan."],
    ["ns.lan.", "A", "delegation lan."],
    ["lan.", "NS", "delegation lan."],
    ["com.", "A", "nothing"],
  ])("%s %s: %s", (name, type, expected) => {
    expect(story.ask(name, type)).toBe(expected);
  });

  test("glue and what came beside is for those who take it", () => {
    expect(story.ask("ns.lan.", "A", 0, ANSWERS_AND_GLUE)).toBe("records ns.lan. 100 192.0.2.1");
    expect(story.ask("beside.lan.", "A", 0, ANSWERS_AND_GLUE)).toBe("delegation lan.");
    expect(story.ask("beside.lan.", "A", 0, ANYTHING_VALID)).toBe("records beside.lan. 10 192.0.2.3");
  });
});

describe("time", () => {
  test.each([
    [0, "records www.lan. 10 192.0.2.2"],
    [9, "records www.lan. 1 192.0.2.2"],
    [10, "nothing"],
  ])("what came with TTL 10 at second 0, at second %i", (second, expected) => {
    expect(new Story().records("www.lan. 10 A 192.0.2.2").ask("www.lan.", "A", second)).toBe(expected);
  });

  test("what came with TTL 0 lives until its second is over", () => {
    const story = new Story().records("www.lan. 0 A 192.0.2.2");
    expect([story.ask("www.lan.", "A", 0), story.ask("www.lan.", "A", 1)]).toEqual([
      "records www.lan. 0 192.0.2.2",
      "nothing",
    ]);
  });
});

describe("which of two stays", () => {
  const first = (trust: Trust): Story => new Story().records("www.lan. 10 A 192.0.2.1", trust);
  test.each<readonly [string, Story, string]>([
    ["the one that is believed more", first("answer").records("www.lan. 90 A 192.0.2.2", "glue"), "10 192.0.2.1"],
    ["or came later", first("glue").records("www.lan. 90 A 192.0.2.2", "answer"), "90 192.0.2.2"],
    ["the same with a longer life does not", first("answer").records("www.lan. 90 A 192.0.2.1"), "10 192.0.2.1"],
    ["with a shorter one it does", first("answer").records("www.lan. 5 A 192.0.2.1"), "5 192.0.2.1"],
    [
      "asked again in time it lives anew",
      first("answer").records("www.lan. 90 A 192.0.2.1", "answer", 0, "prefetched"),
      "90 192.0.2.1",
    ],
    [
      "nor does it where it is believed more",
      first("answer").records("www.lan. 90 A 192.0.2.1", "secure"),
      "90 192.0.2.1",
    ],
    ["what is over binds nobody", first("secure").records("www.lan. 90 A 192.0.2.2", "glue", 10), "100 192.0.2.2"],
  ])("%s", (_row, story, expected) => {
    expect(story.ask("www.lan.", "A", 0, ANSWERS_AND_GLUE)).toBe(`records www.lan. ${expected}`);
  });

  test("a delegation that its parent withdrew ends when it would have", () => {
    const story = new Story().records("lan. 10 NS old.lan.").records("lan. 90 NS new.lan.");
    expect(story.ask("lan.", "NS")).toBe("records lan. 10 new.lan.");
  });

  test("NS of a referral take the place of any", () => {
    const story = new Story()
      .records("lan. 10 NS old.lan.", "secure")
      .records("lan. 5 NS new.lan.", "glue", 0, "forced");
    expect(story.ask("lan.", "NS", 0, ANSWERS_AND_GLUE)).toBe("records lan. 5 new.lan.");
  });

  test("records end a denial of the whole name that is believed no more than they, and the other way round", () => {
    const denied = new Story().denial("www.lan.", WHOLE_NAME, 10, "authority");
    expect(denied.records("www.lan. 5 A 192.0.2.1", "answer").ask("www.lan.", "A")).toBe("no name, 10");
    expect(denied.records("www.lan. 5 A 192.0.2.1", "secure").ask("www.lan.", "A")).toBe(
      "records www.lan. 5 192.0.2.1",
    );
    expect(denied.denial("www.lan.", WHOLE_NAME, 7, "glue").ask("www.lan.", "A")).toBe("nothing");
    expect(denied.ask("www.lan.", "A", 0, ANSWERS_AND_GLUE)).toBe("no name, 7");
  });
});

describe("how an owner is spelled", () => {
  const story = new Story()
    .records("NS.Lan. 10 A 192.0.2.1")
    .records("www.lan. 10 A 192.0.2.2")
    .records("LAN. 10 NS ns.lan.");
  test.each<readonly [string, RrType, string]>([
    ["ns.lan.", "A", "records NS.Lan. 10 192.0.2.1"],
    ["WWW.LAN.", "A", "records www.Lan. 10 192.0.2.2"],
    ["x.lan.", "A", "delegation Lan."],
  ])("%s %s: %s", (name, type, expected) => {
    expect(story.ask(name, type)).toBe(expected);
  });

  test("what just came is given on as it came", () => {
    const set = setOf("WWW.lan. 20 A 192.0.2.9");
    const kept = story.cache.put(set.owner, "A", entryOf(set, "secure", 0), instantFromMs(0), "as-trusted");
    expect(kept.kind === "records" ? kept.rrset.owner.text : "").toBe("WWW.lan.");
  });
});

test("a copy learns for itself", () => {
  const story = new Story().records("www.lan. 10 A 192.0.2.1");
  const copy = story.cache.fork();
  const set = setOf("nas.lan. 10 A 192.0.2.2");
  copy.put(set.owner, "A", entryOf(set, "answer", 0), instantFromMs(0), "as-trusted");
  expect([story.ask("nas.lan.", "A"), say(copy.find(set.owner, "A", ANSWERS, instantFromMs(0)), 0)]).toEqual([
    "nothing",
    "records nas.lan. 10 192.0.2.2",
  ]);
});

test("how far down anything was ever kept above a name, and nothing where something was of the name itself", () => {
  const story = new Story();
  story.records("b.lan. 10 A 192.0.2.1", "answer", 0);
  const known = ["a.b.lan.", "x.a.b.lan.", "b.lan.", "c.lan."].map((name) => story.cache.labelsKnown(nameOf(name)));
  expect(known).toEqual([2, 2, 0, 0]);
});

test("whatever comes in whatever order, nothing outlives what was said of it", () => {
  const step = fc.record({
    ttl: fc.integer({ min: 0, max: 20 }),
    last: fc.integer({ min: 1, max: 2 }),
    trust: fc.constantFrom<Trust>("glue", "answer", "secure"),
    after: fc.integer({ min: 0, max: 8 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
      const story = new Story();
      let second = 0;
      let latest = -1;
      for (const { ttl, last, trust, after } of steps) {
        second += after;
        story.records(`www.lan. ${ttl} A 192.0.2.${last}`, trust, second);
        latest = Math.max(latest, second + ttl);
      }
      expect(story.ask("www.lan.", "A", latest + 1, ANYTHING_VALID)).toBe("nothing");
    }),
  );
});
