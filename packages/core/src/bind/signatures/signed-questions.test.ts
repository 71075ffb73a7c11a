import { describe, expect, it } from "vitest";
import { primaryWith } from "../fixtures/clockwork.fixture.ts";
import { says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** `keys` of `server`: a resolving named signs what it asks (seen of 9.18.49 before another named, and before a server that signs nothing). */
const A = "192.0.2.53";
const B = "192.0.2.54";
const K = 'key k { algorithm hmac-sha256; secret "b3Vycw=="; };\n';
const FILE = "$TTL 60\n@ SOA ns h 7 8 4 20 60\n@ NS ns\nns A 192.0.2.1\n";
const forwarding = (forwarders: string): string =>
  `${K}options { recursion yes; dnssec-validation no; forward only; forwarders { ${forwarders} }; };
server ${A} { keys { k; }; };\n`;
const ANSWER = "NOERROR ra\nAN ns.z.lan. 60 A 192.0.2.1";

describe("a forwarder whose questions are signed", () => {
  it("answers whom it would not answer otherwise", () => {
    const world = new World(forwarding(`${A};`), { [A]: primaryWith(FILE, "allow-query { key k; };", K) });
    expect(world.ask("ns.z.lan A")).toBe(ANSWER);
  });

  it("does not have the key: SERVFAIL at once, and no other is asked", () => {
    const world = new World(forwarding(`${A};`), { [A]: primaryWith(FILE) });
    expect(world.ask("ns.z.lan A")).toBe("SERVFAIL ra");
    expect(world.elapsedMs).toBe(0);
  });

  it("signs nothing: named goes on waiting", () => {
    const world = new World(forwarding(`${A};`), { [A]: says({ answer: "ns.z.lan. 60 A 192.0.2.1" }) });
    expect(world.ask("ns.z.lan A")).toBe("SERVFAIL ra");
    expect(world.asked.length).toBeGreaterThan(4);
  });

  it("another forwarder is asked without a signature", () => {
    const world = new World(forwarding(`${B};`), { [B]: says({ answer: "ns.z.lan. 60 A 192.0.2.1" }) });
    expect(world.ask("ns.z.lan A")).toBe(ANSWER);
  });
});
