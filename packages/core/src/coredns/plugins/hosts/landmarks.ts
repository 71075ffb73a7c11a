import { type Landmark, nameOf, parseName, reverseNameText } from "../../../dns/index.ts";
import { type HostsTable, readHostsTable } from "./hosts-table.ts";
import type { HostsSettings } from "./settings.ts";

/** The zones of the line; every name of the file and of the lines, and the reverse name of every address. */
export function hostsLandmarks(settings: HostsSettings): readonly Landmark[] {
  const texts = [settings.contents, settings.inline.join("\n")];
  const zones = settings.zones.map((name): Landmark => ({ kind: "name", name, why: "a zone of the hosts plugin" }));
  return [...zones, ...texts.flatMap((text) => landmarksOfTable(readHostsTable(text, settings)))];
}

function landmarksOfTable({ ipv4, ipv6, names }: HostsTable): readonly Landmark[] {
  const keys = new Set([ipv4, ipv6].flatMap(({ exact, wildcards }) => [...exact.keys(), ...wildcards.keys()]));
  const forward = [...keys].flatMap((key): readonly Landmark[] => {
    const name = parseName(key);
    return typeof name === "string" ? [] : [{ kind: "name", name, why: "an entry of the hosts plugin" }];
  });
  const reverse = [...names.keys()].map((address): Landmark => {
    return { kind: "name", name: nameOf(reverseNameText(address)), why: "an address of the hosts plugin" };
  });
  return [...forward, ...reverse];
}
