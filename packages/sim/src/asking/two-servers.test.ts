import { instantFromMs, makeQuery, nameOf, parseAddress } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { placeOf, serverOf, waitingSite } from "../live/waiting-site.fixture.ts";
import { askSite, digPatience, type StubPatience } from "./ask-site.ts";
import { forkTwin, timeOf } from "./twin-time.ts";

/** How glibc and dig go through a list of servers (resolv.conf(5); bin/dig/dighost.c): who answered, how long it took, and who did not. */
const glibc: StubPatience = { kind: "glibc", timeoutMs: 5000, attempts: 2, whenTruncated: "retry-over-tcp" };

function ask(servers: readonly string[], name: string, patience: StubPatience, from = "laptop"): string {
  const twin = waitingSite();
  const asking = {
    from: placeOf(twin, from),
    servers: servers.map((server) => serverOf(twin, server)),
    source: null,
    transport: "udp",
  } as const;
  const query = makeQuery({ name: nameOf(name), type: "A", class: "IN" });
  const answer = askSite(twin, asking, query, instantFromMs(0), patience);
  if (answer.kind === "failed") return `${answer.how}, ${answer.tries} tries, ${answer.elapsedMs} ms`;
  if (answer.kind !== "answered") return answer.kind;
  const failures = answer.failedTries.map(({ to, how }) => `${to.address} ${how}`);
  const who = `${answer.messages[0]?.rcode} of ${answer.from.address} after ${answer.elapsedMs} ms`;
  return [who, ...failures].join(", ");
}

const WWW = "www.kloud.lan.";
const SILENT = "192.168.13.98";
const NOBODY = "192.168.13.97";

describe("dig", () => {
  test.each([
    ["the first", ["dns1", "silent"], WWW, "NOERROR of 192.168.13.11 after 0 ms"],
    [
      "a closed port, then the next",
      ["router", "dns1"],
      WWW,
      "NOERROR of 192.168.13.11 after 0 ms, 192.168.13.1 refused",
    ],
    ["a dead machine", [NOBODY, "dns1"], WWW, "NOERROR of 192.168.13.11 after 3000 ms, 192.168.13.97 unreachable"],
  ])("%s", (_row, servers, name, expected) => {
    expect(ask(servers, name, digPatience)).toBe(expected);
  });
});

describe("glibc", () => {
  test.each([
    ["the first", ["dns1", "silent"], WWW, "NOERROR of 192.168.13.11 after 0 ms"],
    [
      "the second, where the first is silent",
      ["silent", "dns1"],
      WWW,
      `NOERROR of 192.168.13.11 after 5000 ms, ${SILENT} timeout`,
    ],
    ["where the first is closed", ["router", "dns1"], WWW, "NOERROR of 192.168.13.11 after 0 ms, 192.168.13.1 refused"],
    ["a name error is an answer", ["dns1", "silent"], "gone.kloud.lan.", "NXDOMAIN of 192.168.13.11 after 0 ms"],
  ])("%s", (_row, servers, name, expected) => {
    expect(ask(servers, name, glibc)).toBe(expected);
  });
});

describe("from an address of one's own", () => {
  const from = (source: string): string => {
    const twin = waitingSite();
    const address = parseAddress(source);
    const asking = {
      from: placeOf(twin, "laptop"),
      servers: [serverOf(twin, "dns1")],
      source: address,
      transport: "tcp",
    } as const;
    const query = makeQuery({ name: nameOf(WWW), type: "A", class: "IN" });
    const answer = askSite(twin, asking, query, instantFromMs(0), { ...digPatience, attempts: 1 });
    return answer.kind === "failed" ? `${answer.how}: ${answer.why}` : answer.kind;
  };
  test.each([
    ["192.168.13.50", "answered"],
    ["192.168.13.51", "unreachable: laptop has no way to 192.168.13.11"],
  ])("%s: %s", (source, expected) => {
    expect(from(source)).toBe(expected);
  });
});

describe("a twin and its fork", () => {
  test("of a twin that was never asked the fork begins anew", () => {
    const twin = waitingSite();
    expect(timeOf(forkTwin(twin)).agenda.now()).toBe(0);
  });

  test("the same twin has one time", () => {
    const twin = waitingSite();
    expect(timeOf(twin)).toBe(timeOf(twin));
    expect(timeOf(forkTwin(twin))).not.toBe(timeOf(twin));
  });
});
