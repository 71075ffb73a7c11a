import {
  decodeMessage,
  type EffectResult,
  type Exchange,
  instantFromMs,
  makeQuery,
  type NameServer,
  nameOf,
  type Outcome,
  SharedWork,
} from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { askOnce } from "../asking/index.ts";
import type { Resident } from "../hosts/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { ManualAgenda } from "./agenda.ts";
import { type LiveAnswer, LiveSite } from "./live-site.ts";
import { COREDNS_POD, placeOf, question, serverOf, waitingSite } from "./waiting-site.fixture.ts";

/** A live site in a test's hand, and a log of what came when. */
class Clockwork {
  readonly agenda = new ManualAgenda();
  readonly log: string[] = [];
  readonly twin: SiteTwin;
  readonly live: LiveSite;

  constructor(twin: SiteTwin) {
    this.twin = twin;
    this.live = new LiveSite(twin, this.agenda);
  }

  put(name: string, from = "laptop", to = "dns1"): void {
    const { twin } = this;
    const asking = { from: placeOf(twin, from), to: serverOf(twin, to), source: null, transport: "udp" } as const;
    this.live.put(asking, question(name), (answer) =>
      this.log.push(`${this.agenda.now()} ${name} ${describeAnswer(answer)}`),
    );
  }

  at(ms: number, act: () => void = () => {}): void {
    this.agenda.passUntil(instantFromMs(ms));
    act();
  }
}

function describeAnswer(answer: LiveAnswer): string {
  switch (answer.kind) {
    case "answered":
      return answer.messages.map((bytes) => rcodeOf(bytes)).join(" ");
    case "unanswered":
      return `nothing: ${answer.why}`;
    case "not-modelled":
      return `not modelled: ${answer.what}`;
    case "endless":
      return `endless: ${answer.path.join(" ")}`;
  }
}

function rcodeOf(bytes: Uint8Array): string {
  const decoded = decodeMessage(bytes);
  return decoded.kind === "message" ? decoded.message.rcode : "undecodable";
}

describe("an answer comes when the real one would", () => {
  it.each([
    ["laptop", "dns1", "www.kloud.lan.", "at once"],
    ["laptop", "dns1", "x.silent.test.", "named gives up after 10 s"],
    ["laptop", "dns1", "x.nobody.test.", "nobody answers ARP"],
    [COREDNS_POD, "127.0.0.1", "x.silent.test.", "CoreDNS gives up sooner"],
    [COREDNS_POD, "127.0.0.1", "www.kloud.lan.", "through two servers"],
    [COREDNS_POD, "127.0.0.1", "x.nobody.test.", "CoreDNS tries named again, which is still at work"],
  ])("%s asks %s for %s: %s, as askOnce says", (from, to, name) => {
    const clockwork = new Clockwork(waitingSite());
    const { twin, agenda, log } = clockwork;
    clockwork.put(name, from, to);
    const asking = { servers: [serverOf(twin, to)], source: null, transport: "udp" } as const;
    const other = waitingSite();
    const expected = askOnce(other, { ...asking, from: placeOf(other, from) }, question(name), agenda.now(), 60_000);
    if (expected.kind !== "answered") throw new Error(`askOnce: ${expected.kind}`);
    const { elapsedMs, messages } = expected;
    clockwork.at(elapsedMs - 1);
    expect(log).toHaveLength(elapsedMs === 0 ? 1 : 0);
    clockwork.at(elapsedMs);
    expect(log).toEqual([`${elapsedMs} ${name} ${messages.map(({ rcode }) => rcode).join(" ")}`]);
    clockwork.at(60_000);
    expect(clockwork.live.pending).toBe(0);
  });

  it.each([
    [
      "the network's silence",
      "silent",
      "x.",
      "0 x. nothing: the firewall of silent drops 192.168.13.50:40000 -> 192.168.13.98:53/udp",
    ],
    [
      "a closed port",
      "router",
      "x.",
      "0 x. nothing: router has no socket at 192.168.13.1 port 53: nothing listens there",
    ],
    [
      "a gap of the site",
      "dns1",
      "x.gap.test.",
      "0 x.gap.test. not modelled: the site has no machine with the address 192.0.2.99, and does not name a network that holds it",
    ],
  ])("%s", (_, to, name, expected) => {
    const clockwork = new Clockwork(waitingSite());
    clockwork.put(name, "laptop", to);
    expect(clockwork.log).toEqual([expected]);
    expect(clockwork.live.pending).toBe(0);
  });
});

