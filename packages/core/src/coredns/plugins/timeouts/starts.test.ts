import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "timeouts { read 1 } => starts",
    "timeouts { read 86400 } => starts",
    "timeouts { idle 1s; idle 2s } => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "timeouts { read 0 } => timeout provided '0s' needs to be between 1 second and 24 hours",
    "timeouts { read 999ms } => timeout provided '999ms' needs to be between 1 second and 24 hours",
    "timeouts { read 24h1s } => timeout provided '24h0m1s' needs to be between 1 second and 24 hours",
    "timeouts { read 86401 } => timeout provided '24h0m1s' needs to be between 1 second and 24 hours",
    "timeouts { write 1s 2s } => Wrong argument count or unexpected line ending after '2s'",
    "timeouts { idle x } => failed to parse duration 'x'",
    "timeouts { idle \"\" } => failed to parse duration ''",
    "timeouts { idle -5s } => timeout provided '-5s' needs to be between 1 second and 24 hours",
    "timeouts { maxtcpqueries 1.5 } => invalid value for maxtcpqueries '1.5': strconv.Atoi: parsing \"1.5\": invalid syntax",
    "timeouts { Read 5s } => unknown option: 'Read'",
    "timeouts { keepalive 5s } => unknown option: 'keepalive'",
    "timeouts { keepalive 0s } => timeout provided '0s' needs to be between 1 second and 24 hours",
    "timeouts { keepalive } => Wrong argument count or unexpected line ending after 'keepalive'",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
