import { describe, expect, it } from "vitest";
import { BEGINNING, instantFromMs, nameOf } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { emptyFileTree, sourceFromText } from "../../../text/index.ts";
import { parseCorefile } from "../../corefile/index.ts";
import { type CoreDnsServer, makeCoreDns } from "../../server/index.ts";

function start(): CoreDnsServer {
  const { value } = parseCorefile(sourceFromText("Corefile", "a.test:1053 {\n loop\n}"), { version: "1.15.0" });
  const surroundings = { cluster: null, ownAddresses: [], hostNameServers: [], hostSearch: [], files: emptyFileTree };
  return makeCoreDns(value, { ...surroundings, workingDirectory: "/", hostname: "host" }).value;
}

describe("the question that loop asks itself", () => {
  it("is due at the beginning, once, at its own port", () => {
    const server = start();
    expect(server.nextWake()).toBe(BEGINNING);
    const [exchange] = server.wake(BEGINNING);
    invariant(exchange !== undefined, "a probe");
    const { value: effect } = exchange.next({ kind: "spawned", now: BEGINNING });
    invariant(effect !== undefined && effect.kind === "ask", "a question");
    expect(`${effect.to.address}:${effect.to.port}`).toBe("127.0.0.1:1053");
    const [question] = effect.message.questions;
    expect(question?.type).toBe("HINFO");
    expect(question?.name.parent?.parent).toEqual(nameOf("a.test."));
    expect(server.nextWake()).toBeNull();
  });

  it.each([
    ["is asked again a second after a failure", 2000, 3000],
    ["is given up after half a minute", 31_000, null],
  ])("%s", (_, at, expected) => {
    const server = start();
    const [exchange] = server.wake(BEGINNING);
    exchange?.next({ kind: "spawned", now: BEGINNING });
    exchange?.next({ kind: "failed", how: "timeout", now: instantFromMs(at) });
    expect(server.nextWake()).toBe(expected);
  });

  it.each([
    ["before the answer it counts, and the third sight ends the process", "waiting", "halted"],
    ["with the answer it stops listening", "answered", "running"],
  ])("%s", (_, state, expected) => {
    const server = start();
    const [exchange] = server.wake(BEGINNING);
    const effect = exchange?.next({ kind: "spawned", now: BEGINNING }).value;
    invariant(effect !== undefined && effect.kind === "ask", "a question");
    const message = { ...effect.message, kind: "response", rcode: "SERVFAIL" } as const;
    const wire = { order: "fixed", truncation: "none", udpLimit: 512 } as const;
    if (state === "answered") exchange?.next({ kind: "answered", messages: [{ ...message, wire }], now: BEGINNING });
    const end = { address: effect.to.address, port: 1053 };
    const content = { kind: "message", message: effect.message } as const;
    for (let sight = 0; sight < 3; sight += 1)
      server.receive({ source: end, destination: end, transport: "udp", content }, instantFromMs(10));
    expect(server.state.kind).toBe(expected);
  });
});
