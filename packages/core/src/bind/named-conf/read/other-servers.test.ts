import { describe, expect, it } from "vitest";
import { settingsOf } from "../../fixtures/conf.fixture.ts";
import type { PeerSettings } from "../../peer-settings.ts";
import type { BindVersion } from "../../settings.ts";

/** How named speaks with other servers: `server`, `forwarders`, `query-source` (bin/named/server.c, configure_peer and configure_forward). */
const firstView = (conf: string, version: BindVersion = "9.18") => {
  const [view] = settingsOf(conf, version).views;
  if (view === undefined) throw new Error("no view");
  return view;
};

describe("one server", () => {
  const peerOf = (said: string, address = "192.0.2.1"): PeerSettings => {
    const [peer, second] = firstView(`server ${address} { ${said} };`).servers;
    if (peer === undefined || second !== undefined) throw new Error("one server");
    return peer;
  };

  it("unsaid is unsaid: options hold", () => {
    expect(peerOf("")).toEqual({
      address: "192.0.2.1",
      prefixLength: 32,
      edns: null,
      ednsUdpSize: null,
      bogus: null,
      tcpOnly: null,
      sendCookie: null,
      transferFormat: null,
      provideIxfr: null,
      requestIxfr: null,
      requestExpire: null,
      transfers: null,
      key: null,
      querySource: null,
    });
  });

  it.each<readonly [said: string, value: object]>([
    ["bogus yes;", { bogus: true }],
    ["bogus no;", { bogus: false }],
    ["edns no;", { edns: false }],
    ["edns 1;", { edns: true }],
    ["edns-udp-size 1400;", { ednsUdpSize: 1400 }],
    ["tcp-only yes; send-cookie no;", { tcpOnly: true, sendCookie: false }],
    ["transfer-format one-answer;", { transferFormat: "one-answer" }],
    ["transfer-format MANY-ANSWERS;", { transferFormat: "many-answers" }],
    ["transfers 4;", { transfers: 4 }],
    ["query-source 192.0.2.9;", { querySource: { address: "192.0.2.9", port: null } }],
    ["query-source address 192.0.2.9 port 5353;", { querySource: { address: "192.0.2.9", port: 5353 } }],
    ["query-source *;", { querySource: { address: null, port: null } }],
    // Of the other family it is refused, and holds for nobody.
    ["query-source-v6 ::1;", { querySource: null }],
    ["edns maybe;", { edns: null }],
  ])("server 192.0.2.1 { %s }", (said, value) => {
    expect(peerOf(said)).toMatchObject(value);
  });

  it("of the other family, the other source", () => {
    const { querySource } = peerOf("query-source-v6 2001:db8::9;", "2001:db8::1");
    expect(querySource).toEqual({ address: "2001:db8::9", port: null });
  });

  it.each([
    ["192.0.2.0/24", "192.0.2.0", 24],
    ["10/8", "10.0.0.0", 8],
    ["2001:db8::/32", "2001:db8::", 32],
    ["0:0::1", "::1", 128],
  ])("server %s is %s/%i", (text, address, prefixLength) => {
    expect(peerOf("", text)).toMatchObject({ address, prefixLength });
  });
});

describe("servers of a view", () => {
  const addresses = (conf: string): readonly (readonly string[])[] =>
    settingsOf(conf).views.map(({ servers }) => servers.map(({ address }) => address));
  it.each<readonly [about: string, conf: string, servers: readonly (readonly string[])[]]>([
    ["those of the file", "server 192.0.2.1 { };\nview v { };", [["192.0.2.1"]]],
    [
      "its own instead: none of the file",
      "server 192.0.2.1 { };\nview v { server 192.0.2.2 { }; };\nview w { };",
      [["192.0.2.2"], ["192.0.2.1"]],
    ],
    ["a broken one counts for nothing", "server x { };\nserver 192.0.2.1 { };", [["192.0.2.1"]]],
  ])("%s", (_about, conf, servers) => {
    expect(addresses(conf)).toEqual(servers);
  });
});

