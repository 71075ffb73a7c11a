import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { instantFromMs, nameOf, printRecord, type Question, type Rcode } from "../../dns/index.ts";
import { recordOf, typeOf } from "./resolved.fixture.ts";
import type { AnswerItem } from "./resolved-answer.ts";
import { ResolvedCache } from "./resolved-cache.ts";

const SOA = "kloud.lan. 300 SOA dns1.kloud.lan. host.kloud.lan. 1 2 3 4 60";

interface Heard {
  readonly rcode?: Rcode;
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  readonly additional?: readonly string[];
}

function questionOf(text: string): Question {
  const [name = "", type = ""] = text.split(" ");
  return { name: nameOf(name), type: typeOf(type), class: "IN" };
}

function itemsOf({ answer = [], authority = [], additional = [] }: Heard): readonly AnswerItem[] {
  return [
    ...answer.map((line) => ({ record: recordOf(line), section: "answer" }) as const),
    ...authority.map((line) => ({ record: recordOf(line), section: "authority" }) as const),
    ...additional.map((line) => ({ record: recordOf(line), section: "additional" }) as const),
  ];
}

let cache = new ResolvedCache();
beforeEach(() => {
  cache = new ResolvedCache();
});

function put(question: string, heard: Heard, second = 0): void {
  const learned = {
    question: questionOf(question),
    rcode: heard.rcode ?? "NOERROR",
    items: itemsOf(heard),
    whole: null,
  };
  cache.put(learned, instantFromMs(second * 1000));
}

/** `rcode; section record; ...`, or `nothing`. */
function find(question: string, second: number, how: "any" | "primary-only" = "any", among = cache): string {
  const found = among.find(questionOf(question), instantFromMs(second * 1000), how);
  if (found === null) return "nothing";
  const lines = found.items.map(({ record, section }) => {
    const text = printRecord(record).replace(/\s+/g, " ").replace(" IN ", " ");
    return `${section ?? "by itself"} ${text}`;
  });
  return [found.rcode, ...lines].join("; ");
}

