import type { DomainName } from "../../dns/index.ts";
import type { Endpoint } from "../../resolution/index.ts";
import { clientLine, withoutDot } from "../log-lines.ts";
import type { View } from "../view.ts";
import type { NoticeStanding } from "../zone-messages.ts";
import { serverTitle, zoneTitle } from "./zone-lines.ts";

/** A NOTIFY that has come. */
export interface HeardNotice {
  /** The zone that it is about. */
  readonly name: DomainName;
  readonly source: Endpoint;
  /** Whose key it is signed with. */
  readonly signer: DomainName | null;
  /** Of the SOA that it brings. */
  readonly serial: number | null;
  readonly standing: NoticeStanding;
}

/** What named says of it before it looks at the zone, whose view is another for an `in-view` (lib/ns/notify.c; lib/dns/zone.c, dns_zone_notifyreceive). */
export function noticeLines(
  { settings }: Pick<View, "settings">,
  owner: Pick<View, "settings">,
  notice: HeardNotice,
): readonly string[] {
  const { name, source, signer, standing } = notice;
  const key = signer === null ? "" : `: TSIG '${withoutDot(signer)}'`;
  const received = `received notify for zone '${withoutDot(name)}'${key}`;
  const text = standing === "not-authoritative" ? `${received}: not authoritative` : received;
  const heard = clientLine({ source, view: settings.name, signer }, text);
  const title = zoneTitle(name, owner.settings.name);
  return standing === "refused"
    ? [heard, `zone ${title}: refused notify from non-primary: ${serverTitle(source)}`]
    : [heard];
}
