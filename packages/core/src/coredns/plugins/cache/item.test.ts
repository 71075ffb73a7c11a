import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressRdata, instantFromMs, laterBy, nameOf, parseAddress, type ResourceRecord } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { requestOf } from "../../plugin-request.fixture.ts";
import { authoritativeReplyTo } from "../../reply.ts";
import {
  answeringItem,
  beginRefresh,
  countHit,
  endRefresh,
  type Item,
  makeItem,
  replyFromItem,
  secondsLeft,
} from "./item.ts";

/** plugin/cache/item.go and freq/freq.go of CoreDNS 1.15.0. */

const address = parseAddress("192.0.2.7");
invariant(address !== null, "an address of this test");
const A: ResourceRecord = { owner: nameOf("x.test."), class: "IN", ttl: 60, data: addressRdata(address) };
const at = instantFromMs;

function itemOf(lifetime = 60, answer: readonly ResourceRecord[] = [A], lastKnownGood: Item | null = null): Item {
  return makeItem(authoritativeReplyTo(requestOf("x.test."), { answer }), lifetime, at(1000), lastKnownGood);
}

describe("how long an item lives still", () => {
  it.each([
    [1000, 60],
    [1999, 60],
    [2000, 59],
    [60_999, 1],
    [61_000, 0],
    [61_999, 0],
    [62_000, -1],
    [500, 60],
  ])("at %i ms of one that was stored at 1000 for a minute: %i", (now, expected) =>
    expect(secondsLeft(itemOf(), at(now))).toBe(expected),
  );
});

describe("hits, as far as no pause is longer than a second", () => {
  it.each<readonly [readonly number[], readonly number[]]>([
    [[0], [1]],
    [
      [0, 0, 0],
      [1, 2, 3],
    ],
    [
      [0, 1000, 2000],
      [1, 2, 3],
    ],
    [
      [0, 1001, 1500],
      [1, 1, 2],
    ],
    [
      [0, 900, 1800, 5000, 5900],
      [1, 2, 3, 1, 2],
    ],
  ])("at %j: %j", (moments, expected) => {
    const item = itemOf();
    expect(moments.map((moment) => countHit(item, at(moment), 1000))).toEqual(expected);
  });
});

describe("one refresh at a time, and a while after one that failed", () => {
  it("begins once until it ends", () => {
    const item = itemOf();
    expect([beginRefresh(item, at(0), 0), beginRefresh(item, at(0), 0)]).toEqual([true, false]);
    endRefresh(item, at(10), 0, false);
    expect(beginRefresh(item, at(10), 0)).toBe(true);
  });

  it.each<readonly [recheckMs: number, isRefreshed: boolean, now: number, expected: boolean]>([
    [1000, false, 1009, false],
    [1000, false, 1010, true],
    [1000, true, 10, true],
    [0, false, 10, true],
  ])("recheck %i ms, refreshed %s: at %i ms %s", (recheckMs, isRefreshed, now, expected) => {
    const item = itemOf();
    beginRefresh(item, at(0), recheckMs);
    endRefresh(item, at(10), recheckMs, isRefreshed);
    expect(beginRefresh(item, at(now), recheckMs)).toBe(expected);
  });
});

describe("the last answer that was one", () => {
  const good = itemOf();
  const alias: ResourceRecord = { ...A, data: { type: "CNAME", target: nameOf("y.test.") } };
  it.each<readonly [string, Item | null, Item | null]>([
    ["an answer is its own", good, good],
    ["nothing has none", null, null],
    ["an alias without its end has none", itemOf(60, [alias]), null],
    ["an alias that took an answer's place has that", itemOf(60, [alias], good), good],
    ["an alias that took an alias's place has none", itemOf(60, [alias], itemOf(60, [alias])), null],
  ])("%s", (_, item, expected) => expect(answeringItem(item)).toBe(expected));
});

describe("a reply from an item", () => {
  const edns = { udpSize: 1232, version: 0, dnssecOk: true, z: 0, options: [] };

  it("has the question, the id and RD of who asks now, and one TTL for all records", () => {
    const reply = replyFromItem(itemOf(), requestOf("X.TEST.", "A", { id: 4711 }), 17, false);
    expect([reply.id, reply.questions[0]?.name.text]).toEqual([4711, "X.TEST."]);
    expect(reply.answer.map(({ owner, ttl }) => `${owner.text} ${ttl}`)).toEqual(["x.test. 17"]);
    expect(reply.edns).toBeNull();
  });

  it.each<readonly [string, boolean, boolean, string]>([
    ["1.15.0: AA as it was stored", false, false, ""],
    ["1.15.0: AA as it was stored", true, false, "aa"],
    ["before: AA always", false, true, "aa"],
  ])("%s (%s)", (_, authoritative, isAlwaysAuthoritative, expected) => {
    const { message } = itemOf();
    const stored = { ...message, flags: { ...message.flags, authoritative } };
    const reply = replyFromItem(makeItem(stored, 60, at(0)), requestOf("x.test."), 1, isAlwaysAuthoritative);
    expect(reply.flags.authoritative ? "aa" : "").toBe(expected);
  });

  it.each<readonly [string, Parameters<typeof requestOf>[2], boolean]>([
    ["who set neither", {}, false],
    ["DO", { edns }, true],
    ["EDNS without DO", { edns: { ...edns, dnssecOk: false } }, false],
  ])("AD is for who asked for it: %s", (_, asked, expected) => {
    const { message } = itemOf();
    const item = makeItem({ ...message, flags: { ...message.flags, authenticData: true } }, 60, at(0));
    expect(replyFromItem(item, requestOf("x.test.", "A", asked), 1, false).flags.authenticData).toBe(expected);
  });

  it("law: an item is spent after as many seconds as it lives, and not before", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), fc.nat(4_000_000), (lifetime, later) => {
        const left = secondsLeft(itemOf(lifetime), laterBy(at(1000), later));
        expect(left > 0).toBe(later < lifetime * 1000);
      }),
    );
  });
});
