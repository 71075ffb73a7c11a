import { describe, expect, it } from "vitest";
import { makeQuery, nameOf } from "../../dns/index.ts";
import { Clockwork, primaryWith, treeOf } from "../fixtures/clockwork.fixture.ts";
import type { ZoneCommand } from "./zone-command.ts";

/** `rndc freeze` and `thaw`, and reloads of zones that updates may change: each row as named 9.18.49 printed and logged it. */
const fileOf = (serial: number): string =>
  `$TTL 60\n@ SOA ns h ${serial} 1000 500 90000 60\n@ NS ns\nns A 192.0.2.1\nwww A 192.0.2.${serial}\n`;
const CONF = `options { recursion no; notify no; };
zone "z.lan" { type primary; file "/z.db"; allow-update { 192.0.2.77; }; };
zone "s.lan" { type primary; file "/s.db"; };
zone "n.lan" { type primary; file "/s.db"; allow-update { none; }; };
zone "c.lan" { type secondary; primaries { 192.0.2.1; }; };`;
const ALREADY = "WARNING: The zone was already frozen.\nSomeone else may be editing it or it may still be re-loading.";
const STARTED = "A zone reload and thaw was started.\nCheck the logs to see the result.";

interface Step {
  readonly verb: ZoneCommand["verb"];
  readonly zone?: string;
  /** What the file of z.lan holds then. */
  readonly file?: string;
}

function play(steps: readonly Step[]) {
  let file = fileOf(10);
  const clockwork = new Clockwork(
    CONF,
    { "192.0.2.1": primaryWith("") },
    { files: { "/z.db": file, "/s.db": fileOf(10) } },
  );
  clockwork.takeLines();
  const printed = steps.map(({ verb, zone = "z.lan.", file: then = file }) => {
    file = then;
    return clockwork.command(verb, zone, { "/z.db": file, "/s.db": fileOf(10) });
  });
  const lines = clockwork.takeLines().map((line) => line.slice(4));
  return { printed: printed.at(-1), lines, serial: clockwork.serial("z.lan."), clockwork };
}

describe("a zone that updates may change", () => {
  it.each<readonly [string, steps: readonly Step[], printed: string, lines: readonly string[], serial: string]>([
    ["is not reloaded", [{ verb: "reload", file: fileOf(11) }], "rndc: 'reload' failed: dynamic zone", [], "10"],
    ["is frozen", [{ verb: "freeze" }], "", ["freezing zone 'z.lan/IN': success"], "10"],
    [
      "is frozen already",
      [{ verb: "freeze" }, { verb: "freeze" }],
      `rndc: 'freeze' failed: already frozen\n${ALREADY}`,
      ["freezing zone 'z.lan/IN': success", "freezing zone 'z.lan/IN': already frozen"],
      "10",
    ],
    [
      "frozen it is reloaded",
      [{ verb: "freeze" }, { verb: "reload", file: fileOf(11) }],
      "zone reload queued",
      ["freezing zone 'z.lan/IN': success", "zone z.lan/IN: loaded serial 11"],
      "11",
    ],
    [
      "thawed it is read",
      [{ verb: "freeze" }, { verb: "thaw", file: fileOf(12) }],
      STARTED,
      ["freezing zone 'z.lan/IN': success", "thawing zone 'z.lan/IN': success", "zone z.lan/IN: loaded serial 12"],
      "12",
    ],
    [
      "thawed as it was",
      [{ verb: "freeze" }, { verb: "thaw" }],
      "The zone reload and thaw was successful.",
      ["freezing zone 'z.lan/IN': success", "thawing zone 'z.lan/IN': success"],
      "10",
    ],
    [
      "thawed without having been frozen",
      [{ verb: "thaw", file: fileOf(11) }],
      "",
      ["thawing zone 'z.lan/IN': success"],
      "10",
    ],
    [
      "with a broken file it stays frozen",
      [{ verb: "freeze" }, { verb: "thaw", file: "@ SOA broken\n" }, { verb: "freeze" }],
      `rndc: 'freeze' failed: already frozen\n${ALREADY}`,
      [
        "freezing zone 'z.lan/IN': success",
        "thawing zone 'z.lan/IN': success",
        expect.stringContaining("zone z.lan/IN: loading from master file /z.db failed"),
        "zone z.lan/IN: not loaded due to errors.",
        "freezing zone 'z.lan/IN': already frozen",
      ],
      "10",
    ],
  ])("%s", (_, steps, printed, lines, serial) => {
    const played = play(steps);
    expect([played.printed, played.lines, played.serial]).toEqual([printed, lines, serial]);
  });

  it("a reload of everything leaves it as it is, unless it is frozen", () => {
    const { clockwork } = play([]);
    clockwork.reload(CONF, { "/z.db": fileOf(11), "/s.db": fileOf(10) });
    expect(clockwork.serial("z.lan.")).toBe("10");
    clockwork.command("freeze", "z.lan.", { "/z.db": fileOf(11), "/s.db": fileOf(10) });
    clockwork.reload(CONF, { "/z.db": fileOf(12), "/s.db": fileOf(10) });
    expect(clockwork.serial("z.lan.")).toBe("12");
    clockwork.takeLines();
    expect(clockwork.command("freeze", "z.lan.")).toContain("already frozen");
  });

  it("an update that is let in is refused while it is frozen, else it is not modelled", () => {
    const { clockwork } = play([]);
    const update = makeQuery({ name: nameOf("z.lan."), type: "SOA", class: "IN" }, { opcode: "UPDATE" });
    expect(clockwork.receive(update, "192.0.2.77").kind).toBe("unsupported");
    clockwork.command("freeze", "z.lan.");
    const refused = clockwork.receive(update, "192.0.2.77");
    expect(refused.kind === "reply" && [...refused.messages][0]?.rcode).toBe("REFUSED");
  });
});

describe("others", () => {
  it.each<readonly [string, Step, printed: string, lines: readonly string[]]>([
    ["a zone without updates", { verb: "freeze", zone: "s.lan." }, "rndc: 'freeze' failed: not dynamic", []],
    ["allow-update none", { verb: "freeze", zone: "n.lan." }, "rndc: 'freeze' failed: not dynamic", []],
    ["thawed it is no fault", { verb: "thaw", zone: "s.lan." }, "", ["thawing zone 's.lan/IN': success"]],
    ["a copy", { verb: "freeze", zone: "c.lan." }, "rndc: 'freeze' failed: not primary", []],
    ["a copy, thawed", { verb: "thaw", zone: "c.lan." }, "rndc: 'thaw' failed: not primary", []],
    [
      "a zone that is not there",
      { verb: "freeze", zone: "nope.lan." },
      "rndc: 'freeze' failed: not found\nno matching zone 'nope.lan' in any view",
      [],
    ],
  ])("%s", (_, step, printed, lines) => {
    const played = play([step]);
    expect([played.printed, played.lines]).toEqual([printed, lines]);
  });

  it("all zones", () => {
    const { clockwork } = play([]);
    const files = (serial: number) => treeOf({ "/z.db": fileOf(serial), "/s.db": fileOf(serial) });
    expect(clockwork.server.commandOfAllZones("freeze", files(10))).toBe("");
    expect(clockwork.server.commandOfAllZones("thaw", files(14))).toBe("");
    expect(clockwork.takeLines().map((line) => line.slice(4))).toEqual([
      "freezing all zones: success",
      "thawing all zones: success",
      "zone z.lan/IN: loaded serial 14",
    ]);
    expect(clockwork.serial("s.lan.")).toBe("10");
  });
});