describe("questions that overlap", () => {
  it("a quick one overtakes a slow one", () => {
    const clockwork = new Clockwork(waitingSite());
    clockwork.put("x.silent.test.");
    clockwork.at(1000, () => clockwork.put("www.kloud.lan."));
    clockwork.at(60_000);
    expect(clockwork.log).toEqual(["1000 www.kloud.lan. NOERROR", "10000 x.silent.test. SERVFAIL"]);
  });

  it("named works once on one question: who asks it meanwhile hears when that work is done", () => {
    const clockwork = new Clockwork(waitingSite());
    clockwork.put("x.silent.test.");
    clockwork.at(1000, () => clockwork.put("X.Silent.test."));
    clockwork.at(2000, () => clockwork.put("y.silent.test."));
    clockwork.at(60_000);
    expect(clockwork.log).toEqual([
      "10000 x.silent.test. SERVFAIL",
      "10000 X.Silent.test. SERVFAIL",
      "12000 y.silent.test. SERVFAIL",
    ]);
    expect(clockwork.live.pending).toBe(0);
  });

  it("max_concurrent counts what waits now: REFUSED while another question does", () => {
    const clockwork = new Clockwork(waitingSite());
    clockwork.put("a.silent.test.", COREDNS_POD, "127.0.0.1");
    clockwork.at(1000, () => clockwork.put("b.silent.test.", COREDNS_POD, "127.0.0.1"));
    clockwork.at(30_000);
    clockwork.at(30_000, () => clockwork.put("c.silent.test.", COREDNS_POD, "127.0.0.1"));
    clockwork.at(60_000);
    expect(clockwork.log.map((line) => line.split(" ").slice(1).join(" "))).toEqual([
      "b.silent.test. REFUSED",
      "a.silent.test. SERVFAIL",
      "c.silent.test. SERVFAIL",
    ]);
  });

  it("close() abandons what waits, and no answer comes any more", () => {
    const clockwork = new Clockwork(waitingSite());
    clockwork.put("x.silent.test.");
    clockwork.at(1000, () => clockwork.live.close());
    clockwork.put("www.kloud.lan.");
    clockwork.at(60_000);
    expect(clockwork.log).toEqual([]);
    expect(clockwork.agenda.next).toBeNull();
  });
});

const SILENCE: Outcome = { kind: "silence", why: "no-handler" };

/** A server that runs a script; `ends` logs how its exchanges came to an end. */
function scripted(
  station: string,
  script: (log: (text: string) => void) => Exchange,
  log: (text: string) => void,
): Resident {
  const server: NameServer = {
    receive: () => script(log),
    change: () => {},
    nextWake: () => null,
    wake: () => [],
    fork: () => server,
  };
  return { station, program: "coredns", title: `the script on ${station}`, server, listensOn: () => true };
}

function ask(to: string, timeoutMs: number) {
  const endpoint = serverOf(waitingSite(), to);
  const message = makeQuery({ name: nameOf("x."), type: "A", class: "IN" });
  return { kind: "ask", to: endpoint, transport: "udp", source: null, message, timeoutMs } as const;
}

function withResidents(...residents: readonly Resident[]): SiteTwin {
  return { ...waitingSite(), residents };
}

function describeResult(result: EffectResult): string {
  return `${result.now} ${result.kind}${result.kind === "failed" ? ` ${result.how}` : ""}`;
}

