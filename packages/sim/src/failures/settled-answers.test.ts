import { makeQuery, nameOf, type Prefix, parseAddress, parsePrefix } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPlace } from "../asking/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import { lifetimeOf } from "./answer-lifetime.ts";
import type { Came, Judged } from "./judge.ts";
import { joinWatched, judgeAmong } from "./settled-answers.ts";
import type { Watched } from "./watched.ts";

/** `NOERROR 192.0.2.1`; `-`: no answer. */
function came(text: string): Came {
  const [rcode = "", ...data] = text.split(" ");
  const addresses = data.flatMap((datum) => parseAddress(datum) ?? []);
  return { rcode: rcode === "-" ? null : rcode, data, addresses, text, lifetime: lifetimeOf([]) };
}

const place = findPlace(pairTwin(), "cl");
if (place.kind === "missing") throw new Error(place.why);
const watched: Watched = {
  place: place.value,
  asking: { from: place.value, servers: [], source: null, transport: "udp" },
  query: makeQuery({ name: nameOf("a.lan."), type: "A", class: "IN" }),
  title: "",
  isChosen: false,
  isSpoiling: false,
  passing: [],
  hidden: [parsePrefix("10.0.0.0/8") as Prefix],
};

test("what is watched at several stages: each question once, with every pod that may tell its own address", () => {
  const of = (title: string, ...addresses: readonly string[]): Watched => ({
    ...watched,
    title,
    passing: addresses.flatMap((address) => parseAddress(address) ?? []),
  });
  const joined = joinWatched([of("a", "10.0.0.1", "10.0.0.2"), of("b"), of("a", "10.0.0.2", "10.0.0.3"), of("c")]);
  expect(joined.map(({ title, passing }) => [title, ...passing])).toEqual([
    ["a", "10.0.0.1", "10.0.0.2", "10.0.0.3"],
    ["b"],
    ["c"],
  ]);
});

describe("an answer beside those of several stages", () => {
  test.each<readonly [allowed: readonly string[], now: string, Judged]>([
    [["NXDOMAIN", "NOERROR 192.0.2.1"], "NXDOMAIN", "right"],
    [["NXDOMAIN", "NOERROR 192.0.2.1"], "NOERROR 192.0.2.1", "right"],
    [["NXDOMAIN", "NOERROR 192.0.2.1"], "NOERROR 192.0.2.2", "wrong"],
    [["NXDOMAIN", "NOERROR 192.0.2.1"], "SERVFAIL", "absent"],
    [["NXDOMAIN", "NOERROR 192.0.2.1"], "-", "absent"],
    [["SERVFAIL", "REFUSED"], "NOERROR 192.0.2.1", "wrong"],
    [["SERVFAIL", "REFUSED"], "REFUSED", "right"],
    [["NOERROR 192.0.2.1", "NOERROR 192.0.2.2"], "NOERROR 192.0.2.1 192.0.2.2", "wrong"],
    [["NOERROR 10.0.0.1", "NXDOMAIN"], "NOERROR 10.0.0.1", "right"],
    [["NXDOMAIN", "REFUSED"], "NOERROR 10.0.0.1", "leak"],
    [["NOERROR 192.0.2.1", "-"], "NOERROR 10.0.0.1", "leak"],
  ])("%j, now %s: %s", (allowed, now, judged) => {
    expect(judgeAmong(watched, allowed.map(came), came(now))).toBe(judged);
  });

  const texts = fc.constantFrom(
    "NXDOMAIN",
    "REFUSED",
    "SERVFAIL",
    "-",
    "NOERROR",
    "NOERROR 192.0.2.1",
    "NOERROR 192.0.2.1 192.0.2.2",
    "NOERROR 10.0.0.1",
  );
  const GOOD: readonly Judged[] = ["right", "absent"];

  test("law: the order is nothing, and one more stage makes no answer worse", () => {
    const rank = (judged: Judged): number => ["right", "absent", "wrong", "leak"].indexOf(judged);
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), texts, texts, (allowed, more, now) => {
        const judged = judgeAmong(watched, allowed.map(came), came(now));
        expect(judgeAmong(watched, allowed.toReversed().map(came), came(now))).toBe(judged);
        expect(rank(judgeAmong(watched, [...allowed, more].map(came), came(now)))).toBeLessThanOrEqual(rank(judged));
        if (allowed.includes(now)) expect(judged).toBe("right");
      }),
    );
  });

  test("law: no answer and SERVFAIL are never taken for one", () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), fc.constantFrom("-", "SERVFAIL"), (allowed, now) => {
        expect(GOOD).toContain(judgeAmong(watched, allowed.map(came), came(now)));
      }),
    );
  });
});
