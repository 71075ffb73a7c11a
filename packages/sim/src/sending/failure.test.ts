import { makeQuery, nameOf, parseAddress } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import type { Delivery, DropReason, Hop } from "../network/index.ts";
import { lossAtOnce, lossByDrop } from "./failure.ts";
import type { OutgoingQuestion } from "./outgoing-question.ts";
import { NotModelled } from "./signals.ts";

const address = parseAddress("192.0.2.1");
if (address === null) throw new Error("an address of this test");
const end = { address, port: 53 };
const packet = { source: end, destination: end, protocol: "udp" } as const;

/** Lost on the machine that sends, or on one behind it. */
function dropped(reason: DropReason, where: "here" | "behind"): Delivery & { readonly kind: "dropped" } {
  const sent: Hop = { kind: "sent", at: "laptop", packet };
  const lost: Hop = {
    kind: "dropped",
    at: where === "here" ? "laptop" : "router",
    packet,
    reason,
    why: `why: ${reason}`,
  };
  return { kind: "dropped", reason, hops: [sent, lost] };
}

function asked(transport: OutgoingQuestion["transport"], timeoutMs: number): OutgoingQuestion {
  const message = makeQuery({ name: nameOf("x."), type: "A", class: "IN" });
  return { to: end, transport, source: null, content: { kind: "message", message }, timeoutMs };
}

/** `refused at once`, `timeout after 5000`. */
function noticed(
  reason: DropReason,
  transport: OutgoingQuestion["transport"],
  where: "here" | "behind",
  timeoutMs = 5000,
) {
  const { how, waitedMs, why } = lossByDrop(dropped(reason, where), asked(transport, timeoutMs));
  expect(why).toBe(`why: ${reason}`);
  return waitedMs === 0 ? `${how} at once` : `${how} after ${waitedMs}`;
}

describe("what the asking machine notices of a packet that is lost", () => {
  test.each<readonly [DropReason, "here" | "behind", string, string]>([
    ["firewall-drop", "behind", "timeout after 5000", "timeout after 5000"],
    ["firewall-reject", "behind", "refused at once", "refused at once"],
    ["no-endpoint", "behind", "refused at once", "refused at once"],
    ["no-local-endpoint", "behind", "timeout after 5000", "timeout after 5000"],
    ["source-range", "behind", "timeout after 5000", "timeout after 5000"],
    ["too-many-hops", "behind", "timeout after 5000", "timeout after 5000"],
    // A router's ICMP is not heard by a UDP socket; a connection that is being opened hears it.
    ["no-route", "behind", "timeout after 5000", "unreachable at once"],
    ["no-route", "here", "unreachable at once", "unreachable at once"],
    ["no-such-host", "behind", "timeout after 5000", "unreachable after 3000"],
    ["no-such-host", "here", "unreachable after 3000", "unreachable after 3000"],
  ])("%s, %s: %s over UDP, %s over TCP", (reason, where, udp, tcp) => {
    expect([noticed(reason, "udp", where), noticed(reason, "tcp", where)]).toEqual([udp, tcp]);
  });

  test("nobody waits longer than his patience: ARP's three seconds are a timeout after two", () => {
    expect(noticed("no-such-host", "udp", "here", 2000)).toBe("timeout after 2000");
    expect(noticed("firewall-drop", "tcp", "behind", 2000)).toBe("timeout after 2000");
  });

  test("what is not modelled is no loss", () => {
    expect(() => lossByDrop(dropped("not-modelled", "behind"), asked("udp", 5000))).toThrow(NotModelled);
  });

  test("a closed port is known at once", () => {
    expect(lossAtOnce("refused", "closed")).toEqual({ kind: "lost", how: "refused", why: "closed", waitedMs: 0 });
  });
});
