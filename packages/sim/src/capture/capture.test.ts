import {
  type Address,
  BEGINNING,
  decodeMessage,
  type Endpoint,
  instantFromMs,
  makeQuery,
  nameOf,
  type RrType,
} from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Asking, askSite, digPatience, findPlace, findServer, listenIn, serversOf } from "../asking/index.ts";
import type { Hop } from "../network/index.ts";
import { stage } from "../show/kloud-lan.fixture.ts";
import { pair, told } from "../simulation/pair.fixture.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { SiteTwin } from "../site/index.ts";
import { Capture } from "./capture.ts";
import { pcapngOf, pcapOf } from "./pcap.ts";
import { type ReadFrame, readCapture } from "./read-capture.fixture.ts";

interface Put {
  readonly from: string;
  readonly server?: string;
  readonly name: string;
  readonly type?: RrType;
  readonly transport?: "udp" | "tcp";
}

function askingOf(twin: SiteTwin, { from, server, transport = "udp" }: Put): Asking {
  const place = findPlace(twin, from);
  if (place.kind === "missing") throw new Error(place.why);
  const servers = server === undefined ? serversOf(twin, place.value) : findServer(twin, server);
  if (servers.kind === "missing") throw new Error(servers.why);
  return { from: place.value, servers: [servers.value].flat(), source: null, transport };
}

/** What whoever listens at a machine, or at all of them, reads of one question on a site at rest. */
function seen(put: Put, at: string | null, site = "kloud-lan"): readonly ReadFrame[] {
  const twin = stage(site);
  const capture = new Capture(twin.network.stations.keys(), at);
  listenIn(twin, capture.take, "questions");
  const query = makeQuery({ name: nameOf(put.name), type: put.type ?? "A", class: "IN" });
  askSite(twin, askingOf(twin, put), query, BEGINNING, digPatience);
  return readCapture(at === null ? pcapngOf(capture.frames) : pcapOf(capture.frames));
}

/** `mac out udp ...` for each frame, with what the DNS message asks. */
function linesOf(frames: readonly ReadFrame[]): readonly string[] {
  return frames.map(({ machine, direction, what, ttl, content }) => {
    const place = direction === null ? "" : `${machine} ${direction} `;
    return `${place}${what}${ttl === null ? "" : ` ttl ${ttl}`}${what.startsWith("udp") ? ` ${askedIn(content)}` : ""}`;
  });
}

function askedIn(octets: Uint8Array): string {
  const decoded = decodeMessage(octets);
  if (decoded.kind !== "message") throw new Error("no DNS message");
  const { isResponse } = decoded.header;
  return `${isResponse ? "answer" : "question"} ${decoded.message.questions.map(({ name, type }) => `${name.text} ${type}`).join()}`;
}

const WEB = "web.linkerd-viz.k8s1-prod.kloud.lan.";

