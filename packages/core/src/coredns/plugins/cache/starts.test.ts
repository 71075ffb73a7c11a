import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "cache x => starts",
    "cache 1 2 => starts",
    "cache { success -1 } => starts",
    "cache { success 10 5 6 } => starts",
    "cache { denial 10 5 5 } => starts",
    "cache { prefetch 0 1m 10% } => starts",
    "cache { prefetch 1 1m 90% } => starts",
    "cache { prefetch 1 1m +10% } => starts",
    "cache { serve_stale 1h immediate 4294967295s } => starts",
    "cache { serve_stale; serve_stale } => starts",
    "cache { serve_stale_policy prefer_positive; serve_stale } => starts",
    "cache { serve_stale 0; serve_stale_policy prefer_positive } => starts",
    "cache { disable success; disable denial; disable success } => starts",
    "cache { disable denial a.test b..c } => starts",
    'cache "" => starts',
    "cache +30 => starts",
    "cache 0x10 => starts",
    "cache 10.0.0.0/8 => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "cache { servfail 300001ms } => caching SERVFAIL responses over 5 minutes is not permitted",
    'cache { servfail "" } => time: invalid duration ""',
    'cache { success "" } => strconv.Atoi: parsing "": invalid syntax',
    'cache { success 1 1 "" } => strconv.Atoi: parsing "": invalid syntax',
    'cache { prefetch 1 "" } => time: invalid duration ""',
    'cache { prefetch "" } => strconv.Atoi: parsing "": invalid syntax',
    'cache { prefetch 1 1m 10%% } => strconv.Atoi: parsing "10%": invalid syntax',
    'cache { prefetch 99999999999999999999 } => strconv.Atoi: parsing "99999999999999999999": value out of range',
    'cache { prefetch 1 60 } => time: missing unit in duration "60"',
    'cache { serve_stale "" } => time: invalid duration ""',
    'cache { serve_stale 1h verify "" } => invalid serve_stale verify timeout: time: invalid duration ""',
    "cache { serve_stale 1h verify 1s 1s 1s 1s } => Wrong argument count or unexpected line ending after '1s'",
    "cache { serve_stale 1h verify 1s 1500ms } => serve_stale response TTL must be a whole number of seconds",
    "cache { serve_stale 1h verify 1s 1s 5m1ns } => serve_stale failure recheck cannot exceed 5 minutes",
    "cache { serve_stale 1h immediate 4294967296s } => serve_stale response TTL exceeds the DNS TTL range",
    'cache { serve_stale 1h immediate x } => invalid serve_stale response TTL: time: invalid duration "x"',
    'cache { serve_stale 1h immediate 1s x } => invalid serve_stale failure recheck: time: invalid duration "x"',
    'cache { serve_stale immediate } => time: invalid duration "immediate"',
    "cache { serve_stale; serve_stale_policy prefer_positive x } => Wrong argument count or unexpected line ending after 'x'",
    'cache { disable "" } => cache type for disable must be "success" or "denial"',
    "cache { Success 1 } => Wrong argument count or unexpected line ending after 'Success'",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
