import type { Question } from "../dns/index.ts";
import type { ReplyParts } from "./answering/reply.ts";
import { PROHIBITED } from "./odd-messages.ts";
import type { View, Visitor } from "./view.ts";
import type { LocalZone } from "./zones/zone-table.ts";

/** Zones that named itself is the source of, or keeps a copy of. */
const HELD: ReadonlySet<LocalZone["kind"]> = new Set<LocalZone["kind"]>([
  "primary",
  "secondary",
  "mirror",
  "empty",
  "built-in",
]);

/** NOTIFY (lib/ns/notify.c, lib/dns/zone.c dns_zone_notifyreceive): a primary thanks everybody, a copy its own primaries. */
export function notifyReply(view: View, visitor: Visitor, question: Question): ReplyParts {
  if (question.class !== "IN") return { rcode: "NOTIMP" };
  if (question.type !== "SOA") return { rcode: "FORMERR" };
  const zone = view.zones.at(question.name);
  if (zone === null || !(HELD.has(zone.kind) || zone.kind === "stub")) return { rcode: "NOTAUTH" };
  const isSource = zone.notifiers === null;
  if (isSource || mayNotify(zone, visitor)) return { rcode: "NOERROR", authoritative: true };
  return { rcode: "REFUSED" };
}

/** What a NOTIFY is worth: it is heard, its sender may not say so, or nobody here knows the zone. */
export type NoticeStanding = "let-in" | "refused" | "not-authoritative";

/** null: it is no NOTIFY of a zone, and named says nothing of it. */
export function standingOf({ rcode }: ReplyParts): NoticeStanding | null {
  switch (rcode) {
    case "NOERROR":
      return "let-in";
    case "REFUSED":
      return "refused";
    case "NOTAUTH":
      return "not-authoritative";
    default:
      return null;
  }
}

function mayNotify({ notifiers }: LocalZone, { acls, source }: Visitor): boolean {
  if (notifiers === null) return true;
  return notifiers.primaries.includes(source) || acls.permits(notifiers.allowNotify, source);
}

/** UPDATE (lib/ns/update.c); `permitted`: the zone would be changed, which is not modelled. */
export function updateReply(view: View, visitor: Visitor, question: Question): ReplyParts | "permitted" {
  if (question.class !== "IN") return { rcode: "NOTIMP" };
  if (question.type !== "SOA") return { rcode: "FORMERR" };
  const zone = view.zones.at(question.name);
  if (zone === null || !HELD.has(zone.kind)) return { rcode: "NOTAUTH" };
  if (zone.data === null) return { rcode: "SERVFAIL" };
  const isPermitted = zone.allowUpdate !== null && visitor.acls.permits(zone.allowUpdate, visitor.source);
  if (isPermitted && !zone.isFrozen) return "permitted";
  return view.version === "9.18" ? { rcode: "REFUSED" } : { rcode: "REFUSED", errors: [PROHIBITED] };
}
