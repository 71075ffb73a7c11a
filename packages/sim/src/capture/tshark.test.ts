import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BEGINNING, instantFromMs, makeQuery, nameOf } from "@splithorizon/core";
import { afterAll, describe, expect, it } from "vitest";
import { askSite, digPatience, findPlace, listenIn } from "../asking/index.ts";
import { stage } from "../show/kloud-lan.fixture.ts";
import { pair } from "../simulation/pair.fixture.ts";
import { Capture } from "./capture.ts";
import { pcapngOf, pcapOf } from "./pcap.ts";

const hasTshark = spawnSync("tshark", ["--version"]).status === 0;
const scratch = mkdtempSync(join(tmpdir(), "splithorizon-capture-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const CHECKS = ["ip", "udp", "tcp"].flatMap((layer) => ["-o", `${layer}.check_checksum:TRUE`]);

/** Fields of each frame that tshark reads, and what it warns of. */
function tshark(file: Uint8Array, filter: string, fields: readonly string[]): readonly string[] {
  const path = join(scratch, "capture");
  writeFileSync(path, file);
  const words = [...CHECKS, "-r", path, "-Y", filter, "-T", "fields", ...fields.flatMap((field) => ["-e", field])];
  const { status, stdout, stderr } = spawnSync("tshark", words, { encoding: "utf8" });
  expect([status, stderr.replace(/^Running as user .*\n/gm, "")]).toEqual([0, ""]);
  return stdout.trimEnd().split("\n");
}

const COMPLAINTS = "_ws.malformed || _ws.expert.severity >= 0x600000 || tcp.analysis.flags";

describe.skipIf(!hasTshark)("tshark", () => {
  it.each([
    ["udp", "every machine's view in one file"],
    ["tcp", "one machine's view"],
  ] as const)("shows the translation of a question over %s in %s, and warns of nothing", (transport, _what) => {
    const twin = stage("kloud-lan");
    const capture = new Capture(twin.network.stations.keys(), null);
    listenIn(twin, capture.take, "questions");
    const place = findPlace(twin, "mac");
    if (place.kind === "missing") throw new Error(place.why);
    const name = nameOf("web.linkerd-viz.k8s1-prod.kloud.lan.");
    const servers = [{ address: "198.19.0.30" as never, port: 53 }];
    const asking = { from: place.value, servers, source: null, transport };
    askSite(twin, asking, makeQuery({ name, type: "A", class: "IN" }), BEGINNING, digPatience);
    // Of TCP tshark takes the same segment at another machine for one that is sent again.
    const node = capture.frames.filter(({ machine }) => machine === "k8s1master1");
    const file = pcapngOf(transport === "udp" ? capture.frames : node);
    const filter = `dns.flags.response == 0 && dns.qry.name == "web.linkerd-viz.k8s1-prod.kloud.lan"`;
    expect(tshark(file, filter, ["frame.interface_name", "ip.src", "ip.dst", "ip.ttl"])).toEqual(WAYS[transport]);
    expect(tshark(pcapOf(node), COMPLAINTS, ["frame.number"])).toEqual([""]);
  });

  const WAYS = {
    udp: [
      "mac\t192.168.20.77\t198.19.0.30\t64",
      "router\t192.168.20.77\t198.19.0.30\t64",
      "router\t192.168.20.77\t198.19.0.30\t63",
      "k8s1master1\t192.168.20.77\t198.19.0.30\t63",
      "k8s1master1\t192.168.20.77\t100.64.0.10\t62",
      "kube-system/coredns-5dd5756b68-7wq2m\t192.168.20.77\t100.64.0.10\t62",
    ],
    tcp: ["k8s1master1\t192.168.20.77\t198.19.0.30\t63", "k8s1master1\t192.168.20.77\t100.64.0.10\t62"],
  };

  it("reads adverts and announcements of a simulated take-over", () => {
    const simulation = pair();
    const capture = new Capture(simulation.world.network.stations.keys(), "cl");
    const all = new Capture(simulation.world.network.stations.keys(), "dns2");
    simulation.listenIn((sighting, now) => {
      capture.take(sighting, now);
      all.take(sighting, now);
    });
    simulation.at(instantFromMs(1500), () => simulation.inject({ kind: "crash", machine: "dns1" }));
    simulation.runUntil(instantFromMs(6000));
    const adverts = tshark(pcapOf(all.frames), "vrrp", ["ip.src", "vrrp.prio", "vrrp.checksum.status"]);
    expect(new Set(adverts)).toEqual(new Set(["192.168.13.11\t101\t1", "192.168.13.12\t100\t1"]));
    expect(tshark(pcapOf(capture.frames), "arp.isgratuitous == 1", ["arp.src.proto_ipv4"])).toEqual(
      Array(5).fill("192.168.13.10"),
    );
  });
});
