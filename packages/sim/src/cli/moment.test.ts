import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readCapture } from "../capture/read-capture.fixture.ts";
import { runExamples as run } from "./run-examples.fixture.ts";

const scratch = mkdtempSync(join(tmpdir(), "splithorizon-moment-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const DIES = "--scenario scenarios/bind-host-dies.yaml";

/** What `show vrrp` says of each host: `dns1 active`. */
function statesIn(out: string): readonly string[] {
  return [...out.matchAll(/^(dns\d) +\S+ +\d+ +(\w+)/gm)].map(([, host, state]) => `${host} ${state}`);
}

describe("show, dig and trace at a moment of a scenario", () => {
  // dns1 dies at 10 s and is back at 20 s; dns2 takes over after three adverts and its skew (vrrp-measured.md section 3).
  test.each([
    ["5s", ["dns1 active", "dns2 backup"]],
    ["11s", ["dns1 init", "dns2 backup"]],
    ["14s", ["dns1 init", "dns2 active"]],
    ["25s", ["dns1 active", "dns2 backup"]],
  ])("who holds the address after %s", async (moment, states) => {
    const { out, code } = await run(`show vrrp ${DIES} --moment ${moment}`);
    expect([code, statesIn(out)]).toEqual([0, states]);
  });

  test("without a moment the scenario is played to its end", async () => {
    expect(statesIn((await run(`show vrrp ${DIES}`)).out)).toEqual(["dns1 active", "dns2 backup"]);
  });

  test.each(["text", "json", "mermaid"])("a trace as %s names who has the address at that moment", async (format) => {
    const { out } = await run(
      `trace kloud.lan SOA --from laptop @192.168.13.10 ${DIES} --moment 15s --format ${format}`,
    );
    expect(out).toContain("BIND 9.18 on dns2");
    expect(out).not.toContain("BIND 9.18 on dns1");
  });

  test("while nobody has it, dig waits in vain, or until somebody does", async () => {
    const asked = `dig kloud.lan SOA --from laptop @192.168.13.10 +short ${DIES}`;
    const inVain = await run(`${asked} --moment 11s +tries=1 +time=1`);
    expect([inVain.code, inVain.out.endsWith(";; no servers could be reached\n")]).toEqual([9, true]);
    // mac still knows dns1's MAC: its second try comes after 5 s, when named on dns2 listens on the address.
    const later = asked.replace("laptop", "mac");
    expect((await run(`${later} --moment 11s`)).out).toContain("dns1.kloud.lan. hostmaster.kloud.lan.");
  });

  test.each([
    ["show vrrp --moment 5s", "--moment is a moment of a scenario: say --scenario FILE too.\n"],
    [`show vrrp ${DIES} --moment soon`, "--moment soon: no duration such as 14s.\n"],
    ["show vrrp --scenario kloud-lan/site.yaml", "kloud-lan/site.yaml is no scenario.\n"],
    ["trace kloud-lan kloud.lan --at mac", "--at names a place to capture at: say --pcap FILE too.\n"],
    ["trace kloud-lan kloud.lan --pcap x --at routr", 'There is no machine called "routr". Did you mean "router"?\n'],
  ])("%s", async (line, said) => {
    const { code, err } = await run(line);
    expect([code, err.endsWith(said)]).toEqual([2, true]);
  });
});

describe("--pcap", () => {
  test("of a trace: everybody's view, or one machine's", async () => {
    const [all, own] = [join(scratch, "all.pcapng"), join(scratch, "own.pcap")];
    const asked = "trace kloud-lan kloud.lan SOA --from mac @192.168.13.10";
    await run(`${asked} --pcap ${all}`);
    await run(`${asked} --pcap ${own} --at router`);
    expect([...new Set(readCapture(readFileSync(all)).map(({ machine }) => machine))]).toEqual([
      "mac",
      "router",
      "dns1",
    ]);
    expect(readCapture(readFileSync(own)).map(({ what }) => what)).toEqual([
      "udp 192.168.20.77:40000 > 192.168.13.10:53",
      "udp 192.168.20.77:40000 > 192.168.13.10:53",
      "udp 192.168.13.10:53 > 192.168.20.77:40000",
      "udp 192.168.13.10:53 > 192.168.20.77:40000",
    ]);
  });

  test("of a scenario: adverts and questions, the same each time", async () => {
    const [first, second] = [join(scratch, "first.pcap"), join(scratch, "second.pcap")];
    for (const file of [first, second]) await run(`run scenarios/bind-host-dies.yaml --pcap ${file} --at dns2`);
    expect(readFileSync(first)).toEqual(readFileSync(second));
    const kinds = new Set(readCapture(readFileSync(first)).map(({ what }) => what.split(" ")[0]));
    expect([...kinds].sort()).toEqual(["arp", "udp", "vrrp2"]);
  });

  test("a folder that is not there", async () => {
    const { code, err } = await run("trace kloud-lan kloud.lan --pcap nowhere/x.pcapng");
    expect([code, err.startsWith("nowhere/x.pcapng cannot be written: ENOENT")]).toEqual([2, true]);
  });
});
