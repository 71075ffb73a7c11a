import fc from "fast-check";
import { expect, test } from "vitest";
import {
  BEGINNING,
  type Instant,
  laterBy,
  makeQuery,
  NO_FLAGS,
  nameOf,
  parseIpv4,
  type Rcode,
  type Response,
} from "../../dns/index.ts";
import type { AskFailure, Effect, EffectResult } from "../exchange.ts";
import { askStub, type StubAnswer, type StubSettings } from "./ask-stub.ts";

const query = makeQuery({ name: nameOf("w.x."), type: "A", class: "IN" });

/** What a server does with a question: an rcode, a cut answer, or nothing. */
type Manner = Rcode | "cut" | "silent" | AskFailure;

function responseOf(manner: Rcode | "cut"): Response {
  const rcode = manner === "cut" ? "NOERROR" : manner;
  const flags = { ...NO_FLAGS, truncated: manner === "cut" };
  const { kind: _, ...rest } = query;
  return { kind: "response", ...rest, rcode, flags, wire: { order: "fixed", truncation: "none", udpLimit: 512 } };
}

function resultOf(effect: Effect, manner: Manner | undefined, now: Instant): EffectResult {
  if (effect.kind !== "ask") throw new Error(effect.kind);
  switch (manner) {
    case undefined:
    case "silent":
    case "timeout":
      return { kind: "failed", how: "timeout", now: laterBy(now, effect.timeoutMs) };
    case "refused":
    case "unreachable":
    case "reset":
      return { kind: "failed", how: manner, now };
    default:
      return { kind: "answered", messages: [responseOf(manner)], now };
  }
}

/** `second server over transport`, try by try, and the whole second at the end. */
function talk(manners: readonly Manner[][], changes: Partial<StubSettings>): readonly string[] {
  const servers = manners.map((_, index) => {
    const address = parseIpv4(`127.0.0.${index + 1}`);
    if (address === null) throw new Error("not an address");
    return { address, port: 53 };
  });
  const left = manners.map((each) => [...each]);
  const settings: StubSettings = {
    kind: "glibc",
    servers,
    timeoutMs: 1000,
    attempts: 2,
    firstServer: 0,
    transport: "udp",
    whenTruncated: "retry-over-tcp",
    ...changes,
  };
  const exchange = askStub(query, settings, BEGINNING);
  const log: string[] = [];
  let now = BEGINNING;
  let step = exchange.next();
  while (step.done !== true) {
    const effect = step.value;
    if (effect.kind !== "ask") throw new Error(effect.kind);
    const at = servers.findIndex(({ address }) => address === effect.to.address);
    log.push(`${now / 1000} ${at + 1}${effect.transport === "udp" ? "" : ` ${effect.transport}`}`);
    const queue = left[at] ?? [];
    const manner = queue.length > 1 ? queue.shift() : queue[0];
    const result = resultOf(effect, manner, now);
    now = result.now;
    step = exchange.next(result);
  }
  return [...log, `${now / 1000} ${verdictOf(step.value)}`];
}

function verdictOf(answer: StubAnswer): string {
  if (answer.kind === "failed") return "failed";
  return `${answer.messages[0]?.rcode} from ${answer.from.address.slice(-1)}`;
}

