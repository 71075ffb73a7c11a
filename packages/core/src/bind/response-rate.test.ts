import { describe, expect, it } from "vitest";
import { instantFromMs } from "../dns/index.ts";
import { noAddress } from "./acl.ts";
import { addressOf } from "./fixtures/texts.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";
import { ResponseRate } from "./response-rate.ts";
import type { RateLimit } from "./settings.ts";

const client = addressOf("192.0.2.1");
const three: RateLimit = {
  perSecond: { answer: 3, referral: 3, noData: 3, nameError: 3, error: 3, all: 0 },
  windowSeconds: 15,
  ipv4PrefixLength: 24,
  ipv6PrefixLength: 56,
  exempt: noAddress,
  slip: 0,
};
const admitted = (rate: ResponseRate, kind: string, atMs: number, times: number, from = client): number =>
  Array.from({ length: times }, () => rate.admits(from, { class: "answer", key: kind }, instantFromMs(atMs))).filter(
    Boolean,
  ).length;

describe("three like answers a second", () => {
  it("the fourth is not sent; another kind and another network have their own", () => {
    const rate = new ResponseRate(three);
    expect(admitted(rate, "a", 0, 5)).toBe(3);
    expect(admitted(rate, "b", 0, 5)).toBe(3);
    expect(admitted(rate, "a", 0, 5, addressOf("192.0.2.77")), "the same /24").toBe(0);
    expect(admitted(rate, "a", 0, 5, addressOf("192.0.3.1"))).toBe(3);
  });

  it("debts are paid off by the second, at most fifteen of them", () => {
    const rate = new ResponseRate(three);
    expect(admitted(rate, "a", 0, 6)).toBe(3);
    expect(admitted(rate, "a", 1000, 3), "three owed, three earned").toBe(0);
    const deep = new ResponseRate(three);
    admitted(deep, "a", 0, 1000);
    expect(admitted(deep, "a", 15_000, 1)).toBe(0);
    expect(admitted(deep, "a", 17_000, 1)).toBe(1);
  });

  it("a fork counts on its own", () => {
    const rate = new ResponseRate(three);
    admitted(rate, "a", 0, 2);
    const fork = rate.fork();
    expect(admitted(rate, "a", 0, 3)).toBe(1);
    expect(admitted(fork, "a", 0, 3)).toBe(1);
  });
});

describe("class CH", () => {
  it("is limited over UDP, not over TCP; errors of all names are one kind", () => {
    const world = new World("options { };");
    const asked = (question: string, how = {}): number =>
      Array.from({ length: 5 }, () => world.ask(question, { class: "CH", ...how })).filter(
        (answer) => !answer.startsWith("silence"),
      ).length;
    expect(asked("version.bind TXT")).toBe(3);
    expect(asked("version.bind TXT", { transport: "tcp" })).toBe(5);
    expect(asked("one.bind TXT") + asked("two.bind TXT")).toBe(3);
  });
});
