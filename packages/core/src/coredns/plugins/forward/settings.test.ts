import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

const block = (...properties: readonly string[]): string =>
  `forward . 192.0.2.1 {\n${properties.map((property) => `  ${property}\n`).join("")}}`;

describe("what CoreDNS takes", () => {
  const files = { "/etc/resolv.conf": "nameserver 192.0.2.7\nnameserver fd00::7\nsearch a.test\n" };
  it.each([
    ["forward . 192.0.2.1"],
    ["forward . 192.0.2.1:5353 [fd00::1]:53 fd00::2 dns://192.0.2.3 tls://192.0.2.4 tls://192.0.2.4%dns.test:8853"],
    ["forward . /etc/resolv.conf"],
    ["forward 10.0.0.0/8 192.0.2.1\nforward a.test 192.0.2.1"],
    ["forward . fe80::1%eth0"],
    [block("except a.test 10.0.0.0/8", "except b.test", "force_tcp", "prefer_udp")],
    [block("expire 0s", "max_age 0", "max_idle_conns 0", "max_fails 0", "max_concurrent 0", "max_connect_attempts 0")],
    [block("expire 10s", "max_age 10s", "read_timeout 1ns", "doh_method GET", "doh_method POST")],
    [block("health_check 1s", "health_check 1s no_rec", "health_check 1s domain a.test no_rec", "health_check 0")],
    [block("tls", "tls a b c", "tls_servername dns.test", "policy random", "policy round_robin", "policy sequential")],
    [
      block(
        "next NXDOMAIN servfail",
        "next_on_nodata",
        "failover ServFail REFUSED",
        "failfast_all_unhealthy_upstreams",
      ),
    ],
    [block("resolver 192.0.2.9 192.0.2.9:53 [fd00::9]:53 fd00::9", "source_address 192.0.2.2")],
  ])("%s", (body) => expect(diagnosticsOf(body, { files })).toEqual([]));
});

describe("what stops it, in its own words", () => {
  const count = (word: string): string => `Wrong argument count or unexpected line ending after '${word}'`;
  const fifteen = Array.from({ length: 16 }, (_, at) => `192.0.2.${at}`).join(" ");
  it.each([
    ["forward", count("forward")],
    ["forward .", count(".")],
    ["forward a: 192.0.2.1", "unable to normalize 'a:'"],
    [`forward . ${fifteen}`, "more than 15 TOs configured: 16"],
    [
      "forward . grpc://192.0.2.1",
      "'grpc' is not supported as a destination protocol in forward: grpc://192.0.2.1:443",
    ],
    ["forward . unix:///run/dns", "'unix' is not supported as a destination protocol in forward: unix:///run/dns"],
    [
      "forward . https://192.0.2.1/dns-query",
      "paths are not allowed in HTTPS upstream addresses (the /dns-query path is used by default): https://192.0.2.1/dns-query",
    ],
    ["forward . tls://", 'invalid address: "tls://"'],
    ["forward . /no/such/file", 'failed to resolve "/no/such/file": lookup /no/such/file.: no such host'],
    [
      "forward . tls://192.0.2.1%a.test {\n tls_servername b.test\n}",
      "both forward ('b.test') and proxy level ('a.test') TLS servernames are set for upstream proxy 'tls://192.0.2.1:853'",
    ],
    [block("except"), count("except")],
    [block("force_tcp yes"), count("yes")],
    [block("prefer_udp yes"), count("yes")],
    [block("max_fails"), count("max_fails")],
    [block("max_fails -1"), 'strconv.ParseUint: parsing "-1": invalid syntax'],
    [block("max_fails 4294967296"), 'strconv.ParseUint: parsing "4294967296": value out of range'],
    [block("max_connect_attempts x"), 'strconv.ParseUint: parsing "x": invalid syntax'],
    [block("max_concurrent -1"), "max_concurrent can't be negative: -1"],
    [block("max_concurrent x"), 'strconv.Atoi: parsing "x": invalid syntax'],
    [block("max_idle_conns -2"), "max_idle_conns can't be negative: -2"],
    [block("expire -1s"), "expire can't be negative: -1s"],
    [block("expire 5"), 'time: missing unit in duration "5"'],
    [block("max_age -1m"), "max_age can't be negative: -1m0s"],
    [block("max_age 5s"), "max_age (5s) must not be less than expire (10s)"],
    [block("expire 1m30s", "max_age 1m"), "max_age (1m0s) must not be less than expire (1m30s)"],
    [block("read_timeout 0s"), "read_timeout must be positive: 0s"],
    [block("health_check"), count("health_check")],
    [block("health_check -1s"), "health_check can't be negative: -1000000000"],
    [block("health_check 1s rec"), "health_check: unknown option rec"],
    [block("health_check 1s domain"), count("domain")],
    [block("health_check 1s domain a..b"), "health_check: invalid domain name a..b"],
    [block("tls a b c d"), count("d")],
    [block("tls_servername"), count("tls_servername")],
    [block("doh_method PUT"), "doh_method must be either POST or GET"],
    [block("policy"), count("policy")],
    [block("policy least"), "unknown policy 'least'"],
    [block("next"), count("next")],
    [block("next NOPE"), "NOPE is not a valid rcode"],
    [block("next 3"), "3 is not a valid rcode"],
    [block("next_on_nodata yes"), count("yes")],
    [block("failover NOERROR"), "NoError cannot be used in failover"],
    [block("failover"), count("failover")],
    [block("failfast_all_unhealthy_upstreams yes"), count("yes")],
    [block("resolver"), count("resolver")],
    [block("resolver dns.test"), 'resolver must be an IP address or IP:port: "dns.test"'],
    [block("source_address x"), "invalid IP address: x"],
    [block("spray"), "unknown property 'spray'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));

  it("a file without name servers leaves nobody to ask", () =>
    expect(faultOf("forward . /e", { files: { "/e": "search a.test\n" } })).toBe("no valid upstream addresses found"));
});

describe("what is not modelled, and what is strange", () => {
  it.each([
    ["forward . quic://192.0.2.1", "the transport quic of forward is not modelled"],
    ["forward . https://192.0.2.1", "the transport https of forward is not modelled"],
    [
      "forward . dns.test:53",
      "the host name dns.test:53 in forward, which CoreDNS looks up at its start is not modelled",
    ],
    [
      "forward 10.0.0.0/7 192.0.2.1",
      "Unsupported CIDR notation: '10.0.0.0/7' expands to multiple zones. Using only '10.in-addr.arpa.'.",
    ],
  ])("%s", (body, expected) => expect(diagnosticsOf(body)).toEqual([`warning: ${expected}`]));
});
