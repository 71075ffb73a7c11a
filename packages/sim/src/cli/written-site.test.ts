import { describe, expect, it } from "vitest";
import { runIn, SMALL_SITE, writtenFolder } from "./written-site.fixture.ts";

const folder = writtenFolder(SMALL_SITE);

/** What `dig +short` and its kin print, one line of words each. */
const ASKED: readonly (readonly [line: string, code: number, out: string, err?: string])[] = [
  ["dig www.example.lan +short", 0, "192.0.2.80\n"],
  ["dig . www.example.lan +short", 0, "192.0.2.80\n"],
  ["dig ./site.yaml www.example.lan +short", 0, "192.0.2.80\n"],
  ["dig --from laptop www.example.lan +short", 0, "192.0.2.80\n"],
  ["dig alias.example.lan +short", 0, "www.example.lan.\n192.0.2.80\n"],
  ["dig example.lan MX +short", 0, "10 mail.example.lan.\n"],
  ["dig example.lan mx +short", 0, "10 mail.example.lan.\n"],
  ["dig example.lan SOA +short", 0, "ns.example.lan. admin.example.lan. 7 1800 900 604800 30\n"],
  ["dig -x 192.0.2.80 +short", 0, "www.example.lan.\n"],
  ["dig -x 192.0.2.99 +short", 0, ""],
  ["dig nix.example.lan +short", 0, ""],
  ["dig www +search +short", 0, "192.0.2.80\n"],
  ["dig www +short", 0, ""],
  ["dig @dns1 www.example.lan +short", 0, "192.0.2.80\n"],
  ["dig @192.0.2.53 www.example.lan +tcp +short", 0, "192.0.2.80\n"],
  ["dig version.bind TXT CH +short", 0, '"9.18.49-1~deb12u3-Debian"\n'],
  ["dig --from printer www.example.lan", 10, "", "The site does not tell whom printer asks"],
  ["dig --from printer @dns1 www.example.lan +short", 0, "192.0.2.80\n"],
  ["dig @printer www.example.lan +tries=1", 9, "", ""],
  ["dig @dns2 www.example.lan", 10, "", "dns2"],
  ["dig @198.51.100.1 www.example.lan", 10, "", "not modelled"],
  ["dig www.example.lan ADDR", 2, "", "ADDR"],
];

describe("dig among a site that was written out", () => {
  it.each(ASKED.map(([line, code, out, err]) => ({ line, code, out, err })))("$line: $code", async (asked) => {
    const ran = await runIn(folder, asked.line);
    expect({ code: ran.code, err: ran.err }).toEqual({ code: asked.code, err: asked.err === undefined ? "" : ran.err });
    if (asked.code === 0) expect(ran.out).toBe(asked.out);
    expect(ran.err).toContain(asked.err ?? "");
  });
});