describe("a question's way, at each capture point", () => {
  it("a node shows the packet before and after its translation, and the other way round on the way back", () => {
    const put = { from: "mac", server: "198.19.0.30", name: WEB };
    expect(linesOf(seen(put, "k8s1master1"))).toEqual([
      `udp 192.168.20.77:40000 > 198.19.0.30:53 ttl 63 question ${WEB} A`,
      `udp 192.168.20.77:40000 > 100.64.0.10:53 ttl 62 question ${WEB} A`,
      `udp 100.64.0.10:53 > 192.168.20.77:40000 ttl 64 answer ${WEB} A`,
      `udp 198.19.0.30:53 > 192.168.20.77:40000 ttl 63 answer ${WEB} A`,
    ]);
  });

  it("where the address is translated twice, the pod sees the node and the client the service", () => {
    const put = { from: "mac", server: "198.19.0.30", name: WEB };
    const lines = linesOf(seen(put, null, "kloud-lan-policy-cluster"));
    expect(lines[0]).toBe(`mac out udp 192.168.20.77:40000 > 198.19.0.30:53 ttl 64 question ${WEB} A`);
    expect(lines.at(-1)).toBe(`mac in udp 198.19.0.30:53 > 192.168.20.77:40000 ttl 62 answer ${WEB} A`);
  });

  it("each frame is seen where it leaves and where it arrives, and a router lowers its TTL", () => {
    const put = { from: "mac", server: "192.168.13.11", name: "kloud.lan.", type: "SOA" } as const;
    expect(linesOf(seen(put, null))).toEqual([
      "mac out udp 192.168.20.77:40000 > 192.168.13.11:53 ttl 64 question kloud.lan. SOA",
      "router in udp 192.168.20.77:40000 > 192.168.13.11:53 ttl 64 question kloud.lan. SOA",
      "router out udp 192.168.20.77:40000 > 192.168.13.11:53 ttl 63 question kloud.lan. SOA",
      "dns1 in udp 192.168.20.77:40000 > 192.168.13.11:53 ttl 63 question kloud.lan. SOA",
      "dns1 out udp 192.168.13.11:53 > 192.168.20.77:40000 ttl 64 answer kloud.lan. SOA",
      "router in udp 192.168.13.11:53 > 192.168.20.77:40000 ttl 64 answer kloud.lan. SOA",
      "router out udp 192.168.13.11:53 > 192.168.20.77:40000 ttl 63 answer kloud.lan. SOA",
      "mac in udp 192.168.13.11:53 > 192.168.20.77:40000 ttl 63 answer kloud.lan. SOA",
    ]);
  });

  it("a server's own questions are other conversations, with other ports", () => {
    const lines = linesOf(seen({ from: "laptop", server: "192.168.13.11", name: WEB }, "dns1"));
    expect(lines.filter((line) => line.includes("> 198.19.0.30:53")).map((line) => line.split(" ")[1])).toEqual([
      "192.168.13.11:40001",
      "192.168.13.11:40002",
    ]);
  });

  it("what stays on a machine is seen once", () => {
    const put = { from: "laptop", name: "kloud.lan.", type: "SOA" } as const;
    const [first, second] = linesOf(seen(put, "laptop"));
    expect(first).toBe("udp 127.0.0.1:40000 > 127.0.0.53:53 ttl 64 question kloud.lan. SOA");
    expect(second).toBe("udp 192.168.13.50:40001 > 192.168.13.10:53 ttl 64 question kloud.lan. SOA");
  });

  it("a closed port says so: with ICMP that quotes the datagram, or with a reset", () => {
    const put = { from: "laptop", server: "192.168.13.91", name: "kloud.lan." };
    const [asked, refused] = seen(put, "laptop");
    expect([asked?.what, refused?.what]).toEqual([
      "udp 192.168.13.50:40000 > 192.168.13.91:53",
      "icmp 192.168.13.91 > 192.168.13.50 3/3",
    ]);
    // Behind ICMP's own eight octets the IP header and the whole datagram.
    expect(refused?.content.subarray(28)).toEqual(asked?.content);
    const overTcp = seen({ ...put, transport: "tcp" }, "laptop").slice(0, 2);
    expect(overTcp.map(({ what }) => what.split(" ").slice(4).join(" "))).toEqual([
      "S 1000+0 ack 0",
      "R. 0+0 ack 1001",
    ]);
  });
});

describe("over TCP", () => {
  it("a conversation from SYN to FIN, each message behind its length", () => {
    const put = { from: "laptop", server: "192.168.13.11", name: "kloud.lan.", type: "SOA", transport: "tcp" } as const;
    const frames = seen(put, "dns1");
    expect(frames.map(({ what }) => what)).toEqual([
      "tcp 192.168.13.50:40000 > 192.168.13.11:53 S 1000+0 ack 0",
      "tcp 192.168.13.11:53 > 192.168.13.50:40000 S. 5000+0 ack 1001",
      "tcp 192.168.13.50:40000 > 192.168.13.11:53 . 1001+0 ack 5001",
      "tcp 192.168.13.50:40000 > 192.168.13.11:53 P. 1001+29 ack 5001",
      "tcp 192.168.13.11:53 > 192.168.13.50:40000 P. 5001+81 ack 1030",
      "tcp 192.168.13.50:40000 > 192.168.13.11:53 F. 1030+0 ack 5082",
      "tcp 192.168.13.11:53 > 192.168.13.50:40000 F. 5082+0 ack 1031",
      "tcp 192.168.13.50:40000 > 192.168.13.11:53 . 1031+0 ack 5083",
    ]);
    expect(frames[4]?.content[1]).toBe(79);
  });

  it.each([
    ["IPv4", "192.0.2.50", "192.0.2.53", [1460, 1460, 82]],
    ["IPv6", "2001:db8::50", "2001:db8::53", [1440, 1440, 122]],
  ])(
    "over %s a long answer is cut into segments that fit Ethernet, and nothing of it is missing",
    (_, one, other, sizes) => {
      const [client, server] = [
        { address: one as Address, port: 40_000 },
        { address: other as Address, port: 53 },
      ];
      const forwarded = (from: string, to: string, source: Endpoint, destination: Endpoint): Hop => {
        return {
          kind: "forwarded",
          at: from,
          to,
          neighbour: null,
          packet: { source, destination, protocol: "tcp" },
          why: "",
        };
      };
      const [there, back] = [[forwarded("a", "b", client, server)], [forwarded("b", "a", server, client)]];
      const capture = new Capture(["a", "b"], "a");
      const conversation = {};
      const octets = new Uint8Array(12);
      const way = { hops: there, arrivals: [0] };
      capture.take(
        { kind: "question", conversation, transport: "tcp", octets, way, back, isOpen: false, keeps: false },
        BEGINNING,
      );
      const message = Uint8Array.from({ length: 3000 }, (_octet, place) => place % 251);
      capture.take({ kind: "reply", conversation, messages: [message], way: { hops: back, arrivals: [0] } }, BEGINNING);
      const parts = readCapture(pcapOf(capture.frames)).filter(
        ({ what, content }) => content.length > 0 && /:53 > /.test(what),
      );
      expect(parts.map(({ content }) => content.length)).toEqual(sizes);
      expect(parts.flatMap(({ content }) => [...content])).toEqual([3000 >> 8, 3000 & 0xff, ...message]);
    },
  );
});

