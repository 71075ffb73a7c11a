import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

const files = {
  "/etc/coredns/empty": "",
  "/etc/coredns/onlysearch": "search a.test\n",
  "/etc/coredns/comment": "# nameserver 192.0.2.1\n; x\n",
  "/etc/coredns/badserver": "nameserver x\nnameserver 192.0.2.1\n",
  "/etc/coredns/v6": "nameserver fd00::1\n",
  "/etc/coredns/tabs": "\tnameserver\t192.0.2.1\n",
};

describe("it starts", () => {
  it.each([
    "forward . 192.0.2.1 { next NOTIMPL } => starts",
    "forward . 192.0.2.1 { next BADSIG } => starts",
    "forward . 192.0.2.1 { next badcookie } => starts",
    "forward . 192.0.2.1 { max_fails 4294967295 } => starts",
    "forward . 192.0.2.1 { resolver fd00::9:53 } => starts",
    "forward . 192.0.2.1 { except . } => starts",
    "forward . 192.0.2.1:x => starts",
    "forward 192.0.2.0/25 192.0.2.1 => starts",
    "forward a.test:53 192.0.2.1 => starts",
    "forward tls://a.test 192.0.2.1 => starts",
    "forward . 192.0.2.1 tls://192.0.2.1 => starts",
    "forward . badserver => starts",
    "forward . v6 => starts",
    "forward . tabs => starts",
  ])("%s", (row) => expect(retellStart(row, { files })).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "forward . 192.0.2.1 { next BADVERS } => BADVERS is not a valid rcode",
    "forward . 192.0.2.1 { next RCODE9 } => RCODE9 is not a valid rcode",
    "forward . 192.0.2.1 { failover Success } => Success is not a valid rcode",
    'forward . 192.0.2.1 { failover "" } =>  is not a valid rcode',
    'forward . 192.0.2.1 { max_age 1d } => time: unknown unit "d" in duration "1d"',
    'forward . 192.0.2.1 { read_timeout x } => time: invalid duration "x"',
    'forward . 192.0.2.1 { max_concurrent 99999999999999999999 } => strconv.Atoi: parsing "99999999999999999999": value out of range',
    "forward . 192.0.2.1 { max_fails 1 2 } => unknown property '2'",
    'forward . 192.0.2.1 { max_fails +1 } => strconv.ParseUint: parsing "+1": invalid syntax',
    'forward . 192.0.2.1 { max_connect_attempts 4294967296 } => strconv.ParseUint: parsing "4294967296": value out of range',
    "forward . 192.0.2.1 { source_address } => Wrong argument count or unexpected line ending after 'source_address'",
    "forward . 192.0.2.1 { source_address 192.0.2.300 } => invalid IP address: 192.0.2.300",
    "forward . 192.0.2.1 { doh_method GET POST } => unknown property 'POST'",
    'forward . 192.0.2.1 { resolver [fd00::9] } => resolver must be an IP address or IP:port: "[fd00::9]"',
    "forward \"\" 192.0.2.1 => unable to normalize ''",
    "forward . empty => no valid upstream addresses found",
    "forward . onlysearch => no valid upstream addresses found",
    "forward . comment => no valid upstream addresses found",
    'forward . 192.0.2 => failed to resolve "192.0.2": lookup 192.0.2.: no such host',
    'forward . 192.0.2.1/24 => failed to resolve "192.0.2.1/24": lookup 192.0.2.1/24.: no such host',
    'forward . a..b:53 => not an IP address, file, or valid domain: "a..b:53"',
    'forward . /nosuch/file:53 => failed to resolve "/nosuch/file": lookup /nosuch/file.: no such host',
    'forward . -a.test => failed to resolve "-a.test": lookup -a.test.: no such host',
    'forward . a-.test => failed to resolve "a-.test": lookup a-.test.: no such host',
    "forward . tls://192.0.2.1%a.test:8853 { tls_servername b.test } => both forward ('b.test') and proxy level ('a.test') TLS servernames are set for upstream proxy 'tls://192.0.2.1:8853'",
    "forward . tls://[fd00::1%a.test] { tls_servername b.test } => both forward ('b.test') and proxy level ('a.test') TLS servernames are set for upstream proxy 'tls://[fd00::1]:853'",
    'forward . [a..b] => not an IP address, file, or valid domain: "[a..b]"',
    "forward . grpc://192.0.2.1:444 => 'grpc' is not supported as a destination protocol in forward: grpc://192.0.2.1:444",
    'forward . unix:// => invalid address: "unix://"',
    "forward . https3://192.0.2.1:443 => 'https3' is not supported as a destination protocol in forward: https3://192.0.2.1:443",
    'forward . :53 => not an IP address, file, or valid domain: ":53"',
    'forward . 192.0.2.1:53:53 => failed to resolve "192.0.2.1:53:53": lookup 192.0.2.1:53:53.: no such host',
    'forward . 300.0.0.1 => failed to resolve "300.0.0.1": lookup 300.0.0.1.: no such host',
  ])("%s", (row) => expect(retellStart(row, { files })).toBe(row));
});
