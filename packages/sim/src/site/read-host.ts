import { type Address, resolvePath } from "@splithorizon/core";
import { isLinkLocal } from "../network/index.ts";
import type { ConfigFile, HostBind, HostFiles, HostKeepalived, HostSettings } from "./model.ts";
import { readBgp, readFirewall, readInterfaceAddress, readRoutes } from "./read-network.ts";
import { readResolver } from "./read-resolver.ts";
import { readSysctls } from "./read-sysctls.ts";
import type { SettingsReader } from "./settings-reader.ts";

export const HOST_KEYS = [
  "addresses",
  "routes",
  "forwards",
  "firewall",
  "sysctls",
  "bgp",
  "files",
  "bind",
  "keepalived",
  "resolver",
  "nameservers",
  "search",
] as const;

/** One host. `folder` is the folder of site.yaml in the file tree: relative paths begin there. */
export function readHost(name: string, reader: SettingsReader, folder: string): HostSettings {
  reader.takesOnly(HOST_KEYS);
  const files = readFiles(reader, folder);
  return {
    name,
    addresses: reader.need("addresses").items.flatMap((item) => readInterfaceAddress(item) ?? []),
    routes: readRoutes(reader.at("routes")),
    forwards: reader.at("forwards").flag,
    firewall: readFirewall(reader.at("firewall")),
    sysctls: readSysctls(reader.at("sysctls")),
    bgp: readBgp(reader.at("bgp")),
    files,
    bind: readBind(reader.at("bind"), folder, files),
    keepalived: readKeepalived(reader.at("keepalived"), folder, files),
    resolver: readResolver(reader),
    span: reader.span,
  };
}

/** `files` when given; otherwise the folder in which the configuration's `etc/` stands becomes the host's `/`. */
function readFiles(reader: SettingsReader, folder: string): HostFiles {
  const given = reader.at("files").items.flatMap((item) => item.text ?? []);
  if (given.length > 0) return { folders: given.map((path) => resolvePath(folder, path)) };
  const configs = [reader.at("bind").at("config"), reader.at("keepalived").at("config")];
  const paths = configs.flatMap((config) =>
    typeof config.text === "string" ? [resolvePath(folder, config.text)] : [],
  );
  return { folders: [...new Set(paths.map(rootOfConfig))] };
}

function rootOfConfig(path: string): string {
  const at = path.lastIndexOf("/etc/");
  if (at === -1) return resolvePath(path, "..");
  return at === 0 ? "/" : path.slice(0, at);
}

/** A path in site.yaml as the host itself sees it: below the folder of its own that holds it. */
function readConfig(reader: SettingsReader, folder: string, files: HostFiles): ConfigFile | null {
  const { text, span } = reader;
  if (text === null) return null;
  if (text.startsWith("/")) return { path: resolvePath("/", text), span };
  const path = resolvePath(folder, text);
  const owner = files.folders.find((candidate) => path.startsWith(candidate === "/" ? "/" : `${candidate}/`));
  if (owner === undefined) return reader.fault("SITE_FILE_MISSING", `${path} is in none of the host's folders.`);
  return { path: owner === "/" ? path : path.slice(owner.length), span };
}

export const BIND_KEYS = ["version", "config"] as const;

function readBind(reader: SettingsReader, folder: string, files: HostFiles): HostBind | null {
  if (!reader.isPresent) return null;
  reader.takesOnly(BIND_KEYS);
  const version = reader.need("version").oneOf(["9.18", "9.20"], "SITE_UNKNOWN_VERSION");
  const config = readConfig(reader.need("config"), folder, files);
  return version === null || config === null ? null : { version, config };
}

export const KEEPALIVED_KEYS = ["version", "config", "scripts", "interfaces", "linkLocals"] as const;

function readKeepalived(reader: SettingsReader, folder: string, files: HostFiles): HostKeepalived | null {
  if (!reader.isPresent) return null;
  reader.takesOnly(KEEPALIVED_KEYS);
  reader.at("version").oneOf(["2.2.7"], "SITE_UNKNOWN_VERSION");
  const config = readConfig(reader.need("config"), folder, files);
  const outcomes = reader
    .at("scripts")
    .members.map(([name, outcome]) => [name, outcome.oneOf(["ok", "fail", "named"]) ?? "ok"] as const);
  const interfaces = reader.at("interfaces").members.flatMap(([name, network]) => {
    const { text } = network;
    return text === null ? [] : [[name, text] as const];
  });
  const linkLocals = new Map(reader.at("linkLocals").members.flatMap(readLinkLocal));
  return config === null ? null : { config, scripts: new Map(outcomes), interfaces: new Map(interfaces), linkLocals };
}

function readLinkLocal([name, reader]: readonly [string, SettingsReader]): readonly (readonly [string, Address])[] {
  const { address } = reader;
  if (address === null) return [];
  if (isLinkLocal(address)) return [[name, address]];
  reader.fault("SITE_BAD_ADDRESS", `${address} is no link-local address (fe80::/10).`);
  return [];
}
