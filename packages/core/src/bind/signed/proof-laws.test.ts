import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DomainName, nameOf, type Rdata, type ResourceRecord, type Response } from "../../dns/index.ts";
import { canonicalKey } from "../../zone/index.ts";
import { type DrawnRecord, drawnLabels, drawnZone, SlowZone, zoneText } from "../fixtures/random-zone.fixture.ts";
import { serverOf } from "../fixtures/zone-world.fixture.ts";

/** RFC 4035 section 3.1.3: what a signed zone shows to who asks for it must prove the answer, in every zone for every question. */
const signature = (owner: string, covered: string): string =>
  `${owner} 30 RRSIG ${covered} 13 1 30 20400101000000 20240101000000 1 t. AAAA`;

const APEX = `@ 30 DNSKEY 257 3 13 AAAA\n${signature("@", "DNSKEY")}\n${signature("@", "SOA")}\n${signature("@", "NS")}\n`;

/** The zone with its chain: an NSEC at each name that has data of the zone's own, and signatures of everything but what lies at cuts. */
function signed(records: readonly DrawnRecord[]): string {
  const slow = new SlowZone(records);
  const visible = records.filter(({ labels }) => {
    const cut = slow.cutFor(labels);
    return cut === null || cut.length === labels.length;
  });
  const owners = [...new Set(visible.map(({ labels }) => labels.join(".")))];
  const chain = ["@", ...owners].sort((left, right) => compare(absolute(left), absolute(right)));
  const nsec = chain.map((owner, at) => {
    const types = owner === "@" ? ["SOA", "NS", "DNSKEY"] : typesAt(owner, visible);
    const next = absolute(chain[(at + 1) % chain.length] ?? "@").text;
    return `${owner} 20 NSEC ${next} ${[...types, "RRSIG", "NSEC"].join(" ")}\n${signature(owner, "NSEC")}`;
  });
  const rrsigs = visible
    .filter(({ labels }) => slow.cutFor(labels) === null)
    .map(({ labels, type }) => signature(labels.join("."), type));
  return `${zoneText(records)}${APEX}${[...nsec, ...rrsigs].join("\n")}\n`;
}

const typesAt = (owner: string, records: readonly DrawnRecord[]): readonly string[] =>
  records.filter(({ labels }) => labels.join(".") === owner).map(({ type }) => type);
const absolute = (owner: string): DomainName => nameOf(owner === "@" ? "t." : `${owner}.t.`);

function compare(left: DomainName, right: DomainName): number {
  const [a, b] = [canonicalKey(left), canonicalKey(right)];
  return a < b ? -1 : a === b ? 0 : 1;
}

type Nsec = ResourceRecord & { readonly data: Rdata & { readonly type: "NSEC" } };
const isNsec = (record: ResourceRecord): record is Nsec => record.data.type === "NSEC";

/** Whether a name falls between an NSEC's owner and the next name. */
function covers({ owner, data }: Nsec, name: DomainName): boolean {
  const isLast = compare(data.nextName, owner) <= 0;
  return compare(owner, name) < 0 && (isLast || compare(name, data.nextName) < 0);
}

interface Case {
  readonly slow: SlowZone;
  readonly labels: readonly string[];
  readonly name: DomainName;
  readonly type: string;
  readonly answer: Response;
  readonly proofs: readonly Nsec[];
}

function check(law: (drawn: Case) => void, dnssecOk = true): void {
  const question = fc.record({ labels: drawnLabels, type: fc.constantFrom("A", "TXT", "MX", "SRV") });
  fc.assert(
    fc.property(drawnZone, fc.array(question, { minLength: 1, maxLength: 6 }), (records, questions) => {
      const server = serverOf("t", signed(records), "check-names primary ignore;");
      for (const { labels, type } of questions) {
        const answer = server.send(`${labels.join(".")}.t. ${type}`, { rd: false, dnssecOk });
        if (typeof answer === "string") throw new Error(answer);
        const proofs = answer.authority.filter(isNsec);
        law({ slow: new SlowZone(records), labels, name: absolute(labels.join(".")), type, answer, proofs });
      }
    }),
    { numRuns: 50 },
  );
}

const isReferral = ({ slow, labels }: Case): boolean => slow.cutFor(labels) !== null;

