import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressRdata, ipv4FromBytes, type Rdata } from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { AclBook } from "../acl-book.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { addressOf } from "../fixtures/texts.fixture.ts";
import { inRank, isRanked, rankFor } from "./sortlist.ts";

const OWN = [{ address: addressOf("192.168.13.11"), prefixLength: 24 }];

/** The list of a configuration as a client meets it. */
function rankIn(list: string, client: string): ReturnType<typeof rankFor> {
  const { settings } = startBind(`acl lan { 192.168.13/24; };\noptions { sortlist { ${list} }; };`);
  const sortlist = settings.views[0]?.options.sortlist;
  invariant(sortlist != null, "the options have a list");
  return rankFor(sortlist, addressOf(client), new AclBook(OWN));
}

const sorted = (list: string, client: string, addresses: string): string => {
  const rank = rankIn(list, client);
  const data = addresses.split(" ").map((text) => addressRdata(addressOf(text)));
  const texts = (rank === null ? data : inRank(data, rank)).map((rdata) => ("address" in rdata ? rdata.address : "?"));
  return texts.join(" ");
};

describe("sortlist (lib/ns/sortlist.c)", () => {
  it.each([
    [
      "those of the client's own network",
      "192.168.13/24;",
      "192.168.13.50",
      "10.0.0.1 192.168.13.1",
      "192.168.13.1 10.0.0.1",
    ],
    ["nobody who is meant", "192.168.13/24;", "10.0.0.9", "10.0.0.1 192.168.13.1", "10.0.0.1 192.168.13.1"],
    [
      "by the second list",
      "{ 192.168.13/24; { 10/8; 192.168.20/24; }; };",
      "192.168.13.50",
      "203.0.113.1 192.168.20.1 10.0.0.1",
      "10.0.0.1 192.168.20.1 203.0.113.1",
    ],
    [
      "what is negated comes last",
      "{ any; { !10/8; 192.168.20/24; }; };",
      "192.168.13.50",
      "10.0.0.1 203.0.113.1 192.168.20.1",
      "192.168.20.1 203.0.113.1 10.0.0.1",
    ],
    ["a named list", "{ lan; { 10/8; }; };", "192.168.13.50", "192.168.13.1 10.0.0.1", "10.0.0.1 192.168.13.1"],
    ["localnets as the second", "{ any; localnets; };", "10.0.0.9", "10.0.0.1 192.168.13.1", "192.168.13.1 10.0.0.1"],
    [
      "the first statement that matches",
      "{ 10/8; 10/8; }; { any; 192/8; };",
      "10.0.0.9",
      "192.0.2.1 10.0.0.1",
      "10.0.0.1 192.0.2.1",
    ],
    [
      "a negated first element ends the search",
      "{ !10/8; 10/8; }; any;",
      "10.0.0.9",
      "192.0.2.1 10.0.0.1",
      "192.0.2.1 10.0.0.1",
    ],
    ["three elements do too", "{ 10/8; 10/8; 10/8; }; any;", "10.0.0.9", "192.0.2.1 10.0.0.1", "192.0.2.1 10.0.0.1"],
  ])("%s", (_what, list, client, addresses, expected) => {
    expect(sorted(list, client, addresses)).toBe(expected);
  });

  const data = fc.array(
    fc.oneof(
      fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => addressRdata(ipv4FromBytes(bytes))),
      fc.constant<Rdata>({ type: "TXT", strings: [] }),
    ),
    { maxLength: 8 },
  );
  const lists = fc.constantFrom("{ any; { 0/1; 128/2; }; };", "128/1;", "{ any; { !0/2; any; }; };");
  it("moves records, and neither makes nor loses one; equal ranks keep their order", () => {
    fc.assert(
      fc.property(lists, data, (list, records) => {
        const rank = rankIn(list, "192.0.2.9");
        invariant(rank !== null, "the lists are for everybody");
        const ranked = inRank(records, rank);
        expect([...ranked].sort(byText)).toEqual([...records].sort(byText));
        expect(inRank(ranked, rank)).toEqual(ranked);
        if (isRanked(records, rank)) expect(inRank([...records].reverse(), rank)).toEqual(ranked);
      }),
    );
  });
});

function byText(left: Rdata, right: Rdata): number {
  const [a, b] = [JSON.stringify(left), JSON.stringify(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}