describe("the other verbs", () => {
  it("check says that all of it holds", async () => {
    expect(await runIn(folder, "check")).toEqual({
      code: 0,
      err: "",
      out: "0 errors, 0 warnings; 3 of 3 expectations hold\n",
    });
  });

  it("trace names the zone", async () => {
    expect(await runIn(folder, "trace www.example.lan")).toEqual({
      code: 0,
      err: "",
      out: `laptop asks 192.0.2.53 over udp: www.example.lan. A
  -> laptop sends 192.0.2.50:40000 -> 192.0.2.53:53/udp
  -> laptop to dns1: 192.0.2.0/24 on the link (connected)
  -> dns1 takes 192.0.2.50:40000 -> 192.0.2.53:53/udp
  * BIND 9.18 on dns1 sees 192.0.2.50 as the client
    view "_default": takes 192.0.2.50 asking 192.0.2.53
    zone example.lan.: the longest local zone for www.example.lan.
  * BIND 9.18 on dns1 answers NOERROR (qr aa rd): www.example.lan. 300 A 192.0.2.80, 88 octets
`,
    });
  });

  it.each<readonly [string, number, string, string]>([
    ["map www.example.lan", 2, "", "No cluster of the site has a Corefile with the plugin kubernetes.\n"],
    ["map --all", 2, "", "No cluster of the site has a Corefile with the plugin kubernetes.\n"],
    ["show services", 1, "", "The site has no cluster.\n"],
    ["show vrrp", 1, "", "No host runs keepalived.\n"],
    ["show announcements", 1, "", "No router hears of a node by BGP.\n"],
    ["show routes laptop", 0, "192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.50 \n", ""],
    ["show routes nobody", 1, "", "No machine is called nobody.\n"],
    ["show log printer", 1, "", ""],
    ["serve --as printer", 2, "", "The site does not tell whom printer asks"],
    ["serve --server nobody", 2, "", "nobody"],
    ["serve --port -1", 2, "", "--port -1: not a port.\n"],
    ["serve --port 5.5", 2, "", "--port 5.5: not a port.\n"],
    ["serve --seed 1.5", 2, "", "--seed 1.5: not a whole number.\n"],
    ["serve --listen 300.1.1.1", 2, "", "--listen 300.1.1.1: not an address.\n"],
    ["init", 2, "", "DIR has a site.yaml already.\n"],
    ["lint site.yaml dns1/etc/bind/db.example.lan --origin example.lan", 0, "", ""],
    ["lint dns1/etc/bind", 2, "", "dns1/etc/bind cannot be read: "],
  ])("%s: %d", async (line, code, out, err) => {
    const ran = await runIn(folder, line);
    expect({ line, code: ran.code, out: ran.out }).toEqual({ line, code, out });
    expect(ran.err).toContain(err);
  });
});

describe("ask --batch", () => {
  const query = { name: "www.example.lan" };
  const ask = async (...lines: readonly unknown[]) => {
    const ran = await runIn(
      folder,
      "ask --batch",
      lines.map((line) => JSON.stringify(line)),
    );
    const results = ran.out
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    return { code: ran.code, results };
  };

  it("one line for each, in order, blank lines passed over", async () => {
    const { code, results } = await ask(
      { id: "a", from: "laptop", query },
      { id: "b", from: "laptop", query: { name: "nix.example.lan" } },
    );
    expect(code).toBe(0);
    expect(results).toMatchObject([
      {
        id: "a",
        response: {
          rcode: "NOERROR",
          flags: ["qr", "aa", "rd"],
          answer: [{ type: "A", ttl: 300, data: "192.0.2.80" }],
        },
      },
      { id: "b", response: { rcode: "NXDOMAIN", answer: [], authority: [{ type: "SOA", ttl: 30 }] } },
    ]);
  });

  it.each<readonly [string, unknown]>([
    ["nobody asks", { id: 1, query }],
    ["a stranger asks", { id: 1, from: "nobody", query }],
    ["of nobody", { id: 1, from: "laptop", server: "nobody", query }],
    ["no question", { id: 1, from: "laptop" }],
    ["a name that is none", { id: 1, from: "laptop", query: { name: "a..b" } }],
    ["a type that is none", { id: 1, from: "laptop", query: { name: "a.", type: "ADDR" } }],
    ["a moment that is none", { id: 1, from: "laptop", atMs: "now", query }],
    ["half a message", { id: 1, from: "laptop", wire: "zz" }],
  ])("what is no question is an error of that line alone: %s", async (_, line) => {
    const { code, results } = await ask(line, { id: 2, from: "laptop", query });
    expect(code).toBe(2);
    expect(results).toMatchObject([
      { id: 1, error: expect.any(String) },
      { id: 2, response: { rcode: "NOERROR" } },
    ]);
  });

  it("time does not go back", async () => {
    const { code, results } = await ask(
      { id: 1, from: "laptop", atMs: 5000, query },
      { id: 2, from: "laptop", atMs: 4999, query },
    );
    expect(code).toBe(2);
    expect(results).toMatchObject([
      { id: 1, response: { rcode: "NOERROR" } },
      { id: 2, error: expect.any(String) },
    ]);
  });
});
