import type { Address } from "@splithorizon/core";
import { hasData, type Inquiry } from "./evidence.ts";
import type { SiteView } from "./site-view.ts";

/** Somebody asks at a virtual address for something that the host behind it has itself; null: nobody can. */
export function questionTo(view: SiteView, server: Address, hostName: string): Inquiry | null {
  const host = view.namedHosts.find(({ name }) => name === hostName);
  if (host === undefined) return null;
  const from = view.clientOf(host);
  if (from === host.name) return null;
  const own = view.zones.filter((zone) => zone.host === host && zone.zone.kind !== "hint");
  const inquiries = own.map(({ zone }): Inquiry => ({ from, server: host.address, name: zone.name, type: "SOA" }));
  const answered = view.askUntil(inquiries, hasData);
  return answered === null ? null : { ...answered.inquiry, server };
}
