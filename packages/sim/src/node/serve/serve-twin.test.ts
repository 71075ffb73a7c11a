import { execFile, spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import {
  BEGINNING,
  decodeMessage,
  encodeMessage,
  frameForTcp,
  instantFromMs,
  makeQuery,
  type NameServer,
  nameOf,
  printRdata,
  type Query,
  type RrType,
  responseFromMessage,
} from "@splithorizon/core";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { askOnce } from "../../asking/index.ts";
import { ManualAgenda } from "../../live/index.ts";
import { COREDNS_POD, placeOf, serverOf, waitingSite } from "../../live/waiting-site.fixture.ts";
import { lotsFromSeed } from "../../sending/index.ts";
import type { SiteTwin } from "../../site/index.ts";
import { loadSite } from "../../site/index.ts";
import { readFolder } from "../read-folder.ts";
import { askUdp, TcpClient, until } from "./clients.fixture.ts";
import { realAgenda } from "./real-agenda.ts";
import type { ServeEvent } from "./serve-event.ts";
import { type ServeOptions, type Serving, serveTwin } from "./serve-twin.ts";

const EXAMPLES = readFolder(new URL("../../../../../examples", import.meta.url).pathname);
const toClose: Serving[] = [];

afterEach(async () => {
  for (const serving of toClose.splice(0)) await serving.close();
});

interface Bench {
  readonly serving: Serving;
  readonly agenda: ManualAgenda;
  readonly events: ServeEvent[];
}

async function serve(
  from = "laptop",
  to = "dns1",
  twin: SiteTwin = waitingSite(),
  changes: Partial<ServeOptions> = {},
): Promise<Bench> {
  const agenda = new ManualAgenda();
  const events: ServeEvent[] = [];
  const report = (event: ServeEvent): void => void events.push(event);
  const options = { twin, from: placeOf(twin, from), to: serverOf(twin, to), agenda, report, ...changes };
  const serving = await serveTwin(options);
  toClose.push(serving);
  return { serving, agenda, events };
}

function query(name: string, type: RrType = "A", changes: Partial<Query> = {}): Uint8Array {
  return encodeMessage({ ...makeQuery({ name: nameOf(name), type, class: "IN" }), id: 0x1234, ...changes });
}

function rcodesOf(messages: readonly Uint8Array[]): readonly string[] {
  return messages.map((bytes) => {
    const decoded = decodeMessage(bytes);
    return decoded.kind === "message" ? `${decoded.message.id} ${decoded.message.rcode}` : "undecodable";
  });
}

function kloudLan(): SiteTwin {
  const { value } = loadSite(EXAMPLES, "/kloud-lan/site.yaml");
  if (value === null) throw new Error("no site");
  return value;
}

/** The octets that `askOnce` gets for the same octets, each message of them; from a twin of its own. */
function expectedOf(
  twin: SiteTwin,
  from: string,
  to: string,
  transport: "udp" | "tcp",
  bytes: Uint8Array,
): readonly string[] {
  const asking = { from: placeOf(twin, from), servers: [serverOf(twin, to)], source: null, transport };
  const answer = askOnce(twin, asking, { kind: "bytes", bytes }, BEGINNING, 60_000);
  return answer.kind === "answered" ? answer.wire.map((message) => Buffer.from(message).toString("hex")) : [];
}

const EDNS = { udpSize: 4096, version: 0, dnssecOk: true, z: 0, options: [] } as const;

describe("the same octets as askOnce", () => {
  const cases: readonly (readonly [string, string, string, Uint8Array])[] = [
    ["BIND's own zone", "laptop", "192.168.13.10", query("ns.kloud.lan.")],
    ["a delegation into the cluster", "mac", "192.168.13.10", query("web.linkerd-viz.k8s1-prod.kloud.lan.")],
    ["the acl", "laptop", "198.19.0.30", query("web.linkerd-viz.k8s1-prod.kloud.lan.")],
    ["inside", "dnsutils/dnsutils", "198.18.0.10", query("web.linkerd-viz.svc.cluster.local.")],
    ["EDNS", "dnsutils/dnsutils", "198.18.0.10", query("web.linkerd-viz.svc.cluster.local.", "SRV", { edns: EDNS })],
    ["a name error", "dnsutils/dnsutils", "198.18.0.10", query("no.such.svc.cluster.local.", "A", { edns: EDNS })],
    ["class ANY and an odd opcode", "laptop", "192.168.13.10", query("x.", "ANY", { opcode: "STATUS" })],
    ["systemd-resolved", "laptop", "127.0.0.53", query("web.linkerd-viz.k8s1-prod.kloud.lan.")],
    [
      "trailing octets",
      "dnsutils/dnsutils",
      "198.18.0.10",
      Buffer.concat([query("web.linkerd-viz.svc.cluster.local."), Buffer.of(1, 2)]),
    ],
  ];

  it.each(cases)("%s", async (_what, from, to, bytes) => {
    const { serving } = await serve(from, to, kloudLan());
    const expected = expectedOf(kloudLan(), from, to, "udp", bytes);
    expect(expected).toHaveLength(1);
    expect((await askUdp(serving, bytes))?.toString("hex")).toBe(expected[0]);
    const client = new TcpClient(serving);
    client.socket.end(frameForTcp(bytes));
    const [answer] = await client.messages(1);
    expect(answer?.toString("hex")).toBe(expectedOf(kloudLan(), from, to, "tcp", bytes)[0]);
  });

  it("a transfer, all of its messages", async () => {
    const twin = waitingSite();
    const { serving } = await serve("laptop", "dns1", twin);
    const bytes = query("kloud.lan.", "AXFR");
    const expected = expectedOf(waitingSite(), "laptop", "dns1", "tcp", bytes);
    const client = new TcpClient(serving);
    client.socket.write(frameForTcp(bytes));
    expect((await client.messages(expected.length)).map((message) => message.toString("hex"))).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it("law: any question, and any octets", async () => {
    const twin = kloudLan();
    const other = kloudLan();
    const { serving } = await serve("dnsutils/dnsutils", "198.18.0.10", twin);
    const label = fc.constantFrom(
      "web",
      "linkerd-viz",
      "svc",
      "cluster",
      "local",
      "kube-dns",
      "kube-system",
      "_http",
      "_tcp",
      "ns",
      "dns",
      "*",
      "100-64-0-10",
      "pod",
      "in-addr",
      "arpa",
      "10",
      "0",
      "18",
      "198",
    );
    const questions = fc
      .record({
        name: fc.array(label, { maxLength: 6 }).map((labels) => `${labels.join(".")}.`),
        zone: fc.constantFrom("", "svc.cluster.local.", "web.linkerd-viz.svc.cluster.local.", "k8s1-prod.kloud.lan."),
        type: fc.constantFrom<RrType>("A", "AAAA", "SRV", "PTR", "NS", "SOA", "TXT", "ANY", "DS", "HTTPS"),
        size: fc.constantFrom(null, 0, 512, 600, 1232, 4096, 65_535),
        id: fc.nat(65_535),
      })
      .map(({ name, zone, type, size, id }) =>
        query(zone === "" ? name : `${name === "." ? "" : name}${zone}`, type, {
          id,
          edns: size === null ? null : { ...EDNS, udpSize: size },
        }),
      );
    const octets = fc.uint8Array({ maxLength: 80 }).filter((bytes) => ((bytes[2] ?? 0x80) & 0x80) === 0);
    const mutated = fc.tuple(questions, fc.nat(), fc.nat(255)).map(([bytes, at, value]) => {
      const copy = Uint8Array.from(bytes);
      copy[at % copy.length] = value;
      return copy;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 5, arbitrary: questions }, octets, mutated), async (bytes) => {
        const expected = expectedOf(other, "dnsutils/dnsutils", "198.18.0.10", "udp", bytes)[0];
        const isAnswer = ((bytes[2] ?? 0x80) & 0x80) !== 0;
        const answer = await askUdp(serving, bytes, expected === undefined || isAnswer ? 20 : 2000);
        expect(answer?.toString("hex")).toBe(isAnswer ? undefined : expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe("time passes as it would", () => {
  it("named's SERVFAIL comes after its 10 seconds, and quick questions overtake it", async () => {
    const { serving, agenda } = await serve();
    const slow = askUdp(serving, query("x.silent.test."));
    await until(() => agenda.next !== null);
    const quick = await askUdp(serving, query("www.kloud.lan."));
    expect(rcodesOf(quick === null ? [] : [quick])).toEqual(["4660 NOERROR"]);
    agenda.passUntil(instantFromMs(9_999));
    expect(await Promise.race([slow, sleep(50, "not yet")])).toBe("not yet");
    agenda.passUntil(instantFromMs(10_000));
    const answer = await slow;
    expect(rcodesOf(answer === null ? [] : [answer])).toEqual(["4660 SERVFAIL"]);
  });

  it("with the machine's own clock", async () => {
    const from = COREDNS_POD;
    const asking = {
      from: placeOf(waitingSite(), from),
      servers: [serverOf(waitingSite(), "127.0.0.1")],
      source: null,
    };
    const content = { kind: "bytes", bytes: query("x.silent.test.") } as const;
    const expected = askOnce(waitingSite(), { ...asking, transport: "udp" }, content, BEGINNING, 60_000);
    const { serving } = await serve(from, "127.0.0.1", waitingSite(), { agenda: realAgenda() });
    const started = performance.now();
    const answer = await askUdp(serving, content.bytes, 20_000);
    expect(rcodesOf(answer === null ? [] : [answer])).toEqual(["4660 SERVFAIL"]);
    expect(performance.now() - started).toBeGreaterThan("elapsedMs" in expected ? expected.elapsedMs - 1 : Number.NaN);
  });
});

describe("UDP", () => {
  it.each([
    ["an answer is never answered", Buffer.from("123484000001000000000000037777770000010001", "hex")],
    ["nor what is too short to be told from one", Buffer.from("1234", "hex")],
    ["nothing at all", Buffer.alloc(0)],
  ])("%s", async (_what, bytes) => {
    const { serving, events } = await serve();
    expect(await askUdp(serving, bytes, 100)).toBeNull();
    expect(events).toEqual([]);
    expect(await askUdp(serving, query("www.kloud.lan."))).not.toBeNull();
  });

  it.each([
    ["512 octets without EDNS", null, 512],
    ["what the client takes", 600, 600],
    ["512 however little it takes", 100, 512],
  ])("never more than %s", async (_what, size, most) => {
    const { serving } = await serve();
    const edns = size === null ? null : { ...EDNS, udpSize: size };
    const answer = await askUdp(serving, query("many.kloud.lan.", "TXT", { edns }));
    const decoded = decodeMessage(answer ?? Buffer.alloc(0));
    expect(answer?.length).toBeLessThanOrEqual(most);
    expect(decoded.kind === "message" && decoded.message.flags.truncated).toBe(true);
  });

  it.each([
    ["silence", "silent", "x.kloud.lan.", { kind: "unanswered", why: /^the firewall of silent drops / }],
    ["a closed port", "router", "x.kloud.lan.", { kind: "unanswered", why: /nothing listens there$/ }],
    [
      "a gap",
      "dns1",
      "x.gap.test.",
      { kind: "not-modelled", why: /^the site has no machine with the address 192\.0\.2\.99/ },
    ],
  ])("%s sends nothing, and says why", async (_what, to, name, { kind, why }) => {
    const { serving, events } = await serve("laptop", to);
    expect(await askUdp(serving, query(name), 100)).toBeNull();
    expect(events).toEqual([
      {
        kind,
        transport: "udp",
        client: { address: "127.0.0.1", port: expect.any(Number) },
        question: `${name} A`,
        why: expect.stringMatching(why),
      },
    ]);
  });
});

/** The site with a server of its own on dns1, which sends so many octets whatever the client takes. */
function siteThatSends(octets: number): SiteTwin {
  const twin = waitingSite();
  const data = { type: "NULL", octets: new Uint8Array(octets) } as const;
  const server: NameServer = {
    receive: ({ content }) => {
      const decoded = content.kind === "bytes" ? decodeMessage(content.bytes) : null;
      if (decoded?.kind !== "message") return { kind: "silence", why: "malformed" };
      const response = responseFromMessage({
        ...decoded.message,
        answer: [{ owner: nameOf("x."), class: "IN", ttl: 0, data }],
      });
      return { kind: "reply", messages: [response] };
    },
    change: () => {},
    nextWake: () => null,
    wake: () => [],
    fork: () => server,
  };
  return {
    ...twin,
    residents: [{ station: "dns1", program: "coredns", title: "too much", server, listensOn: () => true }],
  };
}

describe("a server that would send too much over UDP (a defect of the twin)", () => {
  const edns = { ...EDNS, udpSize: 2000 };
  const header = query("x.", "NULL", { edns }).length + 13;
  it.each([
    ["exactly what the client takes is sent", 2000 - header, true],
    ["an octet more is not, and is reported", 2001 - header, false],
  ])("%s", async (_what, octets, isSent) => {
    const { serving, events } = await serve("laptop", "dns1", siteThatSends(octets));
    const answer = await askUdp(serving, query("x.", "NULL", { edns }), isSent ? 2000 : 100);
    expect(answer?.length).toBe(isSent ? 2000 : undefined);
    expect(events.map(({ kind }) => kind)).toEqual(isSent ? [] : ["oversized"]);
  });
});

describe("TCP", () => {
  it.each([
    ["octet by octet", [...frameForTcp(query("www.kloud.lan."))].map((octet) => [octet]), 1],
    ["two in one piece", [[...frameForTcp(query("www.kloud.lan.")), ...frameForTcp(query("ns.kloud.lan."))]], 2],
    [
      "behind empty messages and an answer",
      [
        [0, 0, 0, 0, ...frameForTcp(Buffer.from("123484000000000000000000", "hex"))],
        [...frameForTcp(query("www.kloud.lan."))],
      ],
      1,
    ],
  ])("%s", async (_what, pieces, count) => {
    const { serving } = await serve();
    const client = new TcpClient(serving);
    client.socket.setNoDelay(true);
    for (const piece of pieces) {
      client.socket.write(Buffer.from(piece));
      await sleep(1);
    }
    const messages = await client.messages(count);
    expect(rcodesOf(messages)).toEqual(Array.from({ length: count }, () => "4660 NOERROR"));
    client.socket.destroy();
  });

  it("a quick question overtakes a slow one on the same connection, and the slow one is answered after the client's end", async () => {
    const { serving, agenda } = await serve();
    const client = new TcpClient(serving);
    client.socket.end(
      Buffer.concat([
        frameForTcp(query("x.silent.test.", "A", { id: 1 })),
        frameForTcp(query("www.kloud.lan.", "A", { id: 2 })),
      ]),
    );
    expect(rcodesOf(await client.messages(1))).toEqual(["2 NOERROR"]);
    await until(() => agenda.next !== null);
    agenda.passUntil(instantFromMs(60_000));
    expect(rcodesOf(await client.messages(2))).toEqual(["2 NOERROR", "1 SERVFAIL"]);
    await until(() => client.hasEnded);
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["half a prefix", Buffer.of(0)],
    ["65,535 announced, little sent", Buffer.from("ffff0001020304", "hex")],
  ])("a client that sends %s is closed after 10 seconds, however it drips", async (_what, octets) => {
    const { serving, agenda, events } = await serve();
    const client = new TcpClient(serving);
    client.socket.write(octets);
    await until(() => agenda.next !== null);
    for (const ms of [3000, 6000, 9999]) {
      client.socket.write(Buffer.of(0xff));
      await sleep(20);
      agenda.passUntil(instantFromMs(ms));
    }
    await sleep(20);
    expect(client.hasEnded).toBe(false);
    agenda.passUntil(instantFromMs(10_000));
    await until(() => client.hasEnded);
    expect(events).toEqual([
      { kind: "connection-closed", client: expect.anything(), why: "neither asked nor took an answer for 10 s" },
    ]);
  });

  it("each whole question gives the client another 10 seconds", async () => {
    const { serving, agenda } = await serve();
    const client = new TcpClient(serving);
    for (let asked = 1; asked <= 3; asked += 1) {
      client.socket.write(frameForTcp(query("www.kloud.lan.")));
      expect(await client.messages(asked)).toHaveLength(asked);
      await sleep(20);
      agenda.passUntil(instantFromMs(asked * 9000));
    }
    expect(client.hasEnded).toBe(false);
    agenda.passUntil(instantFromMs(28_000));
    await until(() => client.hasEnded);
  });

  it("a client that takes no answers is not read from any more, and closed after 10 seconds", async () => {
    const { serving, agenda, events } = await serve();
    const client = new TcpClient(serving, { reads: "nothing" });
    const frame = frameForTcp(query("many.kloud.lan.", "TXT"));
    const flood = Buffer.concat(Array.from({ length: 1000 }, () => frame));
    for (let sent = 0; sent < 300; sent += 1) client.socket.write(flood);
    await until(() => agenda.next !== null);
    await sleep(500);
    expect(client.socket.writableLength).toBeGreaterThan(flood.length);
    agenda.passUntil(instantFromMs(9999));
    expect(events).toEqual([]);
    agenda.passUntil(instantFromMs(10_000));
    expect(events).toMatchObject([{ kind: "connection-closed", why: "neither asked nor took an answer for 10 s" }]);
    client.socket.destroy();
  });

  it("the 101st connection is refused, and a free place is taken again", async () => {
    const { serving, events } = await serve();
    const clients = Array.from({ length: 100 }, () => new TcpClient(serving));
    for (const client of clients) client.socket.write(frameForTcp(query("www.kloud.lan.")));
    for (const client of clients) expect(await client.messages(1)).toHaveLength(1);
    const late = new TcpClient(serving);
    late.socket.write(frameForTcp(query("www.kloud.lan.")));
    expect(await late.messages(1)).toEqual([]);
    expect(events.map((event) => "why" in event && event.why)).toEqual(["there are 100 connections already"]);
    clients[0]?.socket.destroy();
    await sleep(50);
    const next = new TcpClient(serving);
    next.socket.write(frameForTcp(query("www.kloud.lan.")));
    expect(await next.messages(1)).toHaveLength(1);
    for (const client of [...clients, late, next]) client.socket.destroy();
  });

  it("a client that goes away while its question waits harms nobody", async () => {
    const { serving, agenda } = await serve();
    const client = new TcpClient(serving);
    client.socket.write(frameForTcp(query("x.silent.test.")));
    await until(() => agenda.next !== null && agenda.next < 10_000);
    client.socket.resetAndDestroy();
    await sleep(50);
    agenda.passUntil(instantFromMs(60_000));
    expect(await askUdp(serving, query("www.kloud.lan."))).not.toBeNull();
  });
});

describe("equal records", () => {
  /** The order of the six records of many.kloud.lan, `abcdef` as they stand in the zone, each time that they are asked for. */
  async function ordersSeen(changes: Partial<ServeOptions>, questions: number): Promise<readonly string[]> {
    const { serving } = await serve("laptop", "dns1", waitingSite(), changes);
    const texts: string[] = [];
    for (let turn = 0; turn < questions; turn += 1) {
      const client = new TcpClient(serving);
      client.socket.end(frameForTcp(query("many.kloud.lan.", "TXT")));
      const [answer] = await client.messages(1);
      texts.push(orderIn(answer ?? new Uint8Array()));
    }
    return texts;
  }

  function orderIn(bytes: Uint8Array): string {
    const decoded = decodeMessage(bytes);
    if (decoded.kind !== "message") return "undecodable";
    return decoded.message.answer.map(({ data }) => printRdata(data).at(-2)).join("");
  }

  it("come in one order, unless somebody draws", async () => {
    expect(new Set(await ordersSeen({}, 5))).toEqual(new Set(["abcdef"]));
  });

  it("drawn by a seed: in many orders, and the same ones again", async () => {
    const drawn = await ordersSeen({ lots: lotsFromSeed(1) }, 20);
    expect(new Set(drawn.map((text) => text[0])).size).toBeGreaterThan(2);
    expect(new Set(drawn.map((text) => [...text].toSorted().join("")))).toEqual(new Set(["abcdef"]));
    expect(await ordersSeen({ lots: lotsFromSeed(1) }, 20)).toEqual(drawn);
    expect(await ordersSeen({ lots: lotsFromSeed(2) }, 20)).not.toEqual(drawn);
  });
});

describe("where it listens", () => {
  it("::1 when told so, and the port that it was told", async () => {
    const { serving } = await serve();
    const { serving: six } = await serve("laptop", "dns1", waitingSite(), {
      listen: { kind: "loopback", family: "ipv6" },
      port: serving.port,
    });
    expect([six.address, six.port]).toEqual(["::1", serving.port]);
    expect(await askUdp(six, query("www.kloud.lan."))).not.toBeNull();
  });

  it("a port that somebody has is an error, and nothing stays open", async () => {
    const { serving } = await serve();
    await expect(serve("laptop", "dns1", waitingSite(), { port: serving.port })).rejects.toThrow("EADDRINUSE");
  });

  it("closed, it answers nobody, and its port is free at once", async () => {
    const { serving } = await serve();
    const client = new TcpClient(serving);
    client.socket.write(frameForTcp(query("x.silent.test.")));
    await sleep(20);
    toClose.splice(0);
    await serving.close();
    await until(() => client.hasEnded);
    expect(await askUdp(serving, query("www.kloud.lan."), 50)).toBeNull();
    const again = await serve("laptop", "dns1", waitingSite(), { port: serving.port });
    expect(again.serving.port).toBe(serving.port);
  });
});

function hasDig(): boolean {
  return spawnSync("dig", ["-v"]).status === 0;
}

describe.skipIf(!hasDig())("Debian's dig (skipped where there is no dig)", () => {
  it.each([
    ["UDP", []],
    ["TCP", ["+tcp"]],
  ])("over %s", async (transport, flags) => {
    const { serving } = await serve("laptop", "192.168.13.10", kloudLan());
    const words = [
      "-p",
      String(serving.port),
      "@127.0.0.1",
      "+time=5",
      "+tries=1",
      ...flags,
      "web.linkerd-viz.k8s1-prod.kloud.lan",
    ];
    const output = await new Promise<string>((resolve, reject) =>
      execFile("dig", words, (error, stdout) => (error === null ? resolve(stdout) : reject(error))),
    );
    expect(output).toMatch(/status: NOERROR/);
    expect(output).toMatch(/flags: qr rd ra;/);
    expect(output).toMatch(/^web\.linkerd-viz\.k8s1-prod\.kloud\.lan\. 5 IN A\t198\.19\.0\.5$/m);
    expect(output).toContain(`(${transport})`);
    expect(output).not.toContain("WARNING: Message");
  });
});
