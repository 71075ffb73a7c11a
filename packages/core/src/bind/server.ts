import {
  type Address,
  DomainName,
  type Instant,
  makeQuery,
  numberOfRrType,
  type Query,
  type Question,
  type Rcode,
  type Response,
} from "../dns/index.ts";
import type { Exchange, NameServer, Outcome, QueryPacket, ServerEvent, Step } from "../resolution/index.ts";
import { decodeMessage, type MessageHeader, queryFromMessage } from "../wire/index.ts";
import type { OwnAddress } from "./acl.ts";
import { AclBook } from "./acl-book.ts";
import { pursue } from "./answering/pursue.ts";
import { makeReply, type ReplyLimits, type ReplyParts } from "./answering/reply.ts";
import { type BindRequest, EDE_PROHIBITED } from "./answering/request.ts";
import { buildView } from "./build-view.ts";
import { chaosAnswer } from "./chaos.ts";
import type { HostAddresses } from "./recursion/state.ts";
import type { BindSettings } from "./settings.ts";
import type { BindSurroundings } from "./surroundings.ts";
import { transferReply } from "./transfer.ts";
import { chooseView, mayRecurse, type View, type Visitor } from "./view.ts";

const NO_QUESTION: Question = { name: DomainName.root, type: "A", class: "IN" };
/** Two OPT records, or one that does not stand at the root. */
const BAD_OPT: ReadonlySet<string> = new Set(["several-opt", "opt-owner-not-root"]);
const PROHIBITED = { code: EDE_PROHIBITED, text: "" } as const;
const COOKIE = 10;
const SILENT_DROP: Outcome = { kind: "silence", why: "acl-drop" };
const NOT_A_QUERY: Outcome = { kind: "silence", why: "not-a-query" };
const MALFORMED: Outcome = { kind: "silence", why: "malformed" };

/** named with these settings on a host with these files and addresses. Nothing is asked until somebody asks it. */
export function makeBind(settings: BindSettings, surroundings: BindSurroundings): NameServer {
  const host = new Host(surroundings.ownAddresses);
  const views = settings.views.map((view) => buildView(settings, view, surroundings, host));
  return new BindServer(settings, surroundings, host, views);
}

/** The addresses that the host holds now. */
class Host implements HostAddresses {
  #own: readonly OwnAddress[];

  constructor(own: readonly OwnAddress[]) {
    this.#own = own;
  }

  get own(): readonly OwnAddress[] {
    return this.#own;
  }

  get hasIpv6(): boolean {
    return this.#own.some(({ address }) => address.includes(":"));
  }

  holds(address: Address): boolean {
    return this.#own.some((own) => own.address === address);
  }

  change(event: ServerEvent): void {
    const others = this.#own.filter((own) => own.address !== event.address);
    this.#own =
      event.kind === "address-lost"
        ? others
        : [...others, { address: event.address, prefixLength: event.prefixLength }];
  }
}

class BindServer implements NameServer {
  readonly #settings: BindSettings;
  readonly #surroundings: BindSurroundings;
  readonly #host: Host;
  readonly #views: readonly View[];
  #acls: AclBook;

