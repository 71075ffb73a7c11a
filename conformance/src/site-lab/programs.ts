import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { env } from "node:process";
import type { BindVersion } from "@splithorizon/core/bind";
import type { HostSettings, ResolverSettings } from "@splithorizon/sim";
import { withEndpoint } from "../with-endpoint.ts";
import { writeCertificates } from "./certificates.ts";
import type { Namespaces } from "./namespaces.ts";
import type { LabObjects } from "./objects.ts";
import type { LabSite } from "./site.ts";
import type { LabPodMachine } from "./topology.ts";
import { editFile, trustAnchors } from "./variant.ts";

/** Runs a program that sees some folders of its own in place of the machine's. */
function startWithMounts(
  lab: Namespaces,
  name: string,
  log: string,
  mounts: ReadonlyMap<string, string>,
  command: string,
): void {
  const steps = [...mounts].map(([from, to]) => `mount --bind ${from} ${to}`);
  lab.start(name, log, ["unshare", "-m", "bash", "-c", [...steps, command].join(" && ")]);
}

/** A host's own files, its folders laid over each other, in one folder. */
export function layOut(site: LabSite, host: HostSettings, lab: Namespaces): void {
  const root = rootOf(host, lab);
  for (const folder of site.folders.get(host.name) ?? []) cpSync(folder, root, { recursive: true });
  for (const own of ["etc/bind", "var/cache/bind"]) mkdirSync(join(root, own), { recursive: true });
  for (const name of readdirSync(join(root, "etc/bind"))) {
    const file = join(root, "etc/bind", name);
    writeFileSync(file, editFile(site.variant, file, readFileSync(file, "utf8")));
  }
  writeFileSync(join(root, RNDC_KEY), CONTROL_KEY);
  if (host.bind?.version === "9.20") writeCertificates(join(root, "etc/bind"), lab.folder);
  const anchors = trustAnchors(site.variant);
  if (anchors !== null) writeFileSync(join(root, "etc/bind/bind.keys"), anchors);
}

const RNDC_KEY = "etc/bind/rndc.key";
const CONTROL_KEY = 'key "rndc-key" { algorithm hmac-sha256; secret "c3BsaXRob3Jpem9uLWxhYm9yYXRvcnk="; };\n';

/** What named learnt so far is forgotten: a batch begins with empty caches, as its twin does. */
export function flushNamed(host: HostSettings, lab: Namespaces): void {
  if (host.bind === null) return;
  lab.run(host.name, ["rndc", "-s", "127.0.0.1", "-k", join(rootOf(host, lab), RNDC_KEY), "flush"]);
}

/** What a host sees as `/`, as far as the site says it. */
function rootOf(host: HostSettings, lab: Namespaces): string {
  return join(lab.folder, host.name);
}

function mountsOf(host: HostSettings, lab: Namespaces): ReadonlyMap<string, string> {
  const root = rootOf(host, lab);
  return new Map(foldersWithFiles(root).map((folder) => [join(root, folder), `/${folder}`]));
}

function foldersWithFiles(root: string, folder = ""): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const isLeaf = entries.length === 0 || entries.some((entry) => !entry.isDirectory());
  return isLeaf ? [folder] : entries.flatMap((entry) => foldersWithFiles(root, join(folder, entry.name)));
}

/** The programs of the releases: Debian 12 has 9.18; another one is told by `NAMED_9_20`. */
const NAMED: Readonly<Record<BindVersion, string>> = { "9.18": "named", "9.20": env["NAMED_9_20"] ?? "named-9.20" };

/** Whether a site's name servers can be started here. */
export function hasPrograms(hosts: readonly HostSettings[]): boolean {
  const programs = new Set(hosts.flatMap(({ bind }) => (bind === null ? [] : [NAMED[bind.version]])));
  return [...programs].every((program) => spawnSync(program, ["-v"]).status === 0);
}

/** named with the host's own files. */
export function startNamed(host: HostSettings, lab: Namespaces): void {
  if (host.bind === null) return;
  const run = "mount -t tmpfs none /run && mkdir -p /run/named";
  const command = `${run} && exec ${NAMED[host.bind.version]} -g -n 1 -c ${host.bind.config.path}`;
  startWithMounts(lab, host.name, `${host.name}-named`, mountsOf(host, lab), command);
}

