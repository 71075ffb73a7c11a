import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const domain = fc.constantFrom("ns.svc.lan", "svc.lan", "lan", "corp.test");
const searchList = fc.uniqueArray(domain, { minLength: 1, maxLength: 4 });
const base = fc.constantFrom("web", "db.prod", "www.example.test", "a.b.c");
/** Which names exist: a base below an element of the list, or bare. */
const existing = fc.uniqueArray(fc.tuple(base, fc.oneof(domain, fc.constant(""))), {
  maxLength: 6,
  selector: (parts) => parts.join("."),
});

const joined = (name: string, element: string): string => (element === "" ? `${name}.` : `${name}.${element}.`);
/** The address says which of the names it belongs to. */
const addressOf = (at: number): string => `192.0.2.${at + 1}`;

function serverOf(search: readonly string[], names: readonly string[], zones = ""): CoreDnsUnderTest {
  const records = names.map((name, at) => `${name} 60 A ${addressOf(at)}\n`).join("");
  const files = {
    "/resolv": `nameserver 192.0.2.1\nsearch ${search.join(" ")}\noptions ndots:5\n`,
    "/db": `. 60 SOA ns. hm. 1 2 3 4 5\n. 60 NS ns.\n${records}`,
  };
  return new CoreDnsUnderTest(`. {\n autopath ${zones}/resolv\n file /db .\n}\n`, files);
}

/** What a client finds that tries names one after the other: the first that exists, be it for what stands below it alone. */
function walked(asked: string, tried: readonly string[], names: readonly string[]): string {
  const exists = (candidate: string): boolean =>
    names.some((one) => one === candidate || one.endsWith(`.${candidate}`));
  const found = tried.find(exists);
  if (found === undefined) return "NXDOMAIN";
  if (!names.includes(found)) return "NODATA";
  const alias = found === asked ? "" : `${asked} CNAME ${found}\n`;
  return `${alias}${found} A ${addressOf(names.indexOf(found))}`;
}

describe("a name below the first element of the list", () => {
  it("is answered as by a client that tries all elements and then the bare name, with one alias in front", () => {
    fc.assert(
      fc.property(searchList, base, existing, (search, name, pairs) => {
        const names = pairs.map(([one, element]) => joined(one, element));
        const server = serverOf(search, names);
        const asked = joined(name, search[0] ?? "");
        const expected = walked(
          asked,
          [...search, ""].map((element) => joined(name, element)),
          names,
        );
        expect(server.answer(asked, "A")).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("is asked for in any case, and answered in the letters of the question", () => {
    fc.assert(
      fc.property(base, (name) => {
        const server = serverOf(["ns.svc.lan", "lan"], [joined(name, "lan")]);
        const asked = joined(name, "ns.svc.lan");
        expect(server.answer(asked.toUpperCase(), "A")).toMatch(
          new RegExp(
            `^${asked.toUpperCase()} CNAME ${joined(name, "lan")}\\n${joined(name, "lan")} A 192\\.0\\.2\\.1$`,
          ),
        );
      }),
    );
  });
});

describe("any other name", () => {
  it("is answered as without the plugin: below a later element, elsewhere, outside of the plugin's zones", () => {
    const plain = (names: readonly string[]): CoreDnsUnderTest => {
      const records = names.map((name, at) => `${name} 60 A ${addressOf(at)}\n`).join("");
      return new CoreDnsUnderTest(". {\n file /db .\n}\n", {
        "/db": `. 60 SOA ns. hm. 1 2 3 4 5\n. 60 NS ns.\n${records}`,
      });
    };
    fc.assert(
      fc.property(base, fc.constantFrom("lan", "corp.test", ""), existing, (name, element, pairs) => {
        const names = pairs.map(([one, below]) => joined(one, below));
        const asked = joined(name, element);
        const server = serverOf(["ns.svc.lan", "svc.lan", "lan"], names);
        expect(server.line(asked, "A")).toBe(plain(names).line(asked, "A"));
        const elsewhere = serverOf(["ns.svc.lan", "lan"], names, "other.test ");
        const below = joined(name, "ns.svc.lan");
        expect(elsewhere.line(below, "A")).toBe(plain(names).line(below, "A"));
      }),
    );
  });
});