describe("a simulation", () => {
  function watch(simulation: Simulation, at: string | null): Capture {
    const capture = new Capture(simulation.world.network.stations.keys(), at);
    simulation.listenIn(capture.take);
    return capture;
  }

  it("a take-over: adverts each second, silence, the other's advert, five gratuitous ARPs (vrrp-measured.md section 4)", () => {
    const simulation = pair();
    const capture = watch(simulation, "dns2");
    simulation.at(instantFromMs(2500), () => simulation.inject({ kind: "crash", machine: "dns1" }));
    simulation.runUntil(instantFromMs(7000));
    const lines = linesOf(readCapture(pcapOf(capture.frames)));
    const advert = (host: number, priority: number): string =>
      `vrrp2 192.168.13.${host} > 224.0.0.18 vrid 51 prio ${priority} count 1 ttl 255`;
    expect(lines.filter((line) => line === advert(11, 101)).length).toBeGreaterThanOrEqual(2);
    const taken = lines.indexOf(advert(12, 100));
    expect(lines.slice(taken + 1, taken + 6)).toEqual(Array(5).fill("arp 192.168.13.10 asks for 192.168.13.10"));
    expect(lines.lastIndexOf(advert(11, 101))).toBeLessThan(taken);
  });

  it("version 3 of IPv4 counts the pseudo header in, and tells its interval in hundredths of a second", () => {
    const simulation = pair({ global: "global_defs {\n vrrp_version 3\n}" });
    const capture = watch(simulation, "dns1");
    simulation.runUntil(instantFromMs(1500));
    expect(linesOf(readCapture(pcapOf(capture.frames)))[0]).toBe(
      "vrrp3 192.168.13.11 > 224.0.0.18 vrid 51 prio 101 count 1 ttl 255",
    );
  });

  it("a packet that is lost on a link is seen where it left, and nowhere else", () => {
    const simulation = pair();
    // By now it knows whose the address is; who has to ask the link sends nothing at all.
    put(simulation, "cl", 900);
    simulation.inject({ kind: "cut", between: ["cl", "dns1"], direction: "one-way" });
    const capture = watch(simulation, null);
    put(simulation, "cl", 900);
    const dns = readCapture(pcapngOf(capture.frames)).filter(({ what }) => what.startsWith("udp"));
    expect(dns.map(({ machine, direction }) => `${machine} ${direction}`)).toEqual(["cl out"]);
  });

  it("every hop takes its time: stamps are those of the site", () => {
    const simulation = pair();
    simulation.runUntil(instantFromMs(1000));
    const capture = watch(simulation, null);
    put(simulation, "far", 900);
    const dns = readCapture(pcapngOf(capture.frames, 1_700_000_000)).filter(({ what }) => what.startsWith("udp"));
    expect(dns.map(({ at, machine, direction }) => `${at - 1_700_000_000_000} ${machine} ${direction}`)).toEqual([
      "1000 far out",
      "1000.25 router in",
      "1000.25 router out",
      "1000.5 dns1 in",
      "1000.5 dns1 out",
      "1000.75 router in",
      "1000.75 router out",
      "1001 far in",
    ]);
  });

  function put(simulation: Simulation, from: string, forMs: number): void {
    const asking = askingOf(simulation.world, { from, server: "192.168.13.10", name: "who.lab." });
    const query = makeQuery({ name: nameOf("who.lab."), type: "TXT", class: "IN" });
    simulation.ask(asking, query, (answer) => void told(answer), { ...digPatience, attempts: 1 });
    simulation.runFor(forMs);
  }
});

describe("law: whatever is asked from wherever, a strict reader has nothing to complain of", () => {
  const put = fc.record({
    from: fc.constantFrom("laptop", "mac", "dns2", "k8s1master3", "dnsutils/dnsutils"),
    server: fc.constantFrom("192.168.13.10", "192.168.13.12", "198.19.0.30", "router", "isp", "192.168.13.99"),
    name: fc.constantFrom(WEB, "kloud.lan.", "www.example.com.", "cluster.local.", "nobody.invalid."),
    type: fc.constantFrom<RrType>("A", "SOA", "AXFR", "ANY"),
    transport: fc.constantFrom<"udp" | "tcp">("udp", "tcp"),
  });

  it("and what leaves a machine arrives with the same octets", () => {
    fc.assert(
      fc.property(put, (own) => {
        const frames = seen(own, null);
        const [out, into] = (["out", "in"] as const).map((way) => frames.filter(({ direction }) => direction === way));
        for (const { what, ttl } of into ?? []) {
          expect(out?.some((other) => other.what === what && other.ttl === ttl)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});
