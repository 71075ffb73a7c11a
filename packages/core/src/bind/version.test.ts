import { describe, expect, it } from "vitest";
import { CLIENT } from "./fixtures/texts.fixture.ts";
import { says } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";

/** Where BIND 9.20 answers otherwise than 9.18. */
const F = "192.0.2.53";
const found = says({ answer: "www.kloud.lan. 300 A 203.0.113.1" });
const conf = (forwarders: string): string =>
  `options { recursion yes; dnssec-validation no; forward only; ${forwarders} };\ntls dot { remote-hostname "dns.example"; };`;

describe("forwarders over TLS", () => {
  it.each([
    ["for one of them", `forwarders { ${F} tls dot; };`, "853"],
    ["for all", `forwarders tls dot { ${F}; };`, "853"],
    ["on a port of their own", `forwarders { ${F} port 8853 tls dot; };`, "8853"],
  ])("%s: asked over TLS, with a cookie and EDNS as ever", (_row, forwarders, port) => {
    const world = new World(conf(forwarders), { [`${F} ${port}`]: found }, { version: "9.20" });
    expect(world.ask("www.kloud.lan A")).toBe("NOERROR ra\nAN www.kloud.lan. 300 A 203.0.113.1");
    expect(world.asked).toEqual([`tls ${F} ${port} rd do cd www.kloud.lan. A`]);
  });
});

describe("allow-transfer where nothing is said", () => {
  const zone = `zone "kloud.lan" { type primary; file "/db"; };`;
  const files = { "/db": "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\n" };
  it.each([
    ["9.18", "NOERROR aa ra"],
    ["9.20", "REFUSED ra"],
  ] as const)("%s: %s", (version, header) => {
    const world = new World(zone, {}, { files, version });
    expect(world.ask("kloud.lan AXFR", { transport: "tcp", from: CLIENT }).split("\n")[0]).toBe(header);
  });
});
