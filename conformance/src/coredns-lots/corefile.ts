import { randomLooseZone, randomZone } from "../random-zone.ts";
import type { Lots } from "../site-questions/draw.ts";
import { block, plugins, SCRIPTED, UPSTREAM } from "./plugins.ts";

/** A Corefile by lot, and the files that it names. */
export interface DrawnCorefile {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
  /** Names that its zone files know. */
  readonly names: readonly string[];
}

const KEYS = [".", ".", "example.test", "sub.example.test", "cluster.local", "ext.test", "seq.test", "192.168.0.0/16"];
const PLUGIN_NAMES = Object.keys(plugins);

/** One to three blocks, each with some plugins and something that answers at the end. */
export function drawCorefile(lots: Lots): DrawnCorefile {
  const keys = new Set(Array.from({ length: 1 + Math.floor(lots.next() * 3) }, () => lots.pick(KEYS)));
  const files: Record<string, string> = {
    "/srv/coredns/hosts": "192.0.2.31 file.example.test\n::1 file6.example.test alpha.seq.test\n",
    "/srv/coredns/search.conf": "search example.test example.org\n",
  };
  const names: string[] = [];
  const blocks = [...keys].flatMap((key) => {
    const all = drawBlock(lots, key, files, names);
    // The same zone twice: for the questions of a view, and for the others.
    return lots.happens(0.25) ? [drawView(lots, drawBlock(lots, key, files, names)), all] : [all];
  });
  return { text: `${blocks.join("\n")}\n`, files, names };
}

const EXPRESSIONS = [
  "type() in ['A', 'SRV']",
  "incidr(client_ip(), '192.168.0.0/16')",
  "name() matches '^[a-w]'",
  "proto() == 'tcp' or do()",
  "bufsize() > 1000",
  "size() < 45",
  "name() endsWith 'test.' and not (class() == 'CH')",
  "len(split(name(), '.')) > 4",
];

function drawView(lots: Lots, block: string): string {
  return block.replace(
    "errors\n",
    `errors\nview v${Math.floor(lots.next() * 9)} {\nexpr ${lots.pick(EXPRESSIONS)}\n}\n`,
  );
}

function drawBlock(lots: Lots, key: string, files: Record<string, string>, names: string[]): string {
  const isPlain = !key.includes("/");
  const drawn = PLUGIN_NAMES.filter(() => lots.happens(0.16)).flatMap((name) => plugins[name]?.(lots, key) ?? []);
  const sources = [
    ...(lots.happens(0.5) ? drawCluster(lots) : []),
    ...(isPlain && lots.happens(0.4) ? [drawFile(lots, key === "." ? "example.test" : key, files, names)] : []),
    ...(isPlain && lots.happens(0.15) ? [drawAuto(lots, files, names)] : []),
    ...(lots.happens(0.15) ? [drawSecondary(lots)] : []),
    ...(lots.happens(0.7) ? [drawForward(lots)] : []),
  ];
  return block(key, ["errors", ...drawn, ...sources]);
}

function drawCluster(lots: Lots): readonly string[] {
  const properties = [
    `pods ${lots.pick(["disabled", "insecure", "verified"])}`,
    "endpoint_pod_names",
    `ttl ${lots.pick(["0", "5", "30"])}`,
    lots.pick(["namespaces default linkerd-viz", "namespace_labels team=mesh", "labels app=web"]),
    "ignore empty_service",
    "zonal",
    lots.pick(["fallthrough", "fallthrough in-addr.arpa"]),
  ].filter(() => lots.happens(0.35));
  const zones = lots.pick([
    "cluster.local",
    "cluster.local in-addr.arpa ip6.arpa",
    "cluster.local 198.18.0.0/16 100.64.0.0/10",
    "in-addr.arpa ip6.arpa cluster.local",
    "198.18.0.0/16 cluster.local",
  ]);
  const external = ["headless", "ttl 20", "apex top", "fallthrough"].filter(() => lots.happens(0.4));
  const exposed = block(
    "k8s_external",
    external,
    lots.pick([" ext.test", " ext.test 198.19.0.0/16", " example.test ext.test"]),
  );
  const cluster = block("kubernetes", properties, ` ${zones}`);
  return lots.happens(0.6) ? [exposed, cluster] : [cluster];
}

function drawFile(lots: Lots, apex: string, files: Record<string, string>, names: string[]): string {
  const seed = Math.floor(lots.next() * 1e6);
  const zone = lots.happens(0.5) ? randomZone(apex, seed) : randomLooseZone(apex, seed);
  const path = `/srv/coredns/db.${Object.keys(files).length}`;
  files[path] = zone.text;
  names.push(...zone.names);
  return `file ${path} ${apex}`;
}

function drawForward(lots: Lots): string {
  const to = lots.pick([UPSTREAM, SCRIPTED, `${UPSTREAM} ${SCRIPTED}`]);
  const properties = [
    "force_tcp",
    "prefer_udp",
    "except example.test",
    "failover SERVFAIL",
    "max_concurrent 1000",
  ].filter(() => lots.happens(0.15));
  const isBoth = properties.includes("force_tcp") && properties.includes("prefer_udp");
  const lines = ["policy sequential", "read_timeout 300ms", "max_fails 0", ...(isBoth ? [] : properties)];
  return block("forward", lines, ` ${lots.pick([".", ".", "test", "org"])} ${to}`);
}

/** A folder for each line, with the zones of two files. */
function drawAuto(lots: Lots, files: Record<string, string>, names: string[]): string {
  const folder = `/srv/coredns/auto${Object.keys(files).length}`;
  for (const apex of ["example.test", lots.pick(["sub.example.test", "ext.test", "auto.example"])]) {
    const zone = randomZone(apex, Math.floor(lots.next() * 1e6));
    files[`${folder}/db.${apex}`] = zone.text;
    names.push(...zone.names);
  }
  return `auto${lots.pick(["", " example.test", " test"])} {\ndirectory ${folder}\n}`;
}

function drawSecondary(lots: Lots): string {
  const lines = [`transfer from ${UPSTREAM}`, ...(lots.happens(0.4) ? ["fallthrough"] : [])];
  return block("secondary", lines, ` ${lots.pick(["example.org", "example.org example.test", "none.test"])}`);
}
