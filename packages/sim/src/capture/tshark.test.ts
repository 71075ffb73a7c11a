import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Address, BEGINNING, instantFromMs, makeQuery, nameOf } from "@splithorizon/core";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { askSite, digPatience, findPlace, listenIn } from "../asking/index.ts";
import { macOf } from "../network/index.ts";
import { stage } from "../show/kloud-lan.fixture.ts";
import { pair } from "../simulation/pair.fixture.ts";
import { Capture, type Frame } from "./capture.ts";
import {
  type Ends,
  ethernetFrame,
  FLAGS,
  gratuitousArp,
  ipDatagram,
  portUnreachable,
  segment,
  tcp,
  udp,
} from "./octets/index.ts";
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

/** Frames of every kind that a capture makes, over both families. */
const madeFrames = fc.array(
  fc.record({
    isIpv6: fc.boolean(),
    what: fc.constantFrom("udp", "syn", "segment", "icmp", "arp"),
    last: fc.integer({ min: 1, max: 254 }),
    port: fc.integer({ min: 1024, max: 65_535 }),
    ttl: fc.integer({ min: 1, max: 255 }),
    content: fc.uint8Array({ maxLength: 1200 }),
    atMs: fc.integer({ min: 0, max: 100_000_000 }).map((tenths) => tenths / 10),
  }),
  { minLength: 200, maxLength: 200, size: "max" },
);
type Made = typeof madeFrames extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

function octetsOf({ isIpv6, what, last, port, ttl, content }: Made): Uint8Array {
  const [source, destination] = isIpv6
    ? [`2001:db8::${last.toString(16)}`, "2001:db8::53"]
    : [`192.0.2.${last}`, "198.51.100.53"];
  const ends: Ends = {
    source: { address: source as Address, port },
    destination: { address: destination as Address, port: 5300 },
    ttl,
  };
  if (what === "arp") return gratuitousArp(macOf(last), `192.0.2.${last}` as Address);
  const { header, payload } =
    what === "udp"
      ? udp(ends, content)
      : what === "icmp"
        ? portUnreachable(ends, quotedBy(ends, content))
        : tcp(
            ends,
            segment(what === "syn" ? FLAGS.syn : FLAGS.ack | FLAGS.psh, 7, 9, what === "syn" ? undefined : content),
          );
  return ethernetFrame(macOf(1), macOf(2), ipDatagram(header, payload));
}

function quotedBy({ source, destination, ttl }: Ends, content: Uint8Array): Uint8Array {
  const { header, payload } = udp({ source: destination, destination: source, ttl }, content);
  return ipDatagram(header, payload);
}

describe.skipIf(!hasTshark)("law, by tshark: what is written is what is read", () => {
  const frames = (fc.sample(madeFrames, { numRuns: 1, seed: 7 })[0] ?? [])
    .toSorted((one, other) => one.atMs - other.atMs)
    .map((made): Frame & { readonly made: Made } => {
      const direction = made.port % 2 === 0 ? "in" : "out";
      return { atMs: made.atMs, machine: `host ${made.last % 3}`, direction, octets: octetsOf(made), made };
    });
  const BEGINS_AT = 1_700_000_000;

  it.each([
    ["pcap", pcapOf],
    ["pcapng", pcapngOf],
  ] as const)("%s: every frame with its length and its moment, no checksum wrong", (_format, written) => {
    const file = written(frames, BEGINS_AT);
    expect(tshark(file, "frame", ["frame.len", "frame.cap_len", "frame.time_epoch"])).toEqual(
      frames.map(({ octets, atMs }) => {
        const seconds = BEGINS_AT + Math.floor(atMs / 1000);
        const micros = Math.round((atMs % 1000) * 1000);
        return `${octets.length}\t${octets.length}\t${seconds}.${String(micros * 1000).padStart(9, "0")}`;
      }),
    );
    const WRONG = ["ip", "udp", "tcp", "icmp", "icmpv6"]
      .map((layer) => `${layer}.checksum.status == "Bad"`)
      .join(" || ");
    expect(tshark(file, WRONG, ["frame.number", "frame.protocols"])).toEqual([""]);
  });

  it("pcapng: the machine and the direction of each", () => {
    expect(tshark(pcapngOf(frames), "frame", ["frame.interface_name", "frame.packet_flags_direction"])).toEqual(
      frames.map(({ machine, direction }) => `${machine}\t${direction === "in" ? "0x00000001" : "0x00000002"}`),
    );
  });

  it("addresses, ports, TTL and flags of each", () => {
    const fields = ["ip.src", "ipv6.src", "ip.ttl", "ipv6.hlim", "udp.srcport", "tcp.srcport", "tcp.flags.syn"];
    const NAMES = "!icmp && !icmpv6 && !arp";
    const isTold = ({ made: { what } }: { readonly made: Made }): boolean => what !== "icmp" && what !== "arp";
    const told = frames.filter(isTold).map(({ made: { isIpv6, what, last, port, ttl } }) => {
      const ip = isIpv6 ? ["", `2001:db8::${last.toString(16)}`, "", ttl] : [`192.0.2.${last}`, "", ttl, ""];
      const ports = what === "udp" ? [port, "", ""] : ["", port, what === "syn" ? 1 : 0];
      return [...ip, ...ports].join("\t");
    });
    const read = tshark(pcapOf(frames), NAMES, fields).map((line) => line.replace("True", "1").replace("False", "0"));
    expect(read.map((line) => line.trimEnd())).toEqual(told.map((line) => line.trimEnd()));
  });
});
