import { type Parsed, parseName, type Source } from "@splithorizon/core";
import type { SiteSettings, TrustOfSite } from "./model.ts";
import { readOneDocument } from "./one-document.ts";
import { readCluster } from "./read-cluster.ts";
import { readExpectation } from "./read-expectation.ts";
import { readHost } from "./read-host.ts";
import { readNetworks } from "./read-network.ts";
import type { SettingsReader } from "./settings-reader.ts";
import type { YamlLimits } from "./yaml-limits.ts";

export const SITE_KEYS = ["version", "networks", "hosts", "clusters", "trust", "expect"] as const;

const SITE_VERSION = 1;

/** Nobody and nothing. */
export const emptySite: SiteSettings = {
  networks: [],
  hosts: [],
  clusters: [],
  trust: { root: "signed", declarations: [] },
  expectations: [],
};

/** Reads site.yaml. `folder` is where it stands in the site's file tree; relative paths begin there. */
export function parseSiteFile(source: Source, folder: string, limits: Partial<YamlLimits> = {}): Parsed<SiteSettings> {
  const { reader, problems } = readOneDocument(source, "A site", limits);
  return { value: reader === null ? emptySite : readSite(reader, folder), diagnostics: problems };
}

function readSite(reader: SettingsReader, folder: string): SiteSettings {
  reader.takesOnly(SITE_KEYS);
  const version = reader.need("version");
  if ((version.numberWithin(0, Number.MAX_SAFE_INTEGER) ?? SITE_VERSION) !== SITE_VERSION) {
    version.fault("SITE_UNKNOWN_VERSION", `This splithorizon reads version ${SITE_VERSION} alone.`);
  }
  const networks = readNetworks(reader.at("networks"));
  return {
    networks,
    hosts: named(reader.at("hosts")).map(([name, host]) => readHost(name, host, folder)),
    clusters: named(reader.at("clusters")).map(([name, cluster]) => readCluster(name, cluster, folder, networks)),
    trust: readTrust(reader.at("trust")),
    expectations: reader.at("expect").items.flatMap((item) => readExpectation(item) ?? []),
  };
}

/** What has a name: nobody could ask from, or of, what has none. */
function named(reader: SettingsReader): SettingsReader["members"] {
  return reader.members.filter(
    ([name, inner]) => name.trim() !== "" || inner.fault("SITE_BAD_NAME", "It has no name."),
  );
}

const ROOT_STATE: Readonly<Record<string, TrustOfSite["root"]>> = {
  secure: "signed",
  insecure: "unsigned",
  unreachable: "unreachable",
};

/** A name and what DNSSEC would find there; the root itself may be `unreachable`. */
function readTrust(reader: SettingsReader): TrustOfSite {
  let root: TrustOfSite["root"] = "signed";
  const declarations: TrustOfSite["declarations"][number][] = [];
  for (const [key, inner] of reader.members) {
    if (key === ".") root = ROOT_STATE[inner.oneOf(["secure", "insecure", "unreachable"]) ?? "secure"] ?? "signed";
    else {
      const trust = inner.oneOf(["secure", "insecure", "bogus"]);
      const name = nameOfKey(key, inner);
      if (trust !== null && name !== null) declarations.push({ name, trust });
    }
  }
  return { root, declarations };
}

function nameOfKey(key: string, reader: SettingsReader): TrustOfSite["declarations"][number]["name"] | null {
  const name = parseName(key);
  return typeof name === "string" ? reader.faultOfName(key, name) : name;
}