  constructor(settings: BindSettings, surroundings: BindSurroundings, host: Host, views: readonly View[]) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#host = host;
    this.#views = views;
    this.#acls = new AclBook(host.own);
  }

  receive(packet: QueryPacket, now: Instant): Step {
    if (this.#acls.permits(this.#settings.blackhole, packet.source.address)) return SILENT_DROP;
    if (packet.content.kind === "message") return this.#answer(packet.content.message, packet, now);
    const decoded = decodeMessage(packet.content.bytes);
    if (decoded.kind === "message" && decoded.irregularities.some(({ kind }) => BAD_OPT.has(kind))) {
      return this.#formatError(decoded.header, packet, decoded.message.questions);
    }
    if (decoded.kind === "message") {
      return decoded.message.isResponse ? NOT_A_QUERY : this.#answer(queryFromMessage(decoded.message), packet, now);
    }
    return decoded.header === null || decoded.header.isResponse
      ? MALFORMED
      : this.#formatError(decoded.header, packet, []);
  }

  change(event: ServerEvent): void {
    this.#host.change(event);
    this.#acls = new AclBook(this.#host.own);
  }

  nextWake(): Instant | null {
    return null;
  }

  wake(): readonly Exchange[] {
    return [];
  }

  fork(): NameServer {
    const host = new Host(this.#host.own);
    const views = this.#views.map((view) => ({
      ...view,
      resolver: {
        ...view.resolver,
        host,
        cache: view.resolver.cache.fork(),
        failures: view.resolver.failures.fork(),
        servers: view.resolver.servers.fork(),
        addresses: view.resolver.addresses.fork(),
        progress: { ...view.resolver.progress, beside: new Set(view.resolver.progress.beside) },
      },
    }));
    return new BindServer(this.#settings, this.#surroundings, host, views);
  }

  #formatError(header: MessageHeader, packet: QueryPacket, questions: readonly Question[]): Outcome {
    const query: Query = { ...makeQuery(NO_QUESTION), id: header.id, flags: header.flags, questions };
    return replied(makeReply(query, { rcode: "FORMERR" }, this.#limits(packet, null)));
  }

  #limits(packet: QueryPacket, view: View | null): ReplyLimits {
    const options = (view ?? this.#views[0])?.settings.options;
    return {
      maxUdpSize: options?.maxUdpSize ?? 1232,
      ednsUdpSize: options?.ednsUdpSize ?? 1232,
      isTcp: packet.transport !== "udp",
      answerCookie: options?.answerCookie ?? true,
    };
  }

  #answer(query: Query, packet: QueryPacket, now: Instant): Step {
    const visitor: Visitor = {
      source: packet.source.address,
      destination: packet.destination.address,
      acls: this.#acls,
    };
    const view = chooseView(this.#views, visitor, query.flags.recursionDesired);
    const say = (parts: ReplyParts): Outcome => replied(makeReply(query, parts, this.#limits(packet, view)));
    const odd = oddReply(query);
    if (odd !== null) return say(odd);
    const [question] = query.questions;
    if (question === undefined) return say({ rcode: "FORMERR", questions: [] });
    if (question.class === "CH")
      return say(chaosAnswer(question, this.#settings.identity, this.#surroundings.hostname));
    if (view === null || question.class !== "IN") return say({ rcode: "REFUSED", errors: [PROHIBITED] });
    const wrongType = wrongTypeRcode(question);
    if (wrongType !== null) return say({ rcode: wrongType, recursionAvailable: mayRecurse(view, visitor) });
    const remark = this.#surroundings.remarks?.() ?? null;
    remark?.({
      actor: `view "${view.settings.name}"`,
      text: `takes ${packet.source.address} asking ${packet.destination.address}`,
    });
    const request: BindRequest = {
      query,
      question,
      source: packet.source,
      destination: packet.destination,
      transport: packet.transport,
      remark,
    };
    if (query.opcode === "NOTIFY") return say(notifyReply(view, question));
    if (query.opcode === "UPDATE") return say(updateReply(view, question));
    if (question.type === "AXFR" || question.type === "IXFR")
      return transferReply(request, view, visitor, this.#limits(packet, view));
    return pursue(request, view, visitor, this.#limits(packet, view), now);
  }
}

function replied(message: Response): Outcome {
  return { kind: "reply", messages: [message] };
}

/** What is answered before anybody looks at a zone (lib/ns/client.c; bind-measured.md section 3, "odd questions"). */
function oddReply(query: Query): ReplyParts | null {
  if (query.edns !== null && query.edns.version !== 0) return { rcode: "BADVERS" };
  const cookie = query.edns?.options.find(({ code }) => code === COOKIE);
  if (cookie !== undefined && cookie.data.length !== 8 && (cookie.data.length < 16 || cookie.data.length > 40))
    return { rcode: "FORMERR" };
  if (query.opcode !== "QUERY" && query.opcode !== "NOTIFY" && query.opcode !== "UPDATE")
    return { rcode: "NOTIMP", questions: [], clearsRecursionDesired: true };
  const [question] = query.questions;
  if (question === undefined || query.questions.length > 1) return { rcode: "FORMERR", questions: [] };
  return question.class === "NONE" || question.class === "ANY" ? { rcode: "FORMERR" } : null;
}

function wrongTypeRcode(question: Question): Rcode | null {
  const number = numberOfRrType(question.type);
  if (FORMAT_ERRORS.has(number)) return "FORMERR";
  return number === MAILB || number === MAILA ? "NOTIMP" : null;
}

const MAILB = 253;
const MAILA = 254;
/** OPT, 128, TKEY and TSIG are no types to ask for. */
const FORMAT_ERRORS: ReadonlySet<number> = new Set([41, 128, 249, 250]);

function notifyReply(view: View, question: Question): ReplyParts {
  const zone = view.zones.at(question.name);
  return zone?.kind === "primary"
    ? { rcode: "NOERROR", authoritative: true }
    : { rcode: zone === null ? "NOTAUTH" : "REFUSED" };
}

function updateReply(view: View, question: Question): ReplyParts {
  const zone = view.zones.at(question.name);
  const rcode: Rcode = zone === null ? "NOTAUTH" : zone.data === null ? "SERVFAIL" : "REFUSED";
  return { rcode, questions: [question], clearsRecursionDesired: true };
}
