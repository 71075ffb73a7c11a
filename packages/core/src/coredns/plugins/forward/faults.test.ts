import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["forward . 192.0.2.1"],
    ["forward . 192.0.2.1:53 tls://192.0.2.2 [2001:db8::1]:5353"],
    ["forward . 192.0.2.1 {\n except a..b\n}"],
    ["forward . 192.0.2.1:99999"],
    ["forward . 192.0.2.1:"],
    ["forward . ::1%"],
  ])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["forward", "Wrong argument count or unexpected line ending after 'forward'"],
    ["forward .", "Wrong argument count or unexpected line ending after '.'"],
    ["forward . 192.0.2.1 {\n except\n}", "Wrong argument count or unexpected line ending after 'except'"],
    ["forward . 192.0.2.1 {\n max_fails\n}", "Wrong argument count or unexpected line ending after 'max_fails'"],
    ["forward . 192.0.2.1 {\n max_fails -1\n}", 'strconv.ParseUint: parsing "-1": invalid syntax'],
    ["forward . 192.0.2.1 {\n max_fails x\n}", 'strconv.ParseUint: parsing "x": invalid syntax'],
    ["forward . 192.0.2.1 {\n health_check\n}", "Wrong argument count or unexpected line ending after 'health_check'"],
    ["forward . 192.0.2.1 {\n health_check x\n}", 'time: invalid duration "x"'],
    ["forward . 192.0.2.1 {\n health_check -1s\n}", "health_check can't be negative: -1000000000"],
    [
      "forward . 192.0.2.1 {\n health_check 1s no_rec domain\n}",
      "Wrong argument count or unexpected line ending after 'domain'",
    ],
    ["forward . 192.0.2.1 {\n health_check 1s maybe\n}", "health_check: unknown option maybe"],
    ["forward . 192.0.2.1 {\n force_tcp x\n}", "Wrong argument count or unexpected line ending after 'x'"],
    ["forward . 192.0.2.1 {\n prefer_udp x\n}", "Wrong argument count or unexpected line ending after 'x'"],
    ["forward . 192.0.2.1 {\n tls a b c d\n}", "Wrong argument count or unexpected line ending after 'd'"],
    [
      "forward . 192.0.2.1 {\n tls_servername\n}",
      "Wrong argument count or unexpected line ending after 'tls_servername'",
    ],
    ["forward . 192.0.2.1 {\n expire\n}", "Wrong argument count or unexpected line ending after 'expire'"],
    ["forward . 192.0.2.1 {\n expire -1s\n}", "expire can't be negative: -1s"],
    ["forward . 192.0.2.1 {\n policy\n}", "Wrong argument count or unexpected line ending after 'policy'"],
    ["forward . 192.0.2.1 {\n policy best\n}", "unknown policy 'best'"],
    [
      "forward . 192.0.2.1 {\n max_concurrent\n}",
      "Wrong argument count or unexpected line ending after 'max_concurrent'",
    ],
    ["forward . 192.0.2.1 {\n max_concurrent -1\n}", "max_concurrent can't be negative: -1"],
    ["forward . 192.0.2.1 {\n next\n}", "Wrong argument count or unexpected line ending after 'next'"],
    ["forward . 192.0.2.1 {\n next NOPE\n}", "NOPE is not a valid rcode"],
    ["forward . 192.0.2.1 {\n failover\n}", "Wrong argument count or unexpected line ending after 'failover'"],
    ["forward . 192.0.2.1 {\n failover NOPE\n}", "NOPE is not a valid rcode"],
    ["forward . 192.0.2.1 {\n failover NOERROR\n}", "NoError cannot be used in failover"],
    ["forward . 192.0.2.1 {\n read_timeout\n}", "Wrong argument count or unexpected line ending after 'read_timeout'"],
    ["forward . 192.0.2.1 {\n read_timeout 0s\n}", "read_timeout must be positive: 0s"],
    ["forward . 192.0.2.1 {\n max_connect_attempts x\n}", 'strconv.ParseUint: parsing "x": invalid syntax'],
    [
      "forward . 192.0.2.1 {\n failfast_all_unhealthy_upstreams x\n}",
      "Wrong argument count or unexpected line ending after 'x'",
    ],
    ["forward . 192.0.2.1 {\n wait 1s\n}", "unknown property 'wait'"],
    [
      "forward . https://192.0.2.1/path",
      "paths are not allowed in HTTPS upstream addresses (the /dns-query path is used by default): https://192.0.2.1/path",
    ],
    ['forward . ""', 'invalid address: ""'],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
