import { expect, test } from "vitest";
import { instantFromMs } from "../../dns/index.ts";
import { SharedFetches } from "./shared-fetches.ts";

const ANSWER = { kind: "records", entries: [] } as const;
const FAILURE = { kind: "failure", why: "silence", result: null } as const;
const MINUTE = 60_000;

/** So many want to join one fetch, which then ends; gives how many were let in, the first included. */
function fill(fetches: SharedFetches, many: number, found: typeof ANSWER | typeof FAILURE | null, atMs = 0): number {
  const now = instantFromMs(atMs);
  const fetch = fetches.begin("x");
  const joined = Array.from({ length: many - 1 }, () => fetches.admits(fetch, now)).filter(Boolean).length;
  fetches.end("x", fetch, found, now);
  expect(fetches.at("x")).toBeNull();
  return joined + 1;
}

test.each([
  ["fewer than the limit", 10, 100, [9], [9]],
  ["the limit, which is not passed, so it stays", 10, 100, [10, 12], [10, 10]],
  ["once it was too many, five more are let", 10, 100, [11, 99, 99], [10, 15, 20]],
  ["up to the most", 10, 12, [99, 99, 99], [10, 12, 12]],
  ["no most", 10, 0, [99, 99], [10, 15]],
  ["no limit", 0, 0, [500], [500]],
] as const)("clients-per-query: %s", (_what, clientsPerQuery, maxClientsPerQuery, wanted, admitted) => {
  const fetches = new SharedFetches({ clientsPerQuery, maxClientsPerQuery });
  expect(wanted.map((many) => fill(fetches, many, ANSWER))).toEqual(admitted);
});

test.each([
  ["a failure", FAILURE],
  ["a fetch that was broken off", null],
])("%s raises no limit", (_what, found) => {
  const fetches = new SharedFetches({ clientsPerQuery: 10, maxClientsPerQuery: 100 });
  expect([fill(fetches, 20, found), fill(fetches, 20, found)]).toEqual([10, 10]);
});

test("a raised limit falls by one every twenty minutes, down to where it began", () => {
  const fetches = new SharedFetches({ clientsPerQuery: 10, maxClientsPerQuery: 100 });
  fill(fetches, 11, ANSWER);
  const limits = [0, 19, 20, 40, 99, 100, 1000].map((minutes) => fetches.limitAt(instantFromMs(minutes * MINUTE)));
  expect(limits).toEqual([15, 15, 14, 13, 11, 10, 10]);
});

test("a fork has learnt the same, and goes its own way", () => {
  const fetches = new SharedFetches({ clientsPerQuery: 10, maxClientsPerQuery: 100 });
  fill(fetches, 11, ANSWER);
  fetches.begin("under way");
  const fork = fetches.fork();
  expect(fork.at("under way")).toBeNull();
  fill(fork, 99, ANSWER);
  expect([fetches, fork].map((each) => each.limitAt(instantFromMs(0)))).toEqual([15, 20]);
});

test("those who wait hear of it in the order in which they came, unless they have gone", () => {
  const fetches = new SharedFetches({ clientsPerQuery: 10, maxClientsPerQuery: 100 });
  const fetch = fetches.begin("x");
  const heard: string[] = [];
  const [first] = ["a", "b", "c"].map((who) =>
    fetch.work.whenEnded(() => heard.push(`${who} ${fetch.work.result?.kind}`)),
  );
  first?.();
  fetches.end("x", fetch, ANSWER, instantFromMs(0));
  expect(heard).toEqual(["b records", "c records"]);
});
