import { nameOf, type Question } from "../dns/index.ts";
import type { ReplyParts } from "./answering/reply.ts";
import { EDE_PROHIBITED } from "./answering/request.ts";
import type { IdentityText, ServerIdentity } from "./settings.ts";

/** The built-in view of class CH (bin/named/server.c): version.bind, hostname.bind, id.server, authors.bind. */
export function chaosAnswer(question: Question, identity: ServerIdentity, hostname: string): ReplyParts {
  const zone = question.name.key;
  const text = textOf(zone, identity, hostname);
  if (text === null) return { rcode: "REFUSED", errors: [{ code: EDE_PROHIBITED, text: "" }] };
  if (text === "" || (question.type !== "TXT" && question.type !== "ANY"))
    return { rcode: "NOERROR", authoritative: true, authority: [soa(question)] };
  const strings = [new TextEncoder().encode(text)];
  return {
    rcode: "NOERROR",
    authoritative: true,
    answer: [{ owner: question.name, class: "CH", ttl: 0, data: { type: "TXT", strings } }],
  };
}

/** Debian 12's package. */
const VERSION = "9.18.49-1~deb12u3-Debian";

/** null: no such zone; an empty text: it exists and says nothing. */
function textOf(zone: string, identity: ServerIdentity, hostname: string): string | null {
  switch (zone) {
    case "version.bind.":
      return saidOr(identity.version, VERSION);
    case "hostname.bind.":
      return saidOr(identity.hostname, hostname);
    case "id.server.":
      return identity.serverId.kind === "hostname" ? hostname : saidOr(identity.serverId, "");
    default:
      return null;
  }
}

function saidOr(said: IdentityText, otherwise: string): string {
  if (said.kind === "text") return said.text;
  return said.kind === "none" ? "" : otherwise;
}

function soa(question: Question): NonNullable<ReplyParts["authority"]>[number] {
  const mailbox = nameOf(`hostmaster.${question.name.text}`);
  const data = {
    type: "SOA",
    primary: question.name,
    mailbox,
    serial: 0,
    refresh: 28_800,
    retry: 7200,
    expire: 604_800,
    minimum: 86_400,
  } as const;
  return { owner: question.name, class: "CH", ttl: 86_400, data };
}