describe("forwarders", () => {
  const shown = (said: string, version: BindVersion = "9.18"): string =>
    firstView(`options { ${said} };`, version)
      .options.forwarders.map(({ address, port, tls }) => `${address} ${port}${tls === null ? "" : ` ${tls}`}`)
      .join(", ");
  it.each([
    ["forwarders { 192.0.2.1; 2001:db8::1; };", "192.0.2.1 53, 2001:db8::1 53"],
    ["forwarders port 5300 { 192.0.2.1; 192.0.2.2 port 53; };", "192.0.2.1 5300, 192.0.2.2 53"],
    ["forwarders { fe80::1%eth0; };", "fe80::1 53"],
    ["forwarders { };", ""],
    // The port of a list is read as C reads numbers, that of an address is decimal.
    ["forwarders port 0100 { 192.0.2.1; };", "192.0.2.1 64"],
    ["forwarders { 192.0.2.1 port 0100; };", "192.0.2.1 100"],
    ["forwarders { 192.0.2.1 dscp 5 port 54; };", "192.0.2.1 54"],
  ])("%s: %s", (said, expected) => {
    expect(shown(said)).toBe(expected);
  });

  it.each([
    ["forwarders tls x { 192.0.2.1; };", "192.0.2.1 853 x"],
    ["forwarders { 192.0.2.1 tls x; 192.0.2.2; };", "192.0.2.1 853 x, 192.0.2.2 53"],
    ["forwarders port 53 tls x { 192.0.2.1; };", "192.0.2.1 53 x"],
    ["forwarders tls x { 192.0.2.1 tls y port 8853; };", "192.0.2.1 8853 y"],
  ])("9.20: %s: %s", (said, expected) => {
    expect(shown(said, "9.20")).toBe(expected);
  });
});

describe("where questions come from", () => {
  it.each([
    ["", null, null],
    ["query-source *;", null, null],
    ["query-source address 192.0.2.9;", "192.0.2.9", null],
    ["query-source 192.0.2.9 port 5353;", "192.0.2.9", 5353],
    ["query-source port 5353;", null, 5353],
    ["query-source port * address 192.0.2.9;", "192.0.2.9", null],
    ["query-source address 192.0.2.9 port 010;", "192.0.2.9", 10],
  ])("%s", (said, address, port) => {
    const conf = `options { ${said} };`;
    const { span, ...own } = firstView(conf).options.querySourceV4;
    expect(own).toEqual({ address, port });
    expect(span === null ? "" : `${conf.slice(span.start, span.end).replace(/;$/, "")};`).toBe(said);
  });
});

describe("primaries of a copy", () => {
  const shown = (conf: string, version: BindVersion): readonly string[] => {
    const [zone] = firstView(conf, version).zones;
    if (zone?.kind !== "secondary") throw new Error("no copy");
    return zone.primaries.map(({ address, port, key, tls }) => [address, port, key ?? "-", tls ?? "-"].join(" "));
  };
  const copy = (list: string): string => `zone a { type secondary; primaries ${list}; };`;
  it.each<readonly [about: string, conf: string, servers: readonly string[]]>([
    [
      "the port behind a source is not the list's",
      copy("source 192.0.2.9 port 5 { 192.0.2.1; }"),
      ["192.0.2.1 53 - -"],
    ],
    ["the port before it is", copy("port 5 source * { 192.0.2.1; }"), ["192.0.2.1 5 - -"]],
    ["a list is read once", `primaries up { 192.0.2.8; };\n${copy("{ up; up; }")}`, ["192.0.2.8 53 - -"]],
  ])("9.20: %s", (_about, conf, servers) => {
    expect(shown(conf, "9.20")).toEqual(servers);
  });

  it("9.18 keeps the agents of parents apart", () => {
    expect(shown(`parental-agents up { 192.0.2.8; };\n${copy("{ up; }")}`, "9.18")).toEqual([]);
  });
});
