import { type DomainName, joinNames, nameOf, type Rdata, type ResourceRecord } from "../dns/index.ts";
import { invariant } from "../invariant.ts";
import { zoneFromRecords } from "../zone/index.ts";
import type { AccessSettings, BindVersion, IdentityText, ServerIdentity } from "./settings.ts";
import { type LocalZone, makeLocalZone } from "./zones/zone-table.ts";

/** The packages of Debian 12 and 13. */
const VERSIONS: Readonly<Record<BindVersion, string>> = {
  "9.18": "9.18.49-1~deb12u3-Debian",
  "9.20": "9.20.30-1~deb13u1-Debian",
};

/** `authors[]` of bin/named/builtin.c. */
const AUTHORS = [
  ...["Mark Andrews", "Curtis Blackburn", "James Brister", "Ben Cottrell", "John H. DuBois III", "Francis Dupont"],
  ...["Michael Graff", "Andreas Gustafsson", "Bob Halley", "Evan Hunt", "JINMEI Tatuya", "Witold Krecicki"],
  ...["David Lawrence", "Scott Mann", "Danny Mayer", "Damien Neil", "Matt Nelson", "Jeremy C. Reed"],
  ...["Michael Sawyer", "Brian Wellington"],
];
const AUTHORS_SINCE_9_20 = ["Aydin Mercan"];

/** The zones of class CH that are built into named (bin/named/config.c, view "_bind"). */
export function chaosZones(
  version: BindVersion,
  identity: ServerIdentity,
  hostname: string,
  access: AccessSettings,
): readonly LocalZone[] {
  const { serverId } = identity;
  const authors = version === "9.18" ? AUTHORS : [...AUTHORS, ...AUTHORS_SINCE_9_20];
  const id = serverId.kind === "hostname" ? [hostname] : said(serverId, null);
  const zones: readonly (readonly [name: string, texts: readonly string[]])[] = [
    ["version.bind.", said(identity.version, VERSIONS[version])],
    ["hostname.bind.", said(identity.hostname, hostname)],
    // Who sets a version wants no authors either (bin/named/builtin.c, do_authors_lookup).
    ["authors.bind.", identity.version.kind === "default" ? authors : []],
    ["id.server.", id],
  ];
  return zones.map(([name, texts]) => chaosZone(nameOf(name), texts, access));
}

function said(text: IdentityText, otherwise: string | null): readonly string[] {
  if (text.kind === "text") return [text.text];
  return text.kind === "none" || otherwise === null ? [] : [otherwise];
}

function chaosZone(name: DomainName, texts: readonly string[], access: AccessSettings): LocalZone {
  const data = zoneFromRecords(name, recordsOf(name, texts), "CH");
  return makeLocalZone(name, "built-in", access, { data, allowTransfer: access.allowTransfer });
}

function recordsOf(owner: DomainName, texts: readonly string[]): readonly ResourceRecord[] {
  const encoder = new TextEncoder();
  const record = (ttl: number, data: Rdata): ResourceRecord => ({ owner, class: "CH", ttl, data });
  return [
    record(86_400, soaOf(owner)),
    record(0, { type: "NS", host: owner }),
    ...texts.map((text) => record(0, { type: "TXT", strings: [encoder.encode(text)] })),
  ];
}

/** As dns_sdb_putsoa makes it. */
function soaOf(primary: DomainName): Rdata {
  const mailbox = joinNames("hostmaster", primary);
  invariant(typeof mailbox !== "string", "the built-in names are short");
  return {
    type: "SOA",
    primary,
    mailbox,
    serial: 0,
    refresh: 28_800,
    retry: 7200,
    expire: 604_800,
    minimum: 86_400,
  };
}