describe("records", () => {
  const A = "w.kloud.lan. 300 A 192.0.2.1";
  it.each([
    [0, "NOERROR; answer w.kloud.lan. 300 A 192.0.2.1"],
    [1.5, "NOERROR; answer w.kloud.lan. 298 A 192.0.2.1"],
    [299, "NOERROR; answer w.kloud.lan. 1 A 192.0.2.1"],
    [299.9, "NOERROR; answer w.kloud.lan. 1 A 192.0.2.1"],
    [300, "nothing"],
  ])("after %f seconds: %s", (second, expected) => {
    put("w.kloud.lan. A", { answer: [A] });
    expect(find("w.kloud.lan. A", second)).toBe(expected);
  });

  it("are found in any case of letters, and for their own type alone", () => {
    put("w.kloud.lan. A", { answer: [A] });
    expect(find("W.KLOUD.lan. A", 0)).toBe("NOERROR; answer w.kloud.lan. 300 A 192.0.2.1");
    expect(find("w.kloud.lan. AAAA", 0)).toBe("nothing");
    expect(find("w.kloud.lan. ANY", 0)).toBe("nothing");
    expect(find("x.w.kloud.lan. A", 0)).toBe("nothing");
  });

  it("live no longer than the shortest of the message that they answer", () => {
    put("w.kloud.lan. A", { answer: [A], authority: ["kloud.lan. 20 NS dns1.kloud.lan."] });
    expect(find("w.kloud.lan. A", 19)).toBe(
      "NOERROR; answer w.kloud.lan. 1 A 192.0.2.1; authority kloud.lan. 1 NS dns1.kloud.lan.",
    );
    expect(find("w.kloud.lan. A", 20)).toBe("nothing");
  });

  it("beside an answer are not kept by themselves", () => {
    put("kloud.lan. NS", {
      answer: ["kloud.lan. 60 NS dns1.kloud.lan."],
      additional: ["dns1.kloud.lan. 60 A 192.0.2.3"],
    });
    expect(find("dns1.kloud.lan. A", 0)).toBe("nothing");
  });

  it("that came along an alias are kept by themselves, and are not enough for DO", () => {
    put("w.kloud.lan. A", { answer: ["w.kloud.lan. 60 CNAME n.kloud.lan.", "n.kloud.lan. 90 A 192.0.2.1"] });
    expect(find("n.kloud.lan. A", 10)).toBe("NOERROR; by itself n.kloud.lan. 80 A 192.0.2.1");
    expect(find("n.kloud.lan. A", 10, "primary-only")).toBe("nothing");
    expect(find("w.kloud.lan. MX", 10, "primary-only")).toBe(
      "NOERROR; answer w.kloud.lan. 50 CNAME n.kloud.lan.; answer n.kloud.lan. 50 A 192.0.2.1",
    );
  });

  it("that came along take the place of nothing that was asked for", () => {
    put("n.kloud.lan. A", { answer: ["n.kloud.lan. 90 A 192.0.2.1"] });
    put("x.kloud.lan. A", { answer: ["x.kloud.lan. 60 CNAME n.kloud.lan.", "n.kloud.lan. 10 A 192.0.2.9"] }, 1);
    expect(find("x.kloud.lan. CNAME", 2)).toContain("x.kloud.lan. 9 CNAME");
  });

  it("of TTL 0 are not kept, and forget what was known", () => {
    put("w.kloud.lan. A", { answer: [A] });
    put("w.kloud.lan. A", { answer: ["w.kloud.lan. 0 A 192.0.2.2"] }, 1);
    expect(find("w.kloud.lan. A", 1)).toBe("nothing");
  });

  it("that are new take the place of the old ones", () => {
    put("w.kloud.lan. A", { answer: [A, "w.kloud.lan. 300 A 192.0.2.9"] });
    put("w.kloud.lan. A", { answer: ["w.kloud.lan. 30 A 192.0.2.2"] }, 1);
    expect(find("w.kloud.lan. A", 2)).toBe("NOERROR; answer w.kloud.lan. 29 A 192.0.2.2");
  });

  it.each(["CNAME", "NSEC", "RRSIG"])("an alias does not lead from a question for %s", (type) => {
    put("w.kloud.lan. A", { answer: ["w.kloud.lan. 60 CNAME n.kloud.lan."] });
    const isAsked = type === "CNAME";
    expect(find(`w.kloud.lan. ${type}`, 0) !== "nothing").toBe(isAsked);
  });
});

