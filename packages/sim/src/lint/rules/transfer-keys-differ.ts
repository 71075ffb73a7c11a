import type { DomainName } from "@splithorizon/core";
import type { RemoteServer, SecondaryZone } from "@splithorizon/core/bind";
import { sourceFor } from "../../network/index.ts";
import { hearingOf, isTaken, ownAddressesOf } from "../../site/index.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView, ZoneOfHost } from "../site-view.ts";

/** A copy that no primary gives out because of a key: it lives on for the SOA's expire time, and nobody notices before. */
export const transferKeysDiffer: Rule = {
  traps: [],
  severity: "error",
  check: (view) => view.zones.flatMap((own) => observe(view, own) ?? []),
};

/** Why a primary gives nothing; `null` of a primary: it does, or is refused for another reason, or is not in the site. */
interface Refusal {
  readonly primary: NamedHost;
  readonly server: RemoteServer;
  readonly why: string;
  readonly hint: string;
}

function observe(view: SiteView, own: ZoneOfHost): Observation | null {
  const { host, zone } = own;
  if (zone.kind !== "secondary") return null;
  const refusals = zone.primaries.map((server) => refusalOf(view, own, zone, server));
  const [first] = refusals;
  if (first === undefined || first === null || refusals.includes(null)) return null;
  const { primary, server, why, hint } = first;
  const data = view.zoneData(own)?.soa?.data[0];
  const life = data?.type === "SOA" ? ` after ${lasting(data.expire)}` : "";
  const clients = view.clientOf(primary);
  return {
    span: zone.span,
    message: `${host.name} gets no copy of ${zone.name.text} from ${primary.name} (${server.address}): ${why}. A copy that it still has expires${life}, and without one it answers SERVFAIL for the whole zone, whoever asks it.`,
    hint,
    evidence: [view.ask({ from: clients, server: host.address, name: zone.name, type: "SOA" })],
  };
}

function refusalOf(view: SiteView, own: ZoneOfHost, zone: SecondaryZone, server: RemoteServer): Refusal | null {
  const stations = view.twin.network.stations;
  const station = stations.get(own.host.name);
  const source = station === undefined ? null : sourceFor(station, server.address);
  const primary = view.namedHosts.find(({ made }) =>
    made.host.addresses.some(({ address }) => address === server.address),
  );
  if (primary === undefined || source === null) return null;
  const addresses = ownAddressesOf(stations.get(primary.name));
  const heard = hearingOf(primary.settings, addresses, { asker: own.view, primary: server, source });
  if (heard === null) return null;
  const { standing } = heard;
  const said = { primary, server };
  if (standing.kind === "missing") {
    const key = nameOf(standing.key);
    return {
      ...said,
      why: `it has no key ${key}, and asks nobody`,
      hint: `Give ${own.host.name} the \`key\` statement of ${key}.`,
    };
  }
  if (standing.kind === "bad") {
    const key = nameOf(standing.key);
    const hint = `Give both the same \`key\` statement of ${key}: name, algorithm and secret.`;
    return { ...said, why: `${primary.name} refuses its key ${key} (${WHAT[standing.error]})`, hint };
  }
  const theirs = heard.view.zones.find(({ name }) => name.key === zone.name.key);
  if (!isTaken(standing) || (theirs?.kind !== "primary" && theirs?.kind !== "secondary")) return null;
  if (heard.permits(theirs.allowTransfer)) return null;
  const wanted = heard.view.keys.find(({ name }) => heard.permitsWith(theirs.allowTransfer, name));
  if (wanted === undefined) return null;
  const key = nameOf(wanted.name);
  const how = standing.kind === "good" ? `with the key ${nameOf(standing.key)}` : "without a key";
  return {
    ...said,
    why: `it asks ${how}, and allow-transfer of ${primary.name} wants ${key}`,
    hint: `Write \`primaries { ${server.address} key ${key}; };\` on ${own.host.name}, which needs the same \`key\` statement.`,
  };
}

const WHAT = {
  BADKEY: "BADKEY: it has none of this name and algorithm",
  BADSIG: "BADSIG: the secret is another",
  BADTRUNC: "BADTRUNC: the digest is cut too short",
} as const;

function nameOf({ text }: DomainName): string {
  return text.replace(/\.$/, "");
}

const DAY = 86_400;
const HOUR = 3600;

function lasting(seconds: number): string {
  if (seconds >= DAY && seconds % DAY === 0) return counted(seconds / DAY, "day");
  return seconds >= HOUR && seconds % HOUR === 0 ? counted(seconds / HOUR, "hour") : counted(seconds, "second");
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