/** When getent (glibc 2.36) asked which server, with `options timeout:N attempts:N`. */
test.each<{ what: string; manners: Manner[][]; changes?: Partial<StubSettings>; log: readonly string[] }>([
  { what: "one silent server", manners: [["silent"]], log: ["0 1", "1 1", "2 failed"] },
  { what: "two silent servers", manners: [["silent"], ["silent"]], log: ["0 1", "1 2", "2 1", "3 2", "4 failed"] },
  {
    what: "three silent servers",
    manners: [["silent"], ["silent"], ["silent"]],
    log: ["0 1", "1 2", "2 3", "3 1", "4 2", "5 3", "6 failed"],
  },
  {
    what: "three silent servers, timeout:2 attempts:1",
    manners: [["silent"], ["silent"], ["silent"]],
    changes: { timeoutMs: 2000, attempts: 1 },
    log: ["0 1", "2 2", "3 3", "5 failed"],
  },
  {
    what: "three silent servers, timeout:3 attempts:1",
    manners: [["silent"], ["silent"], ["silent"]],
    changes: { timeoutMs: 3000, attempts: 1 },
    log: ["0 1", "3 2", "5 3", "9 failed"],
  },
  { what: "no attempts", manners: [["NOERROR"]], changes: { attempts: 0 }, log: ["0 failed"] },
  {
    what: "SERVFAIL everywhere",
    manners: [["SERVFAIL"], ["SERVFAIL"]],
    log: ["0 1", "0 2", "0 1", "0 2", "0 SERVFAIL from 2"],
  },
  {
    what: "REFUSED, then a name error",
    manners: [["REFUSED"], ["NXDOMAIN"]],
    log: ["0 1", "0 2", "0 NXDOMAIN from 2"],
  },
  { what: "NOTIMP, then an answer", manners: [["NOTIMP"], ["NOERROR"]], log: ["0 1", "0 2", "0 NOERROR from 2"] },
  { what: "FORMERR is an answer", manners: [["FORMERR"], ["NOERROR"]], log: ["0 1", "0 FORMERR from 1"] },
  { what: "silence, then an answer", manners: [["silent"], ["NOERROR"]], log: ["0 1", "1 2", "1 NOERROR from 2"] },
  {
    what: "a closed port costs no time",
    manners: [["refused"], ["NXDOMAIN"]],
    log: ["0 1", "0 2", "0 NXDOMAIN from 2"],
  },
  {
    what: "rotate begins elsewhere",
    manners: [["NOERROR"], ["silent"], ["NOERROR"]],
    changes: { firstServer: 1 },
    log: ["0 2", "1 3", "1 NOERROR from 3"],
  },
  {
    what: "a cut answer is asked for over TCP",
    manners: [["cut", "NOERROR"]],
    log: ["0 1", "0 1 tcp", "0 NOERROR from 1"],
  },
  { what: "use-vc", manners: [["NOERROR"]], changes: { transport: "tcp" }, log: ["0 1 tcp", "0 NOERROR from 1"] },
])("glibc, $what", ({ manners, changes, log }) => expect(talk(manners, changes ?? {})).toEqual(log));

/** dig takes what comes, and waits as long for each server. */
test.each<{ what: string; manners: Manner[][]; changes?: Partial<StubSettings>; log: readonly string[] }>([
  { what: "SERVFAIL is printed", manners: [["SERVFAIL"], ["NOERROR"]], log: ["0 1", "0 SERVFAIL from 1"] },
  { what: "REFUSED is printed", manners: [["REFUSED"], ["NOERROR"]], log: ["0 1", "0 REFUSED from 1"] },
  {
    what: "silence, three times five seconds",
    manners: [["silent"]],
    changes: { timeoutMs: 5000, attempts: 3 },
    log: ["0 1", "5 1", "10 1", "15 failed"],
  },
  {
    what: "+ignore takes a cut answer",
    manners: [["cut"]],
    changes: { whenTruncated: "accept" },
    log: ["0 1", "0 NOERROR from 1"],
  },
  {
    what: "a closed TCP port behind a cut answer",
    manners: [["cut", "refused"]],
    changes: { attempts: 1 },
    log: ["0 1", "0 1 tcp", "0 failed"],
  },
])("dig, $what", ({ manners, changes, log }) => expect(talk(manners, { kind: "dig", ...changes })).toEqual(log));

const manner = fc.constantFrom<Manner>(
  "NOERROR",
  "NXDOMAIN",
  "SERVFAIL",
  "REFUSED",
  "FORMERR",
  "cut",
  "silent",
  "refused",
  "reset",
);
const manners = fc.array(fc.array(manner, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });

test("law: servers in their order, no server more often than `attempts`, time never back, TCP only behind a cut answer", () => {
  const changes = fc.record({
    kind: fc.constantFrom("dig" as const, "glibc" as const),
    attempts: fc.nat(4),
    firstServer: fc.nat(2),
  });
  fc.assert(
    fc.property(manners, changes, (servers, chosen) => {
      const log = talk(servers, chosen).slice(0, -1);
      const tries = log.map((line) => line.split(" "));
      const udp = tries.filter(([, , transport]) => transport === undefined).map(([, at]) => Number(at) - 1);
      expect(udp).toEqual(udp.map((_, turn) => (chosen.firstServer + turn) % servers.length));
      expect(udp.length).toBeLessThanOrEqual(chosen.attempts * servers.length);
      const times = tries.map(([time]) => Number(time));
      expect(times).toEqual([...times].sort((left, right) => left - right));
      for (const [index, [, at, transport]] of tries.entries()) {
        if (transport === "tcp") expect(tries[index - 1]?.slice(1)).toEqual([at]);
      }
    }),
  );
});

test("law: whoever answers every question is heard, if only once", () => {
  fc.assert(
    fc.property(manners, fc.nat(2), (servers, at) => {
      const place = at % servers.length;
      const log = talk(
        servers.map((own, index) => (index === place ? ["NOERROR" as const] : own)),
        { attempts: 1 },
      );
      expect(log.at(-1)).not.toMatch(/failed$/);
    }),
  );
});