describe("denials", () => {
  it("NXDOMAIN is for every type of the name, as long as MINIMUM says", () => {
    put("x.kloud.lan. A", { rcode: "NXDOMAIN", authority: [SOA] });
    const said = (ttl: number): string =>
      `NXDOMAIN; authority kloud.lan. ${ttl} SOA dns1.kloud.lan. host.kloud.lan. 1 2 3 4 60`;
    expect(find("x.kloud.lan. TXT", 0)).toBe(said(60));
    expect(find("x.kloud.lan. A", 59)).toBe(said(1));
    expect(find("x.kloud.lan. A", 60)).toBe("nothing");
    expect(find("y.x.kloud.lan. A", 0)).toBe("nothing");
  });

  it("NODATA is for its type", () => {
    put("w.kloud.lan. A", { authority: [SOA] });
    expect(find("w.kloud.lan. A", 30)).toMatch(/^NOERROR; authority kloud\.lan\. 30 SOA/);
    expect(find("w.kloud.lan. AAAA", 30)).toBe("nothing");
  });

  it.each<[string, string, Heard, number | null]>([
    ["the SOA record's own TTL where it is less", "x.kloud.lan. A", { authority: [SOA.replace(" 300 ", " 20 ")] }, 20],
    ["no SOA record", "x.kloud.lan. A", { authority: ["kloud.lan. 300 NS dns1.kloud.lan."] }, null],
    ["nothing at all", "x.kloud.lan. A", {}, null],
    ["a SOA record of another tree", "x.other.lan. A", { authority: [SOA] }, null],
    ["a SOA record from below the name", "lan. A", { authority: [SOA] }, null],
    ["MINIMUM 0", "x.kloud.lan. A", { authority: [SOA.replace(/60$/, "0")] }, null],
    ["TTL 0", "x.kloud.lan. A", { authority: [SOA.replace(" 300 ", " 0 ")] }, null],
    ["a question for SOA", "x.kloud.lan. SOA", { authority: [SOA] }, null],
    ["a shorter record beside it", "x.kloud.lan. A", { authority: [SOA, "kloud.lan. 7 NS d.kloud.lan."] }, 7],
    [
      "of two SOA records that of the zone further up",
      "x.kloud.lan. A",
      { authority: ["lan. 9999 SOA a. b. 1 2 3 4 30", SOA] },
      30,
    ],
    ["that, in whatever order", "x.kloud.lan. A", { authority: [SOA, "lan. 9999 SOA a. b. 1 2 3 4 30"] }, 30],
  ])("%s", (_, question, heard, seconds) => {
    put(question, heard);
    if (seconds === null) expect(find(question, 0)).toBe("nothing");
    else expect([find(question, seconds - 0.1) !== "nothing", find(question, seconds)]).toEqual([true, "nothing"]);
  });

  it("SERVFAIL is for ten seconds, with nothing", () => {
    put("w.kloud.lan. A", { rcode: "SERVFAIL" });
    expect([find("w.kloud.lan. A", 9.9), find("w.kloud.lan. A", 10)]).toEqual(["SERVFAIL", "nothing"]);
    expect(find("w.kloud.lan. AAAA", 0)).toBe("nothing");
  });

  it.each(["REFUSED", "FORMERR", "NOTIMP", "YXDOMAIN"] as const)(
    "%s is not kept, and forgets what was known",
    (rcode) => {
      put("w.kloud.lan. A", { answer: ["w.kloud.lan. 300 A 192.0.2.1"] });
      put("w.kloud.lan. A", { rcode, authority: [SOA] }, 1);
      expect(find("w.kloud.lan. A", 1)).toBe("nothing");
    },
  );
});

describe("laws", () => {
  it("a record is known for its TTL, two hours at most, and its TTL never lies", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.nat(20_000), (ttl, second) => {
        cache = new ResolvedCache();
        put("w.kloud.lan. A", { answer: [`w.kloud.lan. ${ttl} A 192.0.2.1`] });
        const left = Math.min(ttl, 7200) - second;
        expect(find("w.kloud.lan. A", second)).toBe(
          left > 0 ? `NOERROR; answer w.kloud.lan. ${left} A 192.0.2.1` : "nothing",
        );
      }),
    );
  });

  it("more than 4096 entries: the one that would have ended first goes", () => {
    for (let at = 0; at < 4097; at += 1) {
      const ttl = at === 2000 ? 50 : 100 + (at % 50);
      put(`n${at}.kloud.lan. A`, { answer: [`n${at}.kloud.lan. ${ttl} A 192.0.2.1`] });
    }
    expect([find("n2000.kloud.lan. A", 0), find("n0.kloud.lan. A", 0) === "nothing"]).toEqual(["nothing", false]);
  });

  it("a fork knows the same, and learns by itself", () => {
    put("w.kloud.lan. A", { answer: ["w.kloud.lan. 300 A 192.0.2.1"] });
    const fork = cache.fork();
    cache.clear();
    expect([find("w.kloud.lan. A", 0), find("w.kloud.lan. A", 0, "any", fork) === "nothing"]).toEqual([
      "nothing",
      false,
    ]);
  });
});
