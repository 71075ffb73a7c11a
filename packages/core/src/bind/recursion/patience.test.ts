import { describe, expect, test } from "vitest";
import { instantFromMs, makeQuery, nameOf } from "../../dns/index.ts";
import type { Effect, EffectResult, Exchange } from "../../resolution/index.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { addressOf, CLIENT, SERVER } from "../fixtures/texts.fixture.ts";
import { closed, type Script, says, silent } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** When a server that keeps silent is asked again: seen of named 9.18.49 before scripted servers (conformance/recordings-servers). */
const A = "192.0.2.53";
const STUB = `options { recursion yes; dnssec-validation no; };
zone "test" { type static-stub; server-addresses { ${A}; }; };`;
const noSuchType = says({ authority: "test. 5 SOA ns.test. h.test. 1 1 1 1 5" });

/** Answers NS questions for these names, and nothing else. */
const steps =
  (...answered: readonly string[]): Script =>
  (query, transport, now) => {
    const [question] = query.questions;
    const isAnswered = answered.includes(`${question?.name.text} ${question?.type}`);
    return (isAnswered ? noSuchType : silent)(query, transport, now);
  };

describe("800 ms three times, then twice as long each time; every search for addresses counts", () => {
  test.each<readonly [row: string, question: string, script: Script, at: readonly number[]]>([
    ["the whole name at once", "www.test A", silent, [0, 800, 1600, 2400, 4000, 7200]],
    ["a step of NS is a fetch of its own", "www.sub.test A", silent, [0, 800, 1600, 2400, 4000, 7200]],
    [
      "after one step that was answered the question begins with its second search",
      "www.sub.test A",
      steps("sub.test. NS"),
      [0, 0, 800, 1600, 3200, 6400],
    ],
    [
      "after two steps with its third",
      "www.a.sub.test A",
      steps("sub.test. NS", "a.sub.test. NS"),
      [0, 0, 0, 800, 2400, 5600],
    ],
  ])("%s", (_row, question, script, at) => {
    const world = new World(STUB, { [A]: script });
    expect(world.ask(question)).toBe("SERVFAIL ra");
    expect(world.askedAtMs).toEqual(at);
    expect(world.elapsedMs).toBe(10_000);
  });
});

describe("who has shown that he is slow is given more time", () => {
  const slow = (ms: number): readonly number[] => {
    const { server } = startBind(STUB);
    const timeouts: number[] = [];
    let now = 0;
    for (let turn = 0; turn < 12; turn += 1) {
      const exchange = begin(server, `n${turn}.test.`, now);
      let result: EffectResult | null = null;
      for (;;) {
        const step = result === null ? exchange.next() : exchange.next(result);
        if (step.done === true) break;
        result = answer(step.value);
      }
      now += 1000;
    }
    return timeouts;

    function answer(effect: Effect): EffectResult {
      if (effect.kind !== "ask") return { kind: "spawned", now: instantFromMs(now) };
      timeouts.push(effect.timeoutMs);
      now += Math.min(ms, effect.timeoutMs);
      if (ms >= effect.timeoutMs) return { kind: "failed", how: "timeout", now: instantFromMs(now) };
      const reaction = noSuchType(effect.message, "udp", instantFromMs(now));
      return reaction.kind === "reply"
        ? { kind: "answered", messages: [reaction.response], now: instantFromMs(now) }
        : { kind: "failed", how: "timeout", now: instantFromMs(now) };
    }
  };

  test("700 ms: from some answer on it is waited for 900 ms nearly", () => {
    const timeouts = slow(700);
    expect(timeouts[0]).toBe(800);
    expect(timeouts.at(-1)).toBeGreaterThan(880);
    expect(timeouts.at(-1)).toBeLessThanOrEqual(900);
  });

  test("20 ms: never more than 800", () => {
    expect(new Set(slow(20))).toEqual(new Set([800]));
  });
});

describe("a step that two questions need", () => {
  test("is asked once: the second waits for the first, and goes on with its own question", () => {
    const { server } = startBind(STUB);
    const [one, other] = ["one", "two"].map((label) => begin(server, `${label}.sub.test.`, 0));
    if (one === undefined || other === undefined) throw new Error("two exchanges");
    const first = one.next().value as Effect & { readonly kind: "ask" };
    const second = other.next().value as Effect;
    expect(first.message.questions[0]?.type).toBe("NS");
    expect(second.kind).toBe("await");
    const reaction = noSuchType(first.message, "udp", instantFromMs(5));
    if (reaction.kind !== "reply") throw new Error("an answer");
    const then = one.next({ kind: "answered", messages: [reaction.response], now: instantFromMs(5) }).value as Effect;
    const after = other.next({ kind: "awaited", now: instantFromMs(5) }).value as Effect;
    expect(
      [then, after].map((effect) => (effect.kind === "ask" ? effect.message.questions[0]?.name.text : effect.kind)),
    ).toEqual(["one.sub.test.", "two.sub.test."]);
  });

  test("whose time is over for the first alone: the second asks for the whole name", () => {
    const { server } = startBind(STUB);
    const [one, other] = [begin(server, "one.sub.test.", 0), begin(server, "two.sub.test.", 6000)];
    one.next();
    other.next();
    let asked = 0;
    for (let now = 0, turn = one.next(timeoutAt(now)); turn.done !== true; turn = one.next(timeoutAt(now))) {
      asked += 1;
      now = Math.min(10_000, now + 2500);
    }
    expect(asked).toBeGreaterThan(1);
    const then = other.next({ kind: "awaited", now: instantFromMs(10_000) }).value as Effect;
    expect(then.kind === "ask" ? then.message.questions[0]?.name.text : then.kind).toBe("two.sub.test.");
  });

  test("is asked anew where the first was broken off", () => {
    const { server } = startBind(STUB);
    const [one, other] = ["one", "two"].map((label) => begin(server, `${label}.sub.test.`, 0));
    if (one === undefined || other === undefined) throw new Error("two exchanges");
    one.next();
    other.next();
    one.return({ kind: "silence", why: "no-handler" });
    const again = other.next({ kind: "awaited", now: instantFromMs(5) }).value as Effect;
    expect(again.kind === "ask" ? again.message.questions[0]?.name.text : again.kind).toBe("sub.test.");
  });
});

test("a closed port counts as silence: the next question goes to the other forwarder, though it is slower (rctx_dispfail)", () => {
  const B = "192.0.2.54";
  const conf = `options { recursion yes; dnssec-validation no; forward only; forwarders { ${A}; ${B}; }; };`;
  const world = new World(conf, { [A]: closed, [B]: says({ authority: "test. 5 SOA ns.test. h.test. 1 1 1 1 5" }) });
  for (const name of ["a", "b", "c"]) world.ask(`${name}.test A`);
  expect(world.asked.map((line) => line.split(" ").at(0))).toEqual([A, B, B, B]);
});

function timeoutAt(ms: number): EffectResult {
  return { kind: "failed", how: "timeout", now: instantFromMs(ms) };
}

function begin(server: ReturnType<typeof startBind>["server"], name: string, atMs: number): Exchange {
  const step = server.receive(
    {
      source: { address: addressOf(CLIENT), port: 40_000 },
      destination: { address: addressOf(SERVER), port: 53 },
      transport: "udp",
      content: { kind: "message", message: makeQuery({ name: nameOf(name), type: "A", class: "IN" }) },
    },
    instantFromMs(atMs),
  );
  if ("kind" in step) throw new Error("an exchange");
  return step;
}
