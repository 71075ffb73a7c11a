import { instantFromMs, makeQuery, nameOf, type RrType } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { COREDNS_POD, placeOf, question, serverOf, waitingSite } from "../live/waiting-site.fixture.ts";
import type { SiteTwin } from "../site/index.ts";
import type { TraceStep } from "../trace/index.ts";
import { askOnce, askSite, digPatience, type StubPatience } from "./ask-site.ts";
import type { SiteAnswer } from "./site-answer.ts";
import { forkTwin, timeOf } from "./twin-time.ts";

/** `NOERROR x2 over tcp after 0`, or why nothing came. */
function describeAnswer(answer: SiteAnswer): string {
  switch (answer.kind) {
    case "answered": {
      const [message] = answer.messages;
      const cut = answer.wasTruncated ? ", cut first" : "";
      const from = `${answer.from.address} over ${answer.transport}${cut}`;
      return `${message?.rcode} ${message?.answer.length} from ${from}, after ${answer.elapsedMs}`;
    }
    case "failed":
      return `${answer.how} in ${answer.tries} tries after ${answer.elapsedMs}: ${answer.why}`;
    case "not-modelled":
      return `not modelled: ${answer.what}`;
    case "endless":
      return `endless: ${answer.path.join(" ")}`;
  }
}

interface Case {
  readonly from?: string;
  readonly to: readonly string[];
  readonly name: string;
  readonly type?: RrType;
  readonly atMs?: number;
  readonly patience?: Partial<StubPatience>;
}

function ask(twin: SiteTwin, { from = "laptop", to, name, type = "A", atMs = 0, patience = {} }: Case): string {
  const servers = to.map((server) => serverOf(twin, server));
  const asking = { from: placeOf(twin, from), servers, source: null, transport: "udp" } as const;
  const query = makeQuery({ name: nameOf(name), type, class: "IN" });
  return describeAnswer(askSite(twin, asking, query, instantFromMs(atMs), { ...digPatience, ...patience }));
}

const dns1 = ["dns1"];
const silent = "the firewall of silent drops 192.168.13.50:40000 -> 192.168.13.98:53/udp";

describe("a program at a place", () => {
  test.each<readonly [string, Case, string]>([
    ["an answer", { to: dns1, name: "www.kloud.lan." }, "NOERROR 1 from 192.168.13.11 over udp, after 0"],
    [
      "a cut answer is asked for again over TCP",
      { to: dns1, name: "many.kloud.lan.", type: "TXT" },
      "NOERROR 6 from 192.168.13.11 over tcp, cut first, after 0",
    ],
    [
      "or taken as it is",
      { to: dns1, name: "many.kloud.lan.", type: "TXT", patience: { whenTruncated: "accept" } },
      "NOERROR 4 from 192.168.13.11 over udp, after 0",
    ],
    ["silence", { to: ["silent"], name: "x." }, `timeout in 3 tries after 15000: ${silent}`],
    [
      "the next server is asked when one is silent",
      { to: ["silent", "dns1"], name: "www.kloud.lan.", patience: { timeoutMs: 2000 } },
      "NOERROR 1 from 192.168.13.11 over udp, after 2000",
    ],
    [
      "a closed port",
      { to: ["router"], name: "x.", patience: { attempts: 2 } },
      "refused in 2 tries after 0: router has no socket at 192.168.13.1 port 53: nothing listens there",
    ],
    [
      "nobody there: ARP takes three seconds, each time",
      { to: ["192.168.13.97"], name: "x.", patience: { attempts: 2 } },
      "unreachable in 2 tries after 6000: nobody on the link has 192.168.13.97",
    ],
    [
      "dig's second try ends when named gives up, its third finds that (as Debian's dig prints it)",
      { to: dns1, name: "x.silent.test." },
      "SERVFAIL 0 from 192.168.13.11 over udp, after 10000",
    ],
    [
      "glibc turns to the next server for SERVFAIL, and takes it where all say so",
      { to: dns1, name: "x.silent.test.", patience: { kind: "glibc", timeoutMs: 30_000, attempts: 2 } },
      "SERVFAIL 0 from 192.168.13.11 over udp, after 10000",
    ],
    [
      "what the twin does not know",
      { to: dns1, name: "x.gap.test." },
      "not modelled: the site has no machine with the address 192.0.2.99, and does not name a network that holds it",
    ],
    ["no server at all", { to: [], name: "x." }, "unreachable in 0 tries after 0: there is no name server to ask"],
    [
      "no patience",
      { to: dns1, name: "x.", patience: { attempts: 0 } },
      "unreachable in 0 tries after 0: there is no name server to ask",
    ],
  ])("%s", (_what, asked, expected) => {
    expect(ask(waitingSite(), asked)).toBe(expected);
  });

  test("a place on a machine that no object tells of", () => {
    const twin = waitingSite();
    const from = { ...placeOf(twin, "laptop"), station: "moon" };
    const asking = { from, servers: [serverOf(twin, "dns1")], source: null, transport: "udp" } as const;
    expect(describeAnswer(askOnce(twin, asking, question("x."), instantFromMs(0), 1000))).toBe(
      "not modelled: laptop runs on moon, of which no object tells anything",
    );
  });
});