describe("servers that ask each other", () => {
  it("work that breaks off lets those go on that wait for it, the first to come first", () => {
    const log: string[] = [];
    let work: SharedWork<string> | null = null;
    const named = scripted(
      "dns1",
      function* (say) {
        if (work !== null) {
          say(describeResult(yield { kind: "await", work }));
          return { kind: "reply", messages: [] };
        }
        work = new SharedWork();
        try {
          yield ask("silent", 1000);
          return { kind: "unsupported", what: "the first" };
        } finally {
          work.end(null);
        }
      },
      (text) => log.push(text),
    );
    const clockwork = new Clockwork(withResidents(named));
    clockwork.put("x.");
    clockwork.at(500, () => clockwork.put("y."));
    clockwork.at(600, () => clockwork.put("z."));
    clockwork.at(10_000);
    expect(clockwork.log).toEqual(["1000 x. not modelled: the script on dns1: the first", "1000 y. ", "1000 z. "]);
    expect(log).toEqual(["1000 awaited", "1000 awaited"]);
    expect(clockwork.live.pending).toBe(0);
  });

  it("who asked has given up, the asked server goes on to its own end", () => {
    const log: string[] = [];
    const outer = scripted(
      "dns1",
      function* (say) {
        say(`dns1 ${describeResult(yield ask("router", 2000))}`);
        return SILENCE;
      },
      (text) => log.push(text),
    );
    const inner = scripted(
      "router",
      function* (say) {
        say(`router ${describeResult(yield ask("silent", 5000))}`);
        return SILENCE;
      },
      (text) => log.push(text),
    );
    const clockwork = new Clockwork(withResidents(outer, inner));
    clockwork.put("x.");
    clockwork.at(10_000);
    expect(log).toEqual(["dns1 2000 failed timeout", "router 5000 failed timeout"]);
    expect(clockwork.live.pending).toBe(0);
  });

  it("what is not modelled deep inside ends all of it: each exchange gives back what it holds", () => {
    const log: string[] = [];
    const holding = (station: string, to: string): Resident =>
      scripted(
        station,
        function* (say) {
          try {
            yield ask("silent", 1000);
            yield ask(to, 5000);
            return SILENCE;
          } finally {
            say(`${station} lets go`);
          }
        },
        (text) => log.push(text),
      );
    const gap = scripted(
      "laptop",
      function* () {
        yield ask("silent", 100);
        return { kind: "unsupported", what: "this" };
      },
      () => {},
    );
    const clockwork = new Clockwork(withResidents(holding("dns1", "router"), holding("router", "laptop"), gap));
    clockwork.put("x.");
    clockwork.at(10_000);
    expect(clockwork.log).toEqual(["2100 x. not modelled: the script on laptop: this"]);
    expect(log.toSorted()).toEqual(["dns1 lets go", "router lets go"]);
    expect(clockwork.live.pending).toBe(0);
  });

  it("servers that ask in circles come to an end", () => {
    const circle = scripted(
      "dns1",
      function* () {
        yield ask("dns1", 1000);
        return SILENCE;
      },
      () => {},
    );
    const clockwork = new Clockwork(withResidents(circle));
    clockwork.put("x.");
    expect(clockwork.log.join()).toMatch(/^0 x\. endless: the script on dns1 the script on dns1/);
  });

  it("what goes on after the reply does so by itself", () => {
    const log: string[] = [];
    function* refresh(): Exchange {
      log.push(`refresh ${describeResult(yield ask("silent", 3000))}`);
      return SILENCE;
    }
    const server = scripted(
      "dns1",
      function* () {
        yield { kind: "spawn", exchange: refresh() };
        return { kind: "reply", messages: [] };
      },
      () => {},
    );
    const clockwork = new Clockwork(withResidents(server));
    clockwork.put("x.");
    expect([clockwork.log, clockwork.live.pending]).toEqual([["0 x. "], 1]);
    clockwork.at(10_000);
    expect([log, clockwork.live.pending]).toEqual([["refresh 3000 failed timeout"], 0]);
  });

  it("our own mistakes are not swallowed", () => {
    const broken = scripted(
      "dns1",
      () => {
        throw new RangeError("a bug");
      },
      () => {},
    );
    const clockwork = new Clockwork(withResidents(broken));
    expect(() => clockwork.put("x.")).toThrow("a bug");
  });
});

describe("servers wake when they want to", () => {
  /** Wakes at these moments, one after the other; a question adds one. */
  function sleeper(moments: number[], log: string[]): Resident {
    const server: NameServer = {
      receive: (_packet, now) => {
        moments.push(now + 500);
        return SILENCE;
      },
      change: () => {},
      nextWake: () => {
        const [first] = moments.toSorted((left, right) => left - right);
        return first === undefined ? null : instantFromMs(first);
      },
      wake: (now) => {
        log.push(`woken at ${now}`);
        const due = moments.filter((moment) => moment <= now);
        for (const moment of due) moments.splice(moments.indexOf(moment), 1);
        return [];
      },
      fork: () => server,
    };
    return { station: "dns1", program: "bind", title: "the sleeper", server, listensOn: () => true };
  }

  it("at their own moments, and at those that a question gave them", () => {
    const log: string[] = [];
    const clockwork = new Clockwork(withResidents(sleeper([1000, 7000], log)));
    clockwork.at(3000, () => clockwork.put("x."));
    clockwork.at(10_000);
    expect(log).toEqual(["woken at 1000", "woken at 3500", "woken at 7000"]);
    expect(clockwork.agenda.next).toBeNull();
  });

  it("never again once the site is closed", () => {
    const log: string[] = [];
    const clockwork = new Clockwork(withResidents(sleeper([1000, 7000], log)));
    clockwork.at(2000, () => clockwork.live.close());
    clockwork.at(10_000);
    expect(log).toEqual(["woken at 1000"]);
  });
});
