import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BEGINNING,
  type Instant,
  instantFromMs,
  makeQuery,
  NO_FLAGS,
  nameOf,
  parseIpv4,
  type Query,
  type Rcode,
  type Response,
} from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import type { Effect, EffectResult, Endpoint } from "../exchange.ts";
import { askUpstream, Upstreams } from "./resolved-upstream.ts";

/** What a server does: an rcode with or without an OPT record, a cut answer, or nothing. */
type Manner = Rcode | "without-opt" | "cut" | "silent" | "refused";

const question = { name: nameOf("w.kloud.lan."), type: "A", class: "IN" } as const;

function serversOf(count: number): readonly Endpoint[] {
  return Array.from({ length: count }, (_, at) => {
    const address = parseIpv4(`192.0.2.${at + 1}`);
    invariant(address !== null, "an address");
    return { address, port: 53 };
  });
}

function responseTo(message: Query, manner: Rcode | "without-opt" | "cut"): Response {
  const { kind: _, ...rest } = message;
  const rcode = manner === "without-opt" || manner === "cut" ? "NOERROR" : manner;
  const flags = { ...NO_FLAGS, truncated: manner === "cut" };
  const edns = manner === "without-opt" ? null : message.edns;
  return { ...rest, kind: "response", rcode, flags, edns, wire: { order: "fixed", truncation: "none", udpLimit: 512 } };
}

function resultOf(effect: Effect & { readonly kind: "ask" }, manner: Manner, now: Instant): EffectResult {
  if (manner === "silent") return { kind: "failed", how: "timeout", now: instantFromMs(now + effect.timeoutMs) };
  if (manner === "refused") return { kind: "failed", how: "refused", now };
  return { kind: "answered", messages: [responseTo(effect.message, manner)], now };
}

/** One resolved and its servers, each with what it does question after question; the last one for ever. */
class Site {
  readonly upstreams: Upstreams;
  readonly #manners: Manner[][];

  constructor(...manners: readonly (readonly Manner[])[]) {
    this.#manners = manners.map((each) => [...each]);
    this.upstreams = new Upstreams(serversOf(manners.length));
  }

  /** `second server level [tcp]`, question by question, and what came of it. */
  ask(second = 0, bypass: Query | null = null): readonly string[] {
    const log: string[] = [];
    let now = instantFromMs(second * 1000);
    const exchange = askUpstream(question, bypass, this.upstreams, now);
    let step = exchange.next();
    while (step.done !== true) {
      const effect = step.value;
      invariant(effect.kind === "ask", "resolved only asks");
      const server = Number(effect.to.address.slice(-1));
      const transport = effect.transport === "udp" ? "" : ` ${effect.transport}`;
      log.push(`${now / 1000} ${server} ${effect.message.edns === null ? "plain" : "edns"}${transport}`);
      const queue = this.#manners[server - 1] ?? [];
      const result = resultOf(effect, (queue.length > 1 ? queue.shift() : queue[0]) ?? "silent", now);
      now = result.now;
      step = exchange.next(result);
    }
    const { response } = step.value;
    return [...log, `${step.value.now / 1000} ${typeof response === "string" ? response : response.rcode}`];
  }
}

const times = (count: number, line: (at: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, at) => line(at));

describe("one question", () => {
  it.each<[string, readonly (readonly Manner[])[], readonly string[]]>([
    ["an answer", [["NOERROR"]], ["0 1 edns", "0 NOERROR"]],
    ["a name error is asked again without EDNS", [["NXDOMAIN"]], ["0 1 edns", "0 1 plain", "0 NXDOMAIN"]],
    ["and what comes then counts", [["NXDOMAIN", "NOERROR"]], ["0 1 edns", "0 1 plain", "0 NOERROR"]],
    ["no OPT record comes back", [["without-opt"]], ["0 1 edns", "0 1 plain", "0 NOERROR"]],
    ["FORMERR, as of a server without EDNS", [["FORMERR", "NOERROR"]], ["0 1 edns", "0 1 plain", "0 NOERROR"]],
    ["NOTIMP", [["NOTIMP", "NOERROR"]], ["0 1 edns", "0 1 plain", "0 NOERROR"]],
    ["SERVFAIL once", [["SERVFAIL", "NOERROR"]], ["0 1 edns", "0 1 edns", "0 NOERROR"]],
    ["SERVFAIL twice", [["SERVFAIL", "SERVFAIL", "NOERROR"]], ["0 1 edns", "0 1 edns", "0 1 plain", "0 NOERROR"]],
    ["SERVFAIL for ever", [["SERVFAIL"]], ["0 1 edns", "0 1 edns", "0 1 plain", "0 SERVFAIL"]],
    ["REFUSED by the only one", [["REFUSED"]], ["0 1 edns", "0 REFUSED"]],
    ["REFUSED, and another one answers", [["REFUSED"], ["NOERROR"]], ["0 1 edns", "0 2 edns", "0 NOERROR"]],
    ["REFUSED by both", [["REFUSED"], ["REFUSED"]], ["0 1 edns", "0 2 edns", "0 REFUSED"]],
    ["silence of one", [["silent"], ["NOERROR"]], ["0 1 edns", "5 2 edns", "5 NOERROR"]],
    ["a closed port costs no time", [["refused"], ["NOERROR"]], ["0 1 edns", "0 2 edns", "0 NOERROR"]],
    ["silence of the only one ends after 24", [["silent"]], [...times(24, (at) => `${at * 5} 1 edns`), "120 nobody"]],
    ["a cut answer", [["cut", "NOERROR"]], ["0 1 edns", "0 1 edns tcp", "0 NOERROR"]],
    ["cut over TCP too", [["cut", "cut"]], ["0 1 edns", "0 1 edns tcp", "0 cut"]],
    [
      "no TCP behind a cut answer",
      [["cut", "refused"], ["NOERROR"]],
      ["0 1 edns", "0 1 edns tcp", "0 2 edns", "0 NOERROR"],
    ],
    [
      "TCP is waited for ten seconds",
      [["cut", "silent"], ["NOERROR"]],
      ["0 1 edns", "0 1 edns tcp", "10 2 edns", "10 NOERROR"],
    ],
    ["YXDOMAIN is an answer", [["YXDOMAIN"]], ["0 1 edns", "0 YXDOMAIN"]],
    ["no server", [], ["0 nobody"]],
  ])("%s", (_, manners, log) => expect(new Site(...manners).ask()).toEqual(log));
});

