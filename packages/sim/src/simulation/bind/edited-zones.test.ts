import { describe, expect, test } from "vitest";
import { confOfPrimary, P, S, ZonePair } from "./zone-pair.fixture.ts";

describe("a primary whose file is edited while its named is down", () => {
  const restarted = (options: string): ZonePair => {
    const pair = new ZonePair({ primaryOptions: options });
    pair.runUntil(10);
    pair.editZone(2, 2);
    pair.simulation.rndc(P, "reload z.lan");
    pair.runUntil(12);
    pair.simulation.inject({ kind: "stop", machine: P, program: "named" });
    pair.editZone(3, 3);
    pair.simulation.startProgram(P, "named");
    pair.runUntil(30);
    return pair;
  };

  test("without a journal it is read", () => {
    const pair = restarted("");
    expect([pair.www(P), pair.www()]).toEqual(["3", "3"]);
  });

  test("with one it is not loaded, and its copy expires", () => {
    const pair = restarted("ixfr-from-differences yes;");
    expect(pair.takeLines(P).join("\n")).toContain(
      "zone z.lan/IN: journal rollforward failed: journal out of sync with zone",
    );
    expect([pair.www(P), pair.www()]).toEqual(["SERVFAIL", "SERVFAIL"]);
    expect(pair.simulation.rndc(P, "reload z.lan")).toBe("rndc: 'reload' failed: out of range");
    pair.editZone(2, 2);
    expect(pair.simulation.rndc(P, "reload z.lan")).toBe("zone reload queued");
    expect(pair.www(P)).toBe("2");
  });
});

test("a zone that takes updates is edited between freeze and thaw", () => {
  const pair = new ZonePair({ primary: "allow-update { 10.9.0.9; };" });
  pair.runUntil(10);
  pair.editZone(2, 2);
  expect(pair.simulation.rndc(P, "reload z.lan")).toBe("rndc: 'reload' failed: dynamic zone");
  expect(pair.simulation.rndc(P, "reload")).toBe("server reload successful");
  expect(pair.www(P)).toBe("1");
  expect(pair.simulation.rndc(P, "freeze z.lan")).toBe("");
  expect(pair.simulation.rndc(P, "unfreeze z.lan")).toContain("A zone reload and thaw was started.");
  pair.runUntil(20);
  expect([pair.www(P), pair.www()]).toEqual(["2", "2"]);
  expect([pair.simulation.rndc(P, "freeze"), pair.simulation.rndc(P, "thaw")]).toEqual(["", ""]);
});

test("a key that one of two servers loses: NOTIFY and questions are refused, the copy expires, and is there again with the key", () => {
  const KEY = 'key pair { algorithm hmac-sha256; secret "b3Vycw=="; };\n';
  const conf = confOfPrimary("", "allow-transfer { key pair; }; also-notify { 10.9.0.2 key pair; };");
  const pair = new ZonePair({
    primary: "allow-transfer { key pair; };",
    secondaryConf: `${KEY}options { directory "/"; recursion no; dnssec-validation no; min-refresh-time 1; min-retry-time 1; };
zone "z.lan" { type secondary; primaries { 10.9.0.1 key pair; }; file "z.db"; };\n`,
  });
  const give = (keys: string): void => {
    pair.simulation.edit("/p/named.conf", `${keys}${conf}`);
    expect(pair.simulation.rndc(P, "reconfig")).toBe("");
  };
  pair.runUntil(5);
  give(KEY);
  pair.runUntil(80);
  expect(pair.www()).toBe("1");
  pair.takeLines();
  give("");
  pair.editZone(2, 2);
  pair.simulation.rndc(P, "reload z.lan");
  pair.runUntil(100);
  expect(pair.www()).toBe("SERVFAIL");
  const lines = pair.takeLines().join("\n");
  expect(lines).toContain("request has invalid signature: TSIG pair: tsig verify failure (BADKEY)");
  expect(lines).toContain("refresh: failure trying primary 10.9.0.1#53 (source 0.0.0.0#0): tsig indicates error");
  expect(lines).toContain("zone z.lan/IN: expired");
  give(KEY);
  pair.simulation.rndc(S, "refresh z.lan");
  pair.runUntil(110);
  expect(pair.www()).toBe("2");
});
