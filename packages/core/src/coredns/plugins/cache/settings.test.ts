import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

const block = (...properties: readonly string[]): string =>
  `cache {\n${properties.map((property) => `  ${property}\n`).join("")}}`;

describe("what CoreDNS takes", () => {
  it.each([
    ["cache"],
    ["cache 30"],
    ["cache 30 a.test b.test"],
    ["cache a.test"],
    [block("success 100", "success 100 20", "success 100 20 3 and more", "denial -5 1 0")],
    [block("prefetch 0", "prefetch 10 1h", "prefetch 10 1m 90%")],
    [block("servfail 0", "servfail 5m", "keepttl", "disable success", "disable denial a.test b.test.")],
    [block("serve_stale", "serve_stale 0", "serve_stale 1h immediate", "serve_stale 1h Immediate 5s 1m")],
    [block("serve_stale 1h verify", "serve_stale 1h VERIFY 100ms", "serve_stale 1h verify 0 30s 5m")],
    [block("serve_stale", "serve_stale_policy prefer_positive")],
  ])("%s", (body) => expect(diagnosticsOf(body)).toEqual([]));
});

describe("what stops it, in its own words", () => {
  const count = (word: string): string => `Wrong argument count or unexpected line ending after '${word}'`;
  it.each([
    ["cache 0", "cache TTL can not be zero or negative: 0"],
    ["cache -3", "cache TTL can not be zero or negative: -3"],
    ["cache\ncache", "this plugin can only be used once per Server Block"],
    [block("success"), count("success")],
    [block("success x"), 'strconv.Atoi: parsing "x": invalid syntax'],
    [block("success 99999999999999999999"), 'strconv.Atoi: parsing "99999999999999999999": value out of range'],
    [block("success 10 0"), "cache TTL can not be zero or negative: 0"],
    [block("denial 10 5 -1"), "cache min TTL can not be negative: -1"],
    [block("prefetch"), count("prefetch")],
    [block("prefetch -1"), "prefetch amount should be positive: -1"],
    [block("prefetch 1 x"), 'time: invalid duration "x"'],
    [block("prefetch 1 1m 50"), "last character of percentage should be `%`, but is: '0'"],
    [block("prefetch 1 1m 5%"), "percentage should fall in range [10, 90]: 5"],
    [block("prefetch 1 1m x%"), 'strconv.Atoi: parsing "x": invalid syntax'],
    [block("prefetch 1 1m 50% x"), count("x")],
    [block("servfail"), count("servfail")],
    [block("servfail -1s"), "invalid negative ttl for servfail"],
    [block("servfail 6m"), "caching SERVFAIL responses over 5 minutes is not permitted"],
    [block("keepttl yes"), count("yes")],
    [block("disable"), count("disable")],
    [block("disable all"), 'cache type for disable must be "success" or "denial"'],
    [block("serve_stale -1h"), "invalid negative duration for serve_stale"],
    [block("serve_stale 1h later"), "invalid value for serve_stale refresh mode: later"],
    [block("serve_stale 1h verify -1s"), "invalid negative timeout for serve_stale verify"],
    [block("serve_stale 1h verify x"), 'invalid serve_stale verify timeout: time: invalid duration "x"'],
    [block("serve_stale 1h immediate 1500ms"), "serve_stale response TTL must be a whole number of seconds"],
    [block("serve_stale 1h immediate -1s"), "invalid negative response TTL for serve_stale"],
    [block("serve_stale 1h immediate 1193047h"), "serve_stale response TTL exceeds the DNS TTL range"],
    [block("serve_stale 1h immediate 1s 6m"), "serve_stale failure recheck cannot exceed 5 minutes"],
    [block("serve_stale 1h immediate 1s -1s"), "invalid negative failure recheck for serve_stale"],
    [block("serve_stale 1h immediate 1s 1s x"), count("x")],
    [block("serve_stale", "serve_stale_policy"), count("serve_stale_policy")],
    [block("serve_stale", "serve_stale_policy any"), "invalid serve_stale_policy: any"],
    [block("serve_stale_policy prefer_positive"), "serve_stale_policy requires serve_stale"],
    [
      block("serve_stale", "serve_stale_policy prefer_positive", "serve_stale_policy prefer_positive"),
      "serve_stale_policy can only be specified once",
    ],
    [block("ttl 5"), count("ttl")],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
