import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "@splithorizon/core";
import { afterAll, expect, test } from "vitest";
import { type CliIo, unhurried } from "./io.ts";
import { runCli } from "./program.ts";

const EXAMPLES = join(import.meta.dirname, "../../../../examples");
const scratch = mkdtempSync(join(tmpdir(), "splithorizon-cli-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a test does while a command waits to be stopped. */
let onStop: (said: () => { readonly out: string; readonly err: string }) => Promise<void> = async () => {};

/** Runs a command line among the examples; the clock stands at the tutorial's moment. */
async function run(line: string, input: readonly string[] = [], workingDirectory: string = EXAMPLES): Promise<Ran> {
  let out = "";
  let err = "";
  const io: CliIo = {
    ...unhurried,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    lines: async function* () {
      yield* input;
    },
    untilStopped: () => onStop(() => ({ out, err })),
    workingDirectory,
    now: () => 1_704_213_552_000,
  };
  const code = await runCli(line.split(" "), io);
  return { code, out, err };
}

test("says its version", async () => {
  expect(await run("--version")).toEqual({ code: 0, err: "", out: `${VERSION}\n` });
});

test("dig prints as dig prints", async () => {
  expect(await run("dig kloud-lan web.linkerd-viz.k8s1-prod.kloud.lan")).toEqual({
    code: 0,
    err: "",
    out: `
; <<>> DiG 9.18 (splithorizon) <<>> web.linkerd-viz.k8s1-prod.kloud.lan
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 14940
;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 65494
;; QUESTION SECTION:
;web.linkerd-viz.k8s1-prod.kloud.lan. IN	A

;; ANSWER SECTION:
web.linkerd-viz.k8s1-prod.kloud.lan. 5 IN A	198.19.0.5

;; Query time: 0 msec
;; SERVER: 127.0.0.53#53(127.0.0.53) (UDP)
;; WHEN: Tue Jan 02 16:39:12 UTC 2024
;; MSG SIZE  rcvd: 80

`,
  });
});

const UNDERSTOOD: readonly (readonly [string, string])[] = [
  ["dig kloud-lan --from dnsutils/dnsutils kube-dns.kube-system.svc.cluster.local +short", "198.18.0.10\n"],
  [
    "dig kloud-lan --from dnsutils/dnsutils _dns._udp.kube-dns.kube-system.svc.cluster.local srv +short",
    "0 100 53 kube-dns.kube-system.svc.cluster.local.\n",
  ],
  ["dig kloud-lan --from dnsutils/dnsutils +search +short web.linkerd-viz", "198.18.0.245\n"],
  ["dig kloud-lan --from dnsutils/dnsutils -x 198.18.0.245 +short", "web.linkerd-viz.svc.cluster.local.\n"],
  [
    "dig kloud-lan --from dns1 -b 192.168.13.10 @198.19.0.30 +short web.linkerd-viz.k8s1-prod.kloud.lan",
    "198.19.0.5\n",
  ],
  ["dig kloud-lan --from mac web.linkerd-viz.svc.cluster.local +short", ""],
  ["dig --from mac kloud-lan/site.yaml +tcp +short web.linkerd-viz.k8s1-prod.kloud.lan", "198.19.0.5\n"],
];

test.each(UNDERSTOOD)("%s", async (line, out) => {
  expect(await run(line)).toEqual({ code: 0, err: "", out });
});

const REFUSED: readonly (readonly [string, number, string])[] = [
  ["dig kloud-lan --from laptup www.kloud.lan", 2, 'Nobody in the site is called "laptup". Did you mean "laptop"?\n'],
  ["dig kloud-lan a..b", 2, "a..b: not a domain name: empty label.\n"],
  [
    "dig kloud-lan www.kloud.lan +colour -4",
    2,
    "+colour: an option of dig that has no meaning here.\n-4: an option of dig that has no meaning here.\n",
  ],
  [
    "dig kloud-lan www.kloud.lan mail.kloud.lan",
    2,
    "mail.kloud.lan: one question at a time: a name stands there already.\n",
  ],
  [
    "dig regression-test www.kloud.lan",
    2,
    "Try: splithorizon init\nThe folder regression-test? Say ./regression-test.\n",
  ],
  ["dig ./nowhere www.kloud.lan", 2, `There is no ${EXAMPLES}/nowhere.\n`],
  ["dig kloud-lan --from isp www.kloud.lan @192.168.13.99", 9, ";; nobody on the link has 192.168.13.99\n"],
  [
    "dig kloud-lan www.kloud.lan @203.0.113.9",
    10,
    ";; not modelled: the site has no machine with the address 203.0.113.9, and does not name a network that holds it\n",
  ],
  [
    "check",
    2,
    `${EXAMPLES} is no site: it has neither site.yaml nor a Corefile, manifests, a named.conf or zone files. Try: splithorizon init\n`,
  ],
  ["ask kloud-lan", 2, "It reads questions from standard input alone: say --batch.\n"],
  ["map kloud-lan", 2, "Which name? Or --all.\n"],
  ["map kloud-lan a..b", 2, '"a..b" is not a domain name: empty label.\n'],
  ["lint kloud-lan/nothing", 2, "kloud-lan/nothing cannot be read: ENOENT: no such file or directory"],
  ["lint ../LICENSE", 2, "../LICENSE is no file of a kind that is known here.\n"],
  ["chek", 2, "error: unknown command 'chek'\n(Did you mean check?)\n"],
  [
    "check --format xml",
    2,
    "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif, junit.\n",
  ],
];

test.each(REFUSED)("what cannot be done says why: %s", async (line, code, err) => {
  const ran = await run(line);
  expect(ran.code).toBe(code);
  expect(ran.err).toContain(err);
});

test("trace names each hop, with addresses before and after translation", async () => {
  const { out } = await run("trace kloud-lan --from dns1 @198.19.0.30 web.linkerd-viz.k8s1-prod.kloud.lan");
  expect(out).toBe(`dns1 asks 198.19.0.30 over udp: web.linkerd-viz.k8s1-prod.kloud.lan. A
  ? ecmp: number 1 of 2, drawn by lot
  -> dns1 sends 192.168.13.11:40000 -> 198.19.0.30:53/udp
  -> dns1 to router: 198.19.0.0/16 via 192.168.13.91 (static)
  -> router to k8s1master1: 198.19.0.30/32 via 192.168.14.31 or 192.168.14.32 (bgp)
  -> k8s1master1 translates destination 198.19.0.30 => 100.64.0.10: service kube-system/kube-dns, externalTrafficPolicy Local; the client's own address stays
  -> k8s1master1 to kube-system/coredns-5dd5756b68-7wq2m: 100.64.0.10/32 to kube-system/coredns-5dd5756b68-7wq2m (cluster)
  -> kube-system/coredns-5dd5756b68-7wq2m takes 192.168.13.11:40000 -> 100.64.0.10:53/udp
  * CoreDNS 1.15.0 in kube-system/coredns-5dd5756b68-7wq2m sees 192.168.13.11 as the client
    server block .:53: chosen: . is the longest zone that matches
    plugin acl: 192.168.13.11 asks web.linkerd-viz.k8s1-prod.kloud.lan. A: allow
    plugin k8s_external: 2 external addresses by port
  * CoreDNS 1.15.0 in kube-system/coredns-5dd5756b68-7wq2m answers NOERROR (qr aa rd): web.linkerd-viz.k8s1-prod.kloud.lan. 5 A 198.19.0.5, 115 octets
  <- k8s1master1 translates source 100.64.0.10 => 198.19.0.30: the translation is undone
`);
});

test("trace as JSON has every step, as Mermaid every machine that speaks", async () => {
  const json = await run("trace kloud-lan --from mac www.kloud.lan --format json");
  const kinds = (JSON.parse(json.out) as { event: { kind: string } }[]).map(({ event }) => event.kind);
  expect(new Set(kinds)).toEqual(new Set(["asked", "hop", "received", "remark", "replied"]));
  const mermaid = await run("trace kloud-lan --from mac www.kloud.lan --format mermaid");
  expect(mermaid.out).toMatch(
    /^sequenceDiagram\n {2}participant p0 as mac\n {2}participant p1 as BIND 9.18 on dns1\n {2}p0->>p1: /,
  );
});

test("map shows both sides, and why there is none", async () => {
  expect(await run("map kloud-lan web.linkerd-viz.svc.cluster.local")).toEqual({
    code: 0,
    err: "",
    out: `inside  web.linkerd-viz.svc.cluster.local.    <--->  198.18.0.245
outside web.linkerd-viz.k8s1-prod.kloud.lan.  <--->  198.19.0.5
`,
  });
  expect(await run("map kloud-lan kubernetes.default.svc.cluster.local")).toMatchObject({
    code: 1,
    out: expect.stringContaining(
      "no name outside: it has neither a load balancer nor external IPs: NXDOMAIN outside\n",
    ),
  });
  expect((await run("map kloud-lan --all")).out.split("\n")).toHaveLength(11);
});

test("ask --batch answers line by line", async () => {
  const line = JSON.stringify({
    id: 1,
    from: "mac",
    query: { name: "web.linkerd-viz.k8s1-prod.kloud.lan", type: "A" },
  });
  const ran = await run("ask kloud-lan --batch", [line, "", "{"]);
  expect(ran.code).toBe(2);
  const [first, second] = ran.out.trimEnd().split("\n");
  expect(JSON.parse(first ?? "")).toMatchObject({ id: 1, response: { answer: [{ ttl: 5, data: "198.19.0.5" }] } });
  expect(JSON.parse(second ?? "")).toMatchObject({ id: null });
});

test("check: nothing wrong, then a broken copy", async () => {
  expect(await run("check kloud-lan --severity error")).toEqual({
    code: 0,
    err: "",
    out: "0 errors, 10 warnings; 7 of 7 expectations hold\n",
  });
  const folder = join(scratch, "site");
  expect((await run(`init ${folder}`)).code).toBe(0);
  const zone = join(folder, "dns1/etc/bind/db.example.lan");
  writeFileSync(zone, readFileSync(zone, "utf8").replace("192.168.13.11", "192.168.13"));
  const broken = await run(`check ${folder}`);
  expect(broken.code).toBe(1);
  expect(broken.out).toContain(`/dns1/etc/bind/db.example.lan:4:17: error ZONE_RDATA: `);
  expect(broken.out).toContain("    4 | ns1     IN A    192.168.13\n      |                 ^");
  expect(broken.out).toContain(
    "laptop asks web.default.k8s1.example.lan. A: expected 198.19.0.5, and got nothing (SERVFAIL).",
  );
  const sarif = JSON.parse((await run(`check ${folder} --format sarif`)).out) as { runs: { results: unknown[] }[] };
  expect(sarif.runs[0]?.results.length).toBeGreaterThanOrEqual(2);
  expect((await run(`check ${folder} --format junit`)).out).toContain("<failure message=");
});

test("check: the traps of a site, with the questions that show them", async () => {
  const { code, out } = await run("check kloud-lan-backup-without-zone --severity warning");
  expect(code).toBe(1);
  expect(out).toContain(
    ": error LINT_PAIR_ANSWERS_DIFFER: web.linkerd-viz.k8s1-prod.kloud.lan. A is 198.19.0.5 from dns1",
  );
  expect(out).toContain("      | laptop asks 192.168.13.12 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN\n");
  expect(out).toContain("      |   BIND 9.18 on dns2 sees 192.168.13.50; ");
  expect(out).not.toContain(" information ");
  expect(out).toMatch(/\n2 errors, 7 warnings; 3 of 3 expectations hold\n$/);
});

test.each([
  ["T12", 0, "# Two servers behind one virtual address answer the same question differently.\n", ""],
  ["LINT_ROUTE_TO_PODS", 0, "# A machine outside has a route to the pods.\n", ""],
  ["all", 0, "delegation-forwarded-away (T1, T2, T3): ", ""],
  ["route-to-pod", 2, "", "--explain route-to-pod: no such rule. Did you mean"],
  ["nonsense", 2, "", "--explain nonsense: no such rule. `--explain all` lists them.\n"],
])("check --explain %s", async (word, code, begins, said) => {
  const ran = await run(`check --explain ${word}`);
  expect(ran.code).toBe(code);
  expect(ran.out.startsWith(begins)).toBe(true);
  expect(ran.err.startsWith(said)).toBe(true);
  expect(ran.out === "").toBe(code !== 0);
});

test("init writes a site that holds, and touches nothing that is there", async () => {
  const folder = join(scratch, "fresh");
  const written = await run(`init ${folder}`);
  expect(written.out).toContain(`${folder}/site.yaml\n`);
  expect(await run(`check ${folder} --severity warning`)).toEqual({
    code: 0,
    err: "",
    out: "0 errors, 0 warnings; 2 of 2 expectations hold\n",
  });
  expect(await run(`init ${folder}`)).toMatchObject({ code: 2, err: `${folder} has a site.yaml already.\n` });
});

test("init tells editors where the schema is, of the nearest package that is installed", async () => {
  const project = join(scratch, "project");
  const schemas = [join(project, "node_modules/@splithorizon/sim/schema"), join(import.meta.dirname, "../../schema")];
  mkdirSync(join(project, "sites"), { recursive: true });
  mkdirSync(schemas[0] ?? "", { recursive: true });
  writeFileSync(join(schemas[0] ?? "", "site.schema.json"), "{}");
  for (const [at, folder] of [join(project, "sites/one"), join(scratch, "elsewhere")].entries()) {
    expect((await run(`init ${folder}`)).code).toBe(0);
    const [, path] =
      /^# yaml-language-server: \$schema=(.*)\n/.exec(readFileSync(join(folder, "site.yaml"), "utf8")) ?? [];
    expect(join(folder, path ?? "")).toBe(join(schemas[at] ?? "", "site.schema.json"));
  }
});

test("a Corefile alone is a partial site", async () => {
  const corefile = join(scratch, "Corefile");
  writeFileSync(corefile, ".:53 {\n  kubernetes cluster.local\n  forward . /etc/resolv.conf\n}\n");
  const inside = await run(`dig ${corefile} dns-version.cluster.local TXT +short`);
  expect(inside).toMatchObject({ code: 0, out: '"1.1.0"\n' });
  const outside = await run(`dig ${corefile} www.example.com`);
  expect(outside.code).toBe(10);
  expect(outside.err).toContain("the site does not tell which name servers stand in the pods' /etc/resolv.conf");
});

test("a zone file alone is one too, whatever $ORIGIN stands in its middle", async () => {
  const zone = join(EXAMPLES, "kloud-lan/dns1/etc/bind/db.kloud.lan");
  expect(await run(`dig ${zone} +short kloud.lan NS`)).toMatchObject({
    code: 0,
    out: "dns1.kloud.lan.\ndns2.kloud.lan.\n",
  });
  expect((await run(`dig ${zone} ns.k8s1-prod.kloud.lan`)).out).toContain("AUTHORITY: 1, ADDITIONAL: 2");
  expect(await run(`lint ${zone}`)).toMatchObject({ code: 0, out: "" });
  const named = join(scratch, "lonely.conf");
  writeFileSync(named, 'options { recursion no; };\nzone "." { type hint; file "x"; };\n');
  expect((await run(`dig ${named} version.bind TXT CH +short`)).code).toBe(0);
});

test.each([
  ["Corefile", ".:53 {\n  forwrad . 1.1.1.1\n}\n", "Corefile:2:3: error COREFILE_UNKNOWN_DIRECTIVE: "],
  ["db.kloud.lan", "@ SOA ns a 1 1 1 1 1\n@ NS ns\n", "db.kloud.lan:1:1: warning ZONE_TTL_FROM_SOA: "],
  ["named.conf", "options { forwarder { 1.1.1.1; }; };\n", "named.conf:1:11: error NAMED_CONF_"],
  ["keepalived.conf", "vrrp_instance v {\n  prioity 100\n}\n", "keepalived.conf:2:3: "],
  ["resolv.conf", "nameserver 1.2.x\n", "resolv.conf:1:12: warning RESOLVER_BAD_ADDRESS: "],
  [
    "configmap.yaml",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: coredns, namespace: kube-system }\ndata:\n  Corefile: |\n    .:53 {\n      forwrad . 1.1.1.1\n    }\n",
    "configmap.yaml:7:7: error COREFILE_UNKNOWN_DIRECTIVE: ",
  ],
])("lint tells %s by its content", async (name, text, start) => {
  writeFileSync(join(scratch, name), text);
  const { out } = await run(`lint ${name}`, [], scratch);
  expect(out).toContain(start);
});

test("serve answers dig's own questions on loopback until it is stopped", async () => {
  const query = Buffer.from(
    "beef0120000100000000000103777777056b6c6f7564036c616e00000100010000291000000000000000",
    "hex",
  );
  let answer: Uint8Array = new Uint8Array();
  onStop = async (said) => {
    const port = Number(/-p (\d+) @127\.0\.0\.1/.exec(said().out)?.[1]);
    const socket = createSocket("udp4");
    socket.send(query, port, "127.0.0.1");
    [answer] = (await once(socket, "message")) as [Buffer];
    socket.close();
  };
  const ran = await run("serve kloud-lan --server 192.168.13.10 --as mac");
  expect(ran.code).toBe(0);
  expect([...answer.subarray(0, 2)]).toEqual([0xbe, 0xef]);
  expect((answer[3] ?? 0xff) & 0x0f).toBe(0);
  expect(await run("serve kloud-lan --port 70000")).toMatchObject({ code: 2, err: "--port 70000: not a port.\n" });
  expect(await run("serve kloud-lan --listen nowhere")).toMatchObject({ code: 2 });
  expect(await run("serve kloud-lan --server dns9")).toMatchObject({ code: 2 });
});
