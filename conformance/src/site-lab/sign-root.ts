import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HostSettings } from "@splithorizon/sim";
import type { Namespaces } from "./namespaces.ts";
import { rootOf } from "./programs.ts";
import type { LabSite } from "./site.ts";

const ROOT_ZONE = /zone\s+"\."\s*\{[^}]*type\s+(?:primary|master)\s*;[^}]*file\s+"([^"]+)"/;

/**
 * Signs the stand-in for the root with keys of the lab's own, where the site declares the root signed, and hands the
 * key to every other BIND as `bind.keys`: then `dnssec-validation auto` validates as it does with the real root.
 */
export function signRoot(site: LabSite, lab: Namespaces): void {
  if (!site.variant.isValidating || site.settings.trust.root !== "signed") return;
  const binds = site.settings.hosts.filter((host) => host.bind !== null);
  const server = binds.find((host) => rootZoneOf(host, lab) !== null);
  const zone = server === undefined ? null : rootZoneOf(server, lab);
  if (server === undefined || zone === null) return;
  const keys = join(lab.folder, "root-keys");
  mkdirSync(keys);
  for (const more of [["-f", "KSK"], []]) {
    execFileSync("dnssec-keygen", ["-q", "-K", keys, "-a", "ECDSAP256SHA256", ...more, "."], { stdio: "ignore" });
  }
  const sign = ["-S", "-K", keys, "-d", keys, "-o", ".", "-f", `${zone}.signed`, zone];
  execFileSync("dnssec-signzone", sign, { stdio: "ignore" });
  writeFileSync(zone, readFileSync(`${zone}.signed`));
  for (const host of binds.filter((candidate) => candidate !== server)) {
    writeFileSync(join(rootOf(host, lab), "etc/bind/bind.keys"), trustAnchor(keys));
  }
}

function rootZoneOf(host: HostSettings, lab: Namespaces): string | null {
  const root = rootOf(host, lab);
  const config = join(root, host.bind?.config.path ?? "");
  const file = existsSync(config) ? ROOT_ZONE.exec(readFileSync(config, "utf8"))?.[1] : undefined;
  return file === undefined ? null : join(root, file);
}

function trustAnchor(keys: string): string {
  const texts = readdirSync(keys)
    .filter((name) => name.endsWith(".key"))
    .map((name) => readFileSync(join(keys, name), "utf8"));
  const found = texts.map((text) => /DNSKEY\s+257 3 (\d+) (.+)$/m.exec(text)).find((match) => match !== null);
  return `trust-anchors { . initial-key 257 3 ${found?.[1]} "${found?.[2]}"; };\n`;
}
