import { type DomainName, nameOf, parseName, type Source } from "@splithorizon/core";

const decoder = new TextDecoder("latin1");
/** The SOA record stands at the top; so much of a file is looked at. */
const LOOKED_AT_OCTETS = 64 * 1024;

/**
 * The zone of a lone zone file, which does not tell it: the owner of its SOA record where that is written in full, else
 * an $ORIGIN in front of every record, else what stands behind `db.` or in front of `.zone` in the file's name.
 */
export function zoneOriginOf(source: Source, path: string): DomainName {
  const lines = decoder.decode(source.bytes.subarray(0, LOOKED_AT_OCTETS)).split(/\r?\n/);
  const first = lines.find((line) => !/^\s*(;.*)?$/.test(line) && !/^\$TTL\b/i.test(line)) ?? "";
  const [word = "", value = ""] = first.trim().split(/\s+/);
  const isOrigin = word.toUpperCase() === "$ORIGIN";
  const isOwner = word.endsWith(".") && !/^\s/.test(first);
  const base = path.slice(path.lastIndexOf("/") + 1);
  const byName = base.startsWith("db.") ? base.slice("db.".length) : base.replace(/\.(zone|db)$/, "");
  for (const text of [isOrigin ? value : "", isOwner ? word : "", byName]) {
    const name = text === "" ? "nothing is written" : parseName(text);
    if (typeof name !== "string") return name;
  }
  return nameOf(".");
}
