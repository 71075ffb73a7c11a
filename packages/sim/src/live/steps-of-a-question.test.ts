import { instantFromMs } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { questionOf } from "../sending/index.ts";
import type { TraceStep } from "../trace/index.ts";
import { ManualAgenda } from "./agenda.ts";
import { LiveSite } from "./live-site.ts";
import { question, serverOf, waitingSite } from "./waiting-site.fixture.ts";

/** One question from the laptop with five seconds, and every step of it; `leavesAtMs`: when the client has heard enough. */
function stepsOf(to: string, name: string, leavesAtMs: number | null = null): readonly string[] {
  const twin = waitingSite();
  const agenda = new ManualAgenda();
  const live = new LiveSite(twin, agenda);
  const steps: string[] = [];
  const station = twin.network.stations.get("laptop");
  if (station === undefined) throw new Error("the site has a laptop");
  const asked = { to: serverOf(twin, to), transport: "udp", source: null, timeoutMs: 5000 } as const;
  live.visit(
    station,
    (step) => steps.push(print(step)),
    (why) => steps.push(`${agenda.now()} broken: ${why.kind}`),
    (client) => {
      client.ask({ ...asked, content: question(name) }, (fate) => steps.push(`${agenda.now()} ${fate.kind}`));
      if (leavesAtMs !== null) agenda.at(instantFromMs(leavesAtMs), () => client.leave());
    },
  );
  agenda.passUntil(instantFromMs(60_000));
  expect(live.pending).toBe(0);
  return steps.filter((step) => !/ (?:hop|remark) /.test(step));
}

function print({ at, depth, event }: TraceStep): string {
  const what = ((): string => {
    switch (event.kind) {
      case "asked":
        return `${event.by} asks ${event.to.address} for ${event.question?.name.text}${event.recursionDesired ? "" : ", RD=0"}`;
      case "received":
        return `${event.server} hears ${event.source.address}`;
      case "replied":
        return `${event.server} says ${event.response.rcode}`;
      case "silent":
        return `${event.server} is silent: ${event.why}`;
      case "failed":
        return `${event.how}: ${event.why}`;
      default:
        return `${event.kind} `;
    }
  })();
  return `${at} ${"> ".repeat(depth)}${what}`;
}

describe("what a trace tells, and when", () => {
  test("an answer", () => {
    expect(stepsOf("dns1", "www.kloud.lan.")).toEqual([
      "0 laptop asks 192.168.13.11 for www.kloud.lan.",
      "0 BIND 9.18 on dns1 hears 192.168.13.50",
      "0 BIND 9.18 on dns1 says NOERROR",
      "0 answered",
    ]);
  });

  test("a firewall", () => {
    const why = "the firewall of silent drops 192.168.13.50:40000 -> 192.168.13.98:53/udp";
    expect(stepsOf("silent", "x.")).toEqual([
      "0 laptop asks 192.168.13.98 for x.",
      `5000 timeout: ${why}`,
      "5000 failed",
    ]);
  });

  test("a server that asks another: one level deeper, and it goes on when the client has given up", () => {
    const steps = stepsOf("dns1", "x.silent.test.");
    expect(steps.slice(0, 3)).toEqual([
      "0 laptop asks 192.168.13.11 for x.silent.test.",
      "0 BIND 9.18 on dns1 hears 192.168.13.50",
      "0 > BIND 9.18 on dns1 asks 192.168.13.98 for x.silent.test.",
    ]);
    expect(steps).toContain("5000 timeout: BIND 9.18 on dns1 takes longer than the asker waits");
    expect(steps.filter((step) => step.endsWith(" failed"))).toEqual(["5000 failed"]);
    expect(steps.at(-1)).toBe("10000 BIND 9.18 on dns1 says SERVFAIL");
  });

  test("nothing behind the moment at which the client leaves, although the server goes on", () => {
    const steps = stepsOf("dns1", "x.silent.test.", 900);
    expect(steps.filter((step) => Number(step.split(" ")[0]) > 900)).toEqual(["5000 failed"]);
  });

  test("what the twin does not know ends it", () => {
    expect(stepsOf("dns1", "x.gap.test.").at(-1)).toBe("0 broken: not-modelled");
  });
});

test("octets that are no question are put all the same", () => {
  const content = { kind: "bytes", bytes: Uint8Array.of(1) } as const;
  const asked = { to: serverOf(waitingSite(), "dns1"), transport: "udp", source: null, content, timeoutMs: 1 } as const;
  expect(questionOf(asked)).toBeNull();
});
