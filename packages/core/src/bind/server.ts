import {
  BEGINNING,
  DomainName,
  type Instant,
  makeQuery,
  type Query,
  type Question,
  type Response,
} from "../dns/index.ts";
import type { Endpoint, Exchange, NameServer, Outcome, QueryPacket, ServerEvent, Step } from "../resolution/index.ts";
import type { FileTree } from "../text/index.ts";
import { decodeMessage, type MessageHeader, queryFromMessage } from "../wire/index.ts";
import { makeRequest } from "./answering/make-request.ts";
import { pursue } from "./answering/pursue.ts";
import { makeReply, type ReplyLimits, type ReplyParts } from "./answering/reply.ts";
import { limitsFor } from "./answering/reply-limits.ts";
import { logFailedQuestion } from "./answering/steps.ts";
import type { Bind } from "./bind.ts";
import { buildChaosView, buildView, Shared } from "./build-view.ts";
import { cookieOf } from "./edns.ts";
import { Host } from "./host.ts";
import { bindLandmarks } from "./landmarks.ts";
import { limited, limitedLater } from "./limited-replies.ts";
import { clientLine, FAILURES, invalidSignature, queryLine } from "./log-lines.ts";
import {
  isRefusedForm,
  isServedOpcode,
  isSigned,
  oddReply,
  oddTypeRcode,
  PROHIBITED,
  questionsToRepeat,
} from "./odd-messages.ts";
import { MALFORMED, NOT_A_QUERY, SIGNED_QUESTION, SILENT_DROP, UPDATES } from "./outcomes.ts";
import { type CacheScope, forget } from "./recursion/forget.ts";
import type { BindSettings } from "./settings.ts";
import { UNKNOWN_KEY } from "./signatures/check-signature.ts";
import { signedAsAsked } from "./signatures/signed-steps.ts";
import type { BindSurroundings, ZoneCopy } from "./surroundings.ts";
import { transferReply } from "./transfer.ts";
import {
  chooseView,
  forkedMemory,
  forkView,
  mayRecurse,
  signerOf,
  type View,
  type Visitor,
  visitorIn,
} from "./view.ts";
import { notifyReply, standingOf, updateReply } from "./zone-messages.ts";
import { tieBreakOf } from "./zones/due-zones.ts";
import { serialsOf } from "./zones/held-zones.ts";
import { removedLines } from "./zones/removed-zones.ts";
import type { SavedCopy, SavedJournal, ZonesBeginning } from "./zones/saved-zones.ts";
import { takeEarlier } from "./zones/take-earlier.ts";
import { Upkeep } from "./zones/upkeep.ts";
import type { UpkeepPlace } from "./zones/upkeep-place.ts";
import { type CommandPlace, carryOut, carryOutForAll } from "./zones/zone-command.ts";

const NO_QUESTION: Question = { name: DomainName.root, type: "A", class: "IN" };

/** named with these settings on a host with these files and addresses. Nothing is asked until somebody asks it. */
export function makeBind(settings: BindSettings, surroundings: BindSurroundings): Bind {
  const host = new Host(surroundings.ownAddresses);
  const shared = new Shared();
  const views = settings.views.map((view) => buildView(settings, view, surroundings, host, shared));
  const chaos = buildChaosView(settings, surroundings, host);
  return new BindServer(settings, surroundings, host, [...views, chaos]);
}

/** The named behind a server; null: it is another program. */
export function bindOf(server: NameServer): Bind | null {
  return server instanceof BindServer ? server : null;
}

class BindServer implements Bind {
  #settings: BindSettings;
  #surroundings: BindSurroundings;
  readonly #host: Host;
  #views: readonly View[];
  #upkeep: Upkeep | null = null;
  #tell: ((line: string) => void) | null = null;
  #wokenAt: Instant = BEGINNING;