describe("what is learnt of a server", () => {
  it("without EDNS it is spared for five minutes", () => {
    const site = new Site(["without-opt"]);
    site.ask();
    expect(site.ask(1)).toEqual(["1 1 plain", "1 NOERROR"]);
    expect(site.ask(299.9)).toEqual(["299.9 1 plain", "299.9 NOERROR"]);
    expect(site.ask(300)).toEqual(["300 1 edns", "300 1 plain", "300 NOERROR"]);
  });

  it("a fault or a name error spares it nothing", () => {
    const site = new Site(["FORMERR", "NOERROR", "NXDOMAIN", "NXDOMAIN", "NOERROR"]);
    expect([0, 1, 2].map((second) => site.ask(second)[0])).toEqual(["0 1 edns", "1 1 edns", "2 1 edns"]);
  });

  it("the next one is used from then on, and learns nothing of the first", () => {
    const site = new Site(["without-opt", "without-opt", "silent"], ["NOERROR"]);
    site.ask();
    expect(site.ask(1)).toEqual(["1 1 plain", "6 2 edns", "6 NOERROR"]);
    expect(site.ask(7)).toEqual(["7 2 edns", "7 NOERROR"]);
  });

  it("a fork goes its own way", () => {
    const { upstreams } = new Site(["NOERROR"], ["NOERROR"]);
    const fork = upstreams.fork();
    fork.turn();
    fork.spare(BEGINNING);
    expect([upstreams.current?.address, fork.current?.address]).toEqual(["192.0.2.1", "192.0.2.2"]);
    expect([upstreams.level(BEGINNING), fork.level(BEGINNING)]).toEqual(["edns", "plain"]);
  });
});

describe("a client's own message", () => {
  const own = makeQuery(question, { edns: { udpSize: 4096, version: 0, dnssecOk: true, z: 0, options: [] } });

  it.each<[string, readonly (readonly Manner[])[], readonly string[]]>([
    ["goes as it is, once", [["NXDOMAIN"]], ["0 1 edns", "0 NXDOMAIN"]],
    ["SERVFAIL by the only one is an answer", [["SERVFAIL"]], ["0 1 edns", "0 SERVFAIL"]],
    ["SERVFAIL leads to the next one", [["SERVFAIL"], ["NOERROR"]], ["0 1 edns", "0 2 edns", "0 NOERROR"]],
    ["an answer without an OPT record is one", [["without-opt"]], ["0 1 edns", "0 NOERROR"]],
  ])("%s", (_, manners, log) => expect(new Site(...manners).ask(0, own)).toEqual(log));
});

describe("laws", () => {
  const manner = fc.constantFrom<Manner>(
    "NOERROR",
    "NXDOMAIN",
    "SERVFAIL",
    "REFUSED",
    "FORMERR",
    "without-opt",
    "cut",
    "silent",
    "refused",
  );
  const manners = fc.array(fc.array(manner, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

  it("24 questions over UDP at most, TCP only behind one to the same server, time never back", () => {
    fc.assert(
      fc.property(manners, (all) => {
        const log = new Site(...all).ask();
        const asked = log.slice(0, -1).map((line) => line.split(" "));
        expect(asked.filter(([, , , transport]) => transport === undefined).length).toBeLessThanOrEqual(24);
        for (const [at, [, server, , transport]] of asked.entries()) {
          if (transport === "tcp") expect([asked[at - 1]?.[1], asked[at - 1]?.[3]]).toEqual([server, undefined]);
        }
        const seconds = log.map((line) => Number(line.split(" ")[0]));
        expect(seconds).toEqual([...seconds].sort((left, right) => left - right));
      }),
    );
  });

  it("of several servers of which one always answers, one is heard", () => {
    fc.assert(
      fc.property(manners, fc.nat(2), (all, at) => {
        const place = at % all.length;
        const site = new Site(...all.map((own, index): readonly Manner[] => (index === place ? ["NOERROR"] : own)));
        expect(site.ask().at(-1)).not.toMatch(/nobody/);
      }),
    );
  });
});