describe("the twin's time", () => {
  test("passes while somebody waits, and never goes back", () => {
    const twin = waitingSite();
    expect(ask(twin, { to: dns1, name: "x.silent.test." })).toContain("after 10000");
    expect(timeOf(twin).agenda.now()).toBe(10_000);
    ask(twin, { to: dns1, name: "www.kloud.lan.", atMs: 4000 });
    expect(timeOf(twin).agenda.now()).toBe(10_000);
    ask(twin, { to: dns1, name: "www.kloud.lan.", atMs: 60_000 });
    expect(timeOf(twin).agenda.now()).toBe(60_000);
  });

  test("who has given up leaves work behind, which the next one meets", () => {
    const twin = waitingSite();
    const once: Partial<StubPatience> = { timeoutMs: 1000, attempts: 1 };
    expect(ask(twin, { to: dns1, name: "x.silent.test.", patience: once })).toBe(
      "timeout in 1 tries after 1000: BIND 9.18 on dns1 takes longer than the asker waits",
    );
    expect(ask(twin, { to: dns1, name: "x.silent.test.", patience: { timeoutMs: 20_000 } })).toContain("after 9000");
  });

  test("a fork begins when the original rests, and goes its own way", () => {
    const twin = waitingSite();
    ask(twin, { to: dns1, name: "x.silent.test.", patience: { timeoutMs: 1000, attempts: 1 } });
    const fork = forkTwin(twin);
    expect([twin, fork].map((each) => timeOf(each).agenda.now())).toEqual([10_000, 10_000]);
    ask(fork, { to: ["silent"], name: "x." });
    expect([twin, fork].map((each) => timeOf(each).agenda.now())).toEqual([10_000, 25_000]);
  });

  test("health checks of CoreDNS go on by themselves, however long nobody asks", () => {
    const twin = waitingSite();
    const other = { from: COREDNS_POD, to: ["127.0.0.1"], name: "x.silent.test." };
    expect(ask(twin, { ...other, patience: { timeoutMs: 20_000 } })).toMatch(/^SERVFAIL/);
    expect(ask(twin, { ...other, atMs: 1e12 })).toMatch(/^SERVFAIL/);
  });
});

describe("steps of a trace", () => {
  function stepsOf(name: string): readonly TraceStep[] {
    const twin = waitingSite();
    const steps: TraceStep[] = [];
    const asking = {
      from: placeOf(twin, COREDNS_POD),
      servers: [serverOf(twin, "127.0.0.1")],
      source: null,
      transport: "udp",
    } as const;
    askSite(twin, asking, makeQuery({ name: nameOf(name), type: "A", class: "IN" }), instantFromMs(0), digPatience, {
      recorder: (step) => steps.push(step),
    });
    const count = steps.length;
    timeOf(twin).agenda.passUntil(instantFromMs(600_000));
    expect(steps, "nothing is told behind the answer").toHaveLength(count);
    return steps;
  }

  test.each(["www.kloud.lan.", "x.silent.test.", "x.nobody.test."])(
    "%s: each belongs to a question that was put before, one level below who put it, and time never goes back",
    (name) => {
      const steps = stepsOf(name);
      const depths = new Map<number, number>();
      let last = 0;
      for (const { at, depth, conversation, event } of steps) {
        expect(at).toBeGreaterThanOrEqual(last);
        last = at;
        if (event.kind === "asked") {
          expect(depths.has(conversation)).toBe(false);
          depths.set(conversation, depth);
        }
        expect(depths.get(conversation)).toBe(depth);
      }
      expect(depths.get(1)).toBe(0);
    },
  );

  test("a packet arrives with the addresses with which its last hop sent it", () => {
    const steps = stepsOf("www.kloud.lan.");
    for (const [at, { event, conversation }] of steps.entries()) {
      if (event.kind !== "received") continue;
      const hops = steps.slice(0, at).filter((step) => step.conversation === conversation);
      const last = hops.findLast((step) => step.event.kind === "hop")?.event;
      expect(last?.kind === "hop" && last.hop.packet.source).toEqual(event.source);
    }
  });
});