describe("proofs of a signed zone", () => {
  it("NXDOMAIN: the name is covered, and so is the wildcard that could have spoken for it (3.1.3.2)", () => {
    check((drawn) => {
      if (drawn.answer.rcode !== "NXDOMAIN") return;
      const wildcard = absolute(drawn.slow.sourceOfSynthesis(drawn.labels).join("."));
      expect(drawn.proofs.some((nsec) => covers(nsec, drawn.name))).toBe(true);
      expect(drawn.proofs.some((nsec) => covers(nsec, wildcard))).toBe(true);
    });
  });

  it("NODATA at a name: its own NSEC without the type, or, where it is empty, the one that covers it and goes below (3.1.3.1)", () => {
    check((drawn) => {
      const { slow, labels, name, type, answer, proofs } = drawn;
      if (isReferral(drawn) || answer.rcode !== "NOERROR" || answer.answer.length > 0 || !slow.exists(labels)) return;
      const isProven = proofs.some((nsec) =>
        slow.at(labels).length > 0
          ? compare(nsec.owner, name) === 0 && !nsec.data.types.some((bit) => bit === type)
          : covers(nsec, name) && nsec.data.nextName.key.endsWith(`.${name.key}`),
      );
      expect(isProven).toBe(true);
    });
  });

  it("NODATA by a wildcard: the name is covered, and the wildcard's NSEC is without the type (3.1.3.4)", () => {
    check((drawn) => {
      const { slow, labels, name, type, answer, proofs } = drawn;
      if (isReferral(drawn) || answer.rcode !== "NOERROR" || answer.answer.length > 0 || slow.exists(labels)) return;
      const source = slow.sourceOfSynthesis(labels);
      if (slow.at(source).length === 0) return;
      const wildcard = absolute(source.join("."));
      const own = proofs.find((nsec) => compare(nsec.owner, wildcard) === 0);
      expect(own?.data.types.some((bit) => bit === type)).toBe(false);
      expect(proofs.some((nsec) => covers(nsec, name))).toBe(true);
    });
  });

  it("an answer by a wildcard: that nothing nearer is there (3.1.3.3); an answer by the name's own needs no proof", () => {
    check((drawn) => {
      const { slow, labels, name, answer, proofs } = drawn;
      if (answer.answer.length === 0) return;
      if (slow.exists(labels)) expect(proofs).toEqual([]);
      else expect(proofs.some((nsec) => covers(nsec, name))).toBe(true);
    });
  });

  it("a referral: that the cut has no DS (3.1.4)", () => {
    check((drawn) => {
      const cut = drawn.slow.cutFor(drawn.labels);
      if (cut === null) return;
      const own = drawn.proofs.find((nsec) => compare(nsec.owner, absolute(cut.join("."))) === 0);
      expect(own?.data.types.some((bit) => bit === "DS")).toBe(false);
      expect(own?.data.types.some((bit) => bit === "NS")).toBe(true);
    });
  });

  it("every set of the zone's own has its signature beside it, with its owner, once", () => {
    check(({ answer }) => {
      for (const section of [answer.answer, answer.authority]) {
        const keys = section.flatMap(({ owner, data }) =>
          data.type === "RRSIG" ? [`${owner.key} ${data.covered}`] : [],
        );
        const sets = new Set(section.map(({ owner, data }) => `${owner.key} ${data.type}`));
        expect(new Set(keys).size).toBe(keys.length);
        for (const set of sets) {
          const isUnsigned = set.endsWith(" RRSIG") || (set.endsWith(" NS") && !set.startsWith("t. "));
          if (!isUnsigned) expect(keys).toContain(set);
        }
      }
    });
  });

  it("at most two proofs, none twice", () => {
    check(({ proofs }) => {
      expect(proofs.length).toBeLessThanOrEqual(2);
      expect(new Set(proofs.map(({ owner }) => owner.key)).size).toBe(proofs.length);
    });
  });

  it("who does not ask for it gets none of it", () => {
    check(({ answer }) => {
      const types = [...answer.answer, ...answer.authority].map(({ data }) => data.type);
      expect(types.filter((type) => type === "RRSIG" || type === "NSEC")).toEqual([]);
    }, false);
  });
});