/** Its scripts see the processes of the whole machine: `pgrep -x named` finds some named as long as one runs. */
export function startKeepalived(host: HostSettings, lab: Namespaces): void {
  if (host.keepalived === null) return;
  const root = join(lab.folder, host.name);
  const { path } = host.keepalived.config;
  const ids = ["-p", "-r", "-c"].map((flag, at) => `${flag} ${join(root, `keepalived-${at}.pid`)}`).join(" ");
  const mounts = new Map([[join(root, dirname(path)), dirname(path)]]);
  startWithMounts(lab, host.name, `${host.name}-keepalived`, mounts, `exec keepalived -n -l -P -f ${path} ${ids}`);
}

/** An API server for one pod of CoreDNS. */
export function startApiServer({ name, pod }: LabPodMachine, objects: LabObjects, lab: Namespaces): void {
  const root = join(lab.folder, pod.name);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "objects.json"), JSON.stringify(objects.all));
  const server = join(import.meta.dirname, "../serve-objects.ts");
  lab.start(name, `${pod.name}-api`, [process.execPath, server, join(root, "objects.json")]);
}

/** CoreDNS in a pod, fed by an API server of its own; its /etc/hosts is empty. */
export function startCoreDns(
  { name, pod }: LabPodMachine,
  objects: LabObjects,
  resolver: ResolverSettings | null,
  lab: Namespaces,
): void {
  const log = pod.name;
  const root = join(lab.folder, log);
  mkdirSync(join(root, "etc/coredns"), { recursive: true });
  writeFileSync(join(root, "etc/coredns/Corefile"), withEndpoint(objects.corefile));
  writeFileSync(join(root, "resolv.conf"), resolvConf(resolver));
  writeFileSync(join(root, "hosts"), "");
  const mounts = new Map([
    [join(root, "resolv.conf"), "/etc/resolv.conf"],
    [join(root, "hosts"), "/etc/hosts"],
  ]);
  startWithMounts(lab, name, log, mounts, `cd ${root} && exec coredns -conf ${join(root, "etc/coredns/Corefile")}`);
}

function resolvConf(resolver: ResolverSettings | null): string {
  if (resolver === null) return "";
  const search = resolver.search.map((name) => name.text.replace(/\.$/, "")).join(" ");
  return `${resolver.nameservers.map((address) => `nameserver ${address}\n`).join("")}search ${search}\n`;
}

/** systemd-resolved without systemd and D-Bus: it needs a folder below /run and an account to run under. LLMNR and mDNS are off, as Ubuntu has them. */
export function startResolved(host: HostSettings, lab: Namespaces): void {
  const { resolver } = host;
  if (resolver?.kind !== "systemd-resolved") return;
  const program = findResolved(lab.folder);
  const root = join(lab.folder, `${host.name}-resolved`);
  mkdirSync(root, { recursive: true });
  const domains = resolver.search.map((name) => name.text.replace(/\.$/, "")).join(" ");
  writeFileSync(
    join(root, "site.conf"),
    `[Resolve]\nDNS=${resolver.nameservers.join(" ")}\nDomains=${domains}\nFallbackDNS=\nLLMNR=no\nMulticastDNS=no\n`,
  );
  const account = "systemd-resolve";
  const script = [
    `hostname ${host.name}`,
    `cp /etc/passwd ${root}/passwd && cp /etc/group ${root}/group`,
    `(grep -q ^${account}: ${root}/passwd || { echo '${account}:x:993:993::/:/usr/sbin/nologin' >>${root}/passwd; echo '${account}:x:993:' >>${root}/group; })`,
    `touch ${root}/hosts && mount --bind ${root}/hosts /etc/hosts`,
    `mount --bind ${root}/passwd /etc/passwd && mount --bind ${root}/group /etc/group`,
    `mount -t tmpfs none /run && mkdir -p /run/systemd/resolve /run/systemd/resolved.conf.d`,
    `cp ${root}/site.conf /run/systemd/resolved.conf.d/ && chown ${account}:${account} /run/systemd/resolve`,
    `exec ${program}`,
  ];
  lab.start(host.name, `${host.name}-resolved`, ["unshare", "-m", "-u", "bash", "-c", script.join(" && ")]);
}

/** Debian's own where it is installed; else its package, unpacked in the lab's folder and not installed: that would change how this machine resolves. */
function findResolved(folder: string): string {
  const path = "lib/systemd/systemd-resolved";
  if (existsSync(`/${path}`)) return `/${path}`;
  execFileSync("apt-get", ["-q", "download", "systemd-resolved"], { cwd: folder, stdio: "ignore" });
  const archive = readdirSync(folder).find((name) => name.startsWith("systemd-resolved_"));
  if (archive === undefined) throw new Error("there is no systemd-resolved");
  execFileSync("dpkg", ["-x", join(folder, archive), join(folder, "debian")]);
  return join(folder, "debian", path);
}