  constructor(settings: BindSettings, surroundings: BindSurroundings, host: Host, views: readonly View[]) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#host = host;
    this.#views = views;
  }

  keepZones(beginning: ZonesBeginning, tell: ((line: string) => void) | null, now: Instant): void {
    this.#tell = tell;
    this.#upkeep = Upkeep.begin(this.#place(), beginning, now);
  }

  reload(settings: BindSettings, files: FileTree, how: "reload" | "reconfig", now: Instant): void {
    const surroundings = { ...this.#surroundings, files, zoneData: new Map<string, ZoneCopy>() };
    const shared = new Shared(this.#views);
    const views = settings.views.map((view) => buildView(settings, view, surroundings, this.#host, shared));
    const say = (line: string): void => this.#say(line);
    for (const line of removedLines(views, this.#views)) say(line);
    say("reloading configuration succeeded");
    const fresh = takeEarlier(views, { views: this.#views, journals: this.journals() }, how, say);
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#views = [...views, buildChaosView(settings, surroundings, this.#host)];
    this.#upkeep = this.#upkeep?.movedTo(this.#place(), how, now) ?? null;
    for (const zone of fresh) this.#upkeep?.loaded(zone);
  }

  flush({ view, below }: CacheScope): void {
    for (const { settings, resolver } of this.#views)
      if (view === null || settings.name === view) forget(resolver, below);
  }

  readonly zoneCommand: Bind["zoneCommand"] = (command, files, now) =>
    carryOut(command, this.#commandPlace(files), now);

  readonly commandOfAllZones: Bind["commandOfAllZones"] = (verb, files) =>
    carryOutForAll(verb, this.#commandPlace(files));

  #commandPlace(files: FileTree): CommandPlace {
    this.#surroundings = { ...this.#surroundings, files, zoneData: new Map<string, ZoneCopy>() };
    return { ...this.#place(), bind: this.#settings, surroundings: this.#surroundings, upkeep: this.#upkeep };
  }

  copies(): readonly SavedCopy[] {
    return this.#upkeep?.copies() ?? [];
  }

  journals(): readonly SavedJournal[] {
    return this.#upkeep?.journals() ?? [];
  }

  receive(packet: QueryPacket, now: Instant): Step {
    if (this.#host.acls.permits(this.#settings.blackhole, packet.source.address)) return SILENT_DROP;
    if (packet.content.kind === "message") return this.#answer(packet.content.message, packet, now);
    const decoded = decodeMessage(packet.content.bytes);
    if (decoded.kind === "undecodable") {
      const { header, questions } = decoded;
      if (header === null || header.isResponse) return MALFORMED;
      const isWhole = questions.length === header.announced.question;
      return this.#formatError(header, packet, isWhole ? questions : []);
    }
    if (decoded.message.isResponse) return NOT_A_QUERY;
    const query = queryFromMessage(decoded.message);
    return isRefusedForm(decoded.irregularities, query)
      ? this.#formatError(decoded.header, packet, questionsToRepeat(query, decoded.header))
      : this.#answer(query, packet, now);
  }

  change(event: ServerEvent): void {
    this.#host.change(event);
  }

  nextWake(): Instant | null {
    return this.#upkeep?.nextWake() ?? null;
  }

  wake(now: Instant): readonly Exchange[] {
    this.#wokenAt = now;
    return this.#upkeep?.wake(now) ?? [];
  }

  fork(): NameServer {
    const host = this.#host.fork();
    const memory = forkedMemory();
    // Zones that do not live yet may begin to on either side.
    const views = this.#views.map((view) => forkView(view, host, memory, view.zones.fork()));
    const fork = new BindServer(this.#settings, this.#surroundings, host, views);
    fork.#upkeep = this.#upkeep?.movedTo(fork.#place(), "forked", this.#wokenAt) ?? null;
    return fork;
  }

  readonly landmarks = () => bindLandmarks(this.#settings, this.#views);
  readonly serials = () => serialsOf(this.#views);

  #place(): UpkeepPlace {
    const tieBreak = tieBreakOf(this.#surroundings);
    return { views: this.#views, settings: this.#settings.upkeep, say: (line) => this.#say(line), tieBreak };
  }

  #say(line: string): void {
    this.#surroundings.log?.()?.(line);
    this.#tell?.(line);
  }

  /** NOTIFY: whoever may say so lets a copy be compared with its source. */
  #notified(
    view: View,
    visitor: Visitor,
    query: Query,
    question: Question,
    source: Endpoint,
    now: Instant,
  ): ReplyParts {
    const reply = notifyReply(view, visitor, question);
    const standing = standingOf(reply);
    if (standing !== null) {
      const { name } = question;
      const soa = query.answer.find(({ owner, data }) => owner.key === name.key && data.type === "SOA");
      const serial = soa?.data.type === "SOA" ? soa.data.serial : null;
      this.#upkeep?.notified(view, { name, source, signer: signerOf(visitor), serial, standing }, now);
    }
    return reply;
  }

  #formatError(header: MessageHeader, packet: QueryPacket, questions: readonly Question[]): Outcome {
    const { id, flags, opcode } = header;
    const isRepeated = opcode === "QUERY" || opcode === "NOTIFY";
    const query: Query = { ...makeQuery(NO_QUESTION), id, flags, opcode, questions: isRepeated ? questions : [] };
    return replied(makeReply(query, { rcode: "FORMERR" }, this.#limits(query, packet, null)));
  }

  #limits(query: Query, packet: QueryPacket, view: View | null): ReplyLimits {
    return limitsFor(query, packet, view, this.#settings, this.#surroundings.hostname);
  }

  #answer(query: Query, packet: QueryPacket, now: Instant): Step {
    const odd = oddReply(query, this.#settings.version);
    if (odd !== null) return replied(makeReply(query, odd, this.#limits(query, packet, null)));
    if (isSigned(query)) return SIGNED_QUESTION;
    const question = query.questions[0] ?? NO_QUESTION;
    const visitorOf = (view: View): Visitor => visitorIn(view, query, packet, this.#host.acls);
    const chosen = chooseView(this.#views, visitorOf, question.class, query.flags.recursionDesired);
    if (chosen === null) {
      const kind: ReplyParts = isServedOpcode(query) ? { rcode: "REFUSED" } : { rcode: "NOTIMP", questions: [] };
      const reply = makeReply(query, { ...kind, errors: [PROHIBITED] }, this.#limits(query, packet, null));
      return signedAsAsked(replied(reply), query, UNKNOWN_KEY, now);
    }
    const { view, visitor } = chosen;
    const limits = this.#limits(query, packet, view);
    const step = this.#answerVisitor(chosen, query, question, packet, limits, now);
    const { rate } = view;
    const isCounted = packet.transport === "udp" && !limits.wishes.hasServerCookie;
    if (rate === null || !isCounted || visitor.acls.permits(rate.responses.exempt, visitor.source)) return step;
    return "kind" in step ? limited(rate, step, visitor, now) : limitedLater(rate, step, visitor, now);
  }

  /** A signature that is wrong ends everything, whatever the lists say (lib/ns/client.c, ns__client_request). */
  #answerVisitor(
    { view, visitor }: { readonly view: View; readonly visitor: Visitor },
    query: Query,
    question: Question,
    packet: QueryPacket,
    limits: ReplyLimits,
    now: Instant,
  ): Step {
    const { signature } = visitor;
    if (signature === null) return this.#answerIn(view, query, question, packet, visitor, limits, now);
    if (signature.kind === "good") {
      return signedAsAsked(this.#answerIn(view, query, question, packet, visitor, limits, now), query, signature, now);
    }
    const text = invalidSignature(query, signature.error);
    this.#say(clientLine({ source: packet.source, view: view.settings.name, signer: null }, text));
    return signedAsAsked(replied(makeReply(query, { rcode: "NOTAUTH" }, limits)), query, signature, now);
  }

  #answerIn(
    view: View,
    query: Query,
    question: Question,
    packet: QueryPacket,
    visitor: Visitor,
    limits: ReplyLimits,
    now: Instant,
  ): Step {
    const say = (parts: ReplyParts): Outcome => replied(makeReply(query, parts, limits));
    if (!isServedOpcode(query)) return say({ rcode: "NOTIMP", questions: [] });
    if (query.opcode === "NOTIFY") {
      return say(this.#notified(view, visitor, query, question, packet.source, now));
    }
    if (query.opcode === "UPDATE") {
      const reply = updateReply(view, visitor, question);
      return reply === "permitted" ? UPDATES : say(reply);
    }
    const request = makeRequest(query, question, packet, { view, visitor }, this.#surroundings, this.#settings);
    const { log, remark } = request;
    if (this.#settings.logsQueries) log?.(queryLine(query, question, packet, cookieOf(limits.wishes)));
    const wrongType = oddTypeRcode(question);
    if (wrongType !== null) {
      logFailedQuestion(request, wrongType === "FORMERR" ? FAILURES.formError : FAILURES.notImplemented);
      return say({ rcode: wrongType, recursionAvailable: mayRecurse(view, visitor) });
    }
    remark?.({
      actor: `view "${view.settings.name}"`,
      text: `takes ${packet.source.address} asking ${packet.destination.address}`,
    });
    const isTransfer = question.type === "AXFR" || question.type === "IXFR";
    return isTransfer ? transferReply(request, view, visitor, limits) : pursue(request, view, visitor, limits, now);
  }
}

function replied(message: Response): Outcome {
  return { kind: "reply", messages: [message] };
}
