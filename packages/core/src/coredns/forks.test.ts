import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { instantFromMs } from "../dns/index.ts";
import { everyKind, viewOf } from "../kubernetes/cluster.fixture.ts";
import { CoreDnsUnderTest } from "./plugins/ask-coredns.fixture.ts";
import { Scene, type Upstream } from "./plugins/upstreams.fixture.ts";

/** A fork is in the state of its server, and what happens to one of the two the other does not see: each plugin in a block that also caches and forwards. */

const FILES = {
  "/db": "@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\nns 60 A 192.0.2.53\na.b 60 A 192.0.2.1\n",
  "/zones/db.z.test": "@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\nns 60 A 192.0.2.53\n",
  "/hosts": "192.0.2.7 one.z.test two.z.test\n2001:db8::7 one.z.test\n",
  "/resolv.conf": "search s.test t.test\n",
};
const UPSTREAM = "192.0.2.53";
const TRANSFER = "z.test. 60 SOA ns.z.test. h.z.test. 1 60 60 60 60";

/** Tells by its last octet when it was asked, so that a cache is seen. */
const upstream: Upstream = (question, _count, at) => {
  const [name = "", type = ""] = question.split(" ");
  if (type === "SOA") return `NOERROR aa: ${TRANSFER}`;
  if (type === "AXFR" || type === "IXFR") return `NOERROR aa: ${TRANSFER}; x.z.test. 60 A 192.0.2.9; ${TRANSFER}`;
  if (type === "NS" || type === "HINFO") return "REFUSED";
  if (name.startsWith("no")) return `NXDOMAIN: -- z.test. ${60} SOA ns.z.test. h.z.test. 1 2 3 4 60`;
  if (name.startsWith("slow")) return "drop";
  return `NOERROR: ${name} 20 A 192.0.2.${((at / 100) % 250) | 0}`;
};

const ROWS: Readonly<Record<string, string>> = {
  acl: "acl {\n  block type AAAA net *\n }",
  any: "any",
  auto: "auto z.test {\n  directory /zones\n }",
  autopath: "autopath /resolv.conf",
  bind: "bind 192.0.2.2",
  bufsize: "bufsize 1232",
  cache: "",
  cancel: "cancel 5s",
  chaos: "chaos v a@z.test",
  debug: "debug",
  dns64: "dns64",
  errors: 'errors {\n  consolidate 5m ".* i/o timeout$"\n }',
  file: "file /db b.z.test",
  forward: "",
  header: "header {\n  response set ra\n }",
  health: "health",
  hosts: "hosts /hosts {\n  fallthrough\n }",
  k8s_external: "kubernetes cluster.local\n k8s_external k.test",
  kubernetes: "kubernetes cluster.local",
  loadbalance: "loadbalance",
  local: "local",
  log: "log",
  loop: "loop",
  metadata: "metadata",
  minimal: "minimal",
  multisocket: "multisocket 2",
  nsid: "nsid here",
  on: "on startup true",
  prometheus: "prometheus",
  ready: "ready",
  reload: "reload 30s",
  rewrite: "rewrite name old.z.test x.z.test",
  root: "root /",
  secondary: `secondary s.z.test {\n  transfer from ${UPSTREAM}\n }`,
  template: 'template IN A t.z.test {\n  answer "{{ .Name }} 60 IN A 192.0.2.8"\n }',
  timeouts: "timeouts {\n  read 5s\n }",
  tls: "",
  transfer: "file /db b.z.test\n transfer b.z.test {\n  to *\n }",
  view: "view v {\n  expr true\n }",
  whoami: "",
};

const NAMES = [
  "x.z.test. A",
  "no.z.test. A",
  "slow.z.test. A",
  "old.z.test. A",
  "one.z.test. A",
  "a.b.z.test. A",
  "t.z.test. A",
  "s.z.test. SOA",
  "z.test. SOA",
  "x.s.test. A",
  "api.default.svc.cluster.local. A",
  "api.default.k.test. A",
  "localhost. A",
  "version.bind. TXT",
] as const;

function sceneOf(lines: string): Scene {
  const corefile = `. {\n ${lines}\n cache 30\n forward . ${UPSTREAM}\n}\n`;
  const { server } = new CoreDnsUnderTest(corefile, FILES, viewOf(everyKind));
  return new Scene("", { [UPSTREAM]: upstream }, undefined, server);
}

function forkOf(scene: Scene): Scene {
  return new Scene("", { [UPSTREAM]: upstream }, undefined, scene.server.fork());
}

/** The early names are asked before a fork, all of them at last. */
const askEarly = (scene: Scene): void => {
  for (const [index, name] of NAMES.entries()) if (index % 2 === 0) scene.ask(index * 10, name);
};
const askLate = (scene: Scene): readonly string[] =>
  NAMES.map((name, index) => `${name}: ${scene.ask(20_000 + index * 10, name)}`);

describe("a fork of a server with", () => {
  it.each(Object.entries(ROWS))("%s", (_name, lines) => {
    const [original, control] = [sceneOf(lines), sceneOf(lines)];
    askEarly(original);
    askEarly(control);
    const [fork, other] = [forkOf(original), forkOf(original)];
    for (const [index, name] of NAMES.entries()) other.ask(10_000 + index * 10, name);
    other.server.change(
      { kind: "cluster-changed", view: viewOf({ ...everyKind, services: [] }) },
      instantFromMs(15_000),
    );
    other.server.change({ kind: "shutting-down" }, instantFromMs(15_000));
    const answers = askLate(control);
    expect(askLate(original)).toEqual(answers);
    expect(askLate(fork)).toEqual(answers);
  });

  it("every plugin that does something has a row", () => {
    const folders = readdirSync(join(import.meta.dirname, "plugins"), { withFileTypes: true });
    expect(Object.keys(ROWS)).toEqual(folders.flatMap((one) => (one.isDirectory() ? [one.name] : [])).toSorted());
  });
});
