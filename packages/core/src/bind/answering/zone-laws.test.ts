import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Response } from "../../dns/index.ts";
import { type DrawnRecord, drawnLabels, drawnZone, SlowZone, zoneText } from "../fixtures/random-zone.fixture.ts";
import { serverOf } from "../fixtures/zone-world.fixture.ts";

/** What RFC 1034 section 4.3.2, 2308 and 4592 say of every zone and question, against a zone that is looked through record by record. */
const TYPES = ["A", "TXT", "MX", "CNAME", "NS", "SRV"] as const;
/** A wildcard in the middle of a name is a bad owner of addresses; named loads such a zone if it is told to. */
const ANY_OWNER = "check-names primary ignore;";
type Asked = (typeof TYPES)[number];

interface Case {
  readonly slow: SlowZone;
  readonly records: readonly DrawnRecord[];
  readonly labels: readonly string[];
  readonly type: Asked;
  readonly answer: Response;
}

function check(law: (drawn: Case) => void): void {
  const question = fc.record({ labels: drawnLabels, type: fc.constantFrom(...TYPES) });
  fc.assert(
    fc.property(drawnZone, fc.array(question, { minLength: 1, maxLength: 6 }), (records, questions) => {
      const server = serverOf("t", zoneText(records), ANY_OWNER);
      for (const { labels, type } of questions) {
        const answer = server.send(`${labels.join(".")}.t. ${type}`, { rd: false });
        if (typeof answer === "string") throw new Error(answer);
        law({ slow: new SlowZone(records), records, labels, type, answer });
      }
    }),
    { numRuns: 80 },
  );
}

/** What stands at the name, or at the wildcard that speaks for it; null behind a cut. */
function standing({ slow, labels }: Case): readonly DrawnRecord[] | null {
  if (slow.cutFor(labels) !== null) return null;
  return slow.at(slow.exists(labels) ? labels : slow.sourceOfSynthesis(labels));
}

const relative = (text: string): string => text.replace(/\.?t\.$/, "");

describe("any zone, any question", () => {
  it("NXDOMAIN exactly where nothing is at the name, nothing below it, and no wildcard speaks for it", () => {
    check((drawn) => {
      const { slow, labels, answer } = drawn;
      const isHidden = slow.cutFor(labels) !== null;
      const isThere = slow.exists(labels) || slow.exists(slow.sourceOfSynthesis(labels));
      expect(answer.rcode).toBe(isHidden || isThere ? "NOERROR" : "NXDOMAIN");
    });
  });

  it("the set asked for, else the CNAME, else nothing: by the name's own records or the wildcard's, never by both", () => {
    check((drawn) => {
      const own = standing(drawn) ?? [];
      const wanted = own.find(({ type }) => type === drawn.type) ?? own.find(({ type }) => type === "CNAME");
      expect(drawn.answer.answer.map(({ data }) => data.type)).toEqual(wanted === undefined ? [] : [wanted.type]);
    });
  });

  it("records have the owner that was asked for and the TTL of the file", () => {
    check((drawn) => {
      for (const { owner, ttl, data } of drawn.answer.answer) {
        expect(relative(owner.text)).toBe(drawn.labels.join("."));
        expect(standing(drawn)?.find(({ type }) => type === data.type)?.ttl).toBe(ttl);
      }
    });
  });

  it("AA exactly for what is the zone's own; behind a cut its NS in AU and nothing else", () => {
    check(({ slow, labels, answer }) => {
      const cut = slow.cutFor(labels);
      expect(answer.flags.authoritative).toBe(cut === null);
      if (cut === null) return;
      expect(answer.answer).toEqual([]);
      expect(answer.authority.map(({ owner, data }) => `${relative(owner.text)} ${data.type}`)).toEqual([
        `${cut.join(".")} NS`,
      ]);
    });
  });

  it("a denial has the SOA for as long as it holds; an answer has none", () => {
    check(({ slow, labels, answer }) => {
      const isDenial = slow.cutFor(labels) === null && answer.answer.length === 0;
      const soas = answer.authority.filter(({ data }) => data.type === "SOA");
      expect(soas.map(({ owner, ttl }) => `${owner.text} ${ttl}`)).toEqual(isDenial ? ["t. 20"] : []);
    });
  });

  it("the case of the question changes its spelling alone", () => {
    fc.assert(
      fc.property(drawnZone, drawnLabels, fc.constantFrom(...TYPES), (records, labels, type) => {
        const server = serverOf("t", zoneText(records), ANY_OWNER);
        const small = server.ask(`${labels.join(".")}.t. ${type}`, { rd: false });
        const large = server.ask(`${labels.join(".").toUpperCase()}.T. ${type}`, { rd: false });
        expect(large.toLowerCase()).toBe(small.toLowerCase());
      }),
      { numRuns: 60 },
    );
  });
});
