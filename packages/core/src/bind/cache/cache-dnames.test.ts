import { describe, expect, test } from "vitest";
import { instantFromMs, nameOf } from "../../dns/index.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";
import { rrsetsOf } from "../rrsets.ts";
import { Cache, type RecordsEntry } from "./cache.ts";
import { ANSWERS } from "./trust.ts";

function put(cache: Cache, text: string): void {
  const [rrset] = rrsetsOf(recordsOfText(text));
  if (rrset === undefined) throw new Error(text);
  const entry: RecordsEntry = { kind: "records", rrset, signatures: null, trust: "answer", expiresAt: rrset.ttl };
  cache.put(rrset.owner, rrset.type, entry, instantFromMs(0), "as-trusted");
}
const kindOf = (cache: Cache, name: string, second = 0): string =>
  cache.find(nameOf(name), "A", ANSWERS, instantFromMs(second * 1000)).kind;

describe("a DNAME above a name comes before what stands at it, whenever it came", () => {
  test("before anything was kept, after it, and when it is over", () => {
    const cache = new Cache();
    put(cache, "www.old.lan. 100 A 192.0.2.1");
    expect(kindOf(cache, "www.old.lan.")).toBe("records");
    put(cache, "old.lan. 10 DNAME new.lan.");
    expect(["www.old.lan.", "other.old.lan.", "old.lan."].map((name) => kindOf(cache, name))).toEqual([
      "dname",
      "dname",
      "nothing",
    ]);
    expect(kindOf(cache, "www.old.lan.", 10)).toBe("records");
  });

  test("a fork knows the DNAMEs from before it, and those after it are its own", () => {
    const cache = new Cache();
    put(cache, "www.a.lan. 100 A 192.0.2.1");
    const early = cache.fork();
    put(cache, "a.lan. 100 DNAME b.lan.");
    const late = cache.fork();
    expect([early, late, late.fork()].map((fork) => kindOf(fork, "www.a.lan."))).toEqual(["records", "dname", "dname"]);
    put(early, "lan. 100 DNAME example.");
    expect([cache, early].map((of) => kindOf(of, "x.lan."))).toEqual(["nothing", "dname"]);
  });
});
