import { type Instant, wholeSeconds } from "../../dns/index.ts";
import type { Effect, EffectResult } from "../../resolution/index.ts";
import { FAILURES } from "../log-lines.ts";
import { peerAt } from "../recursion/query-form.ts";
import { faultOfAnswer } from "../signatures/check-signature.ts";
import { keyFor } from "../signatures/key-for.ts";
import { signed, type TsigKey } from "../signatures/tsig-key.ts";
import type { View } from "../view.ts";
import type { RemoteServer, StubZone } from "../zone-settings.ts";
import { sourceFor } from "../zones/copy.ts";
import { asksExpire, judgeSoa, type SoaForm, type SoaVerdict, soaQuery } from "../zones/soa-answer.ts";
import { CONNECT_MS, fetchDelegation } from "../zones/stub-delegation.ts";
import type { LocalZone } from "../zones/zone-table.ts";
import type { Answering } from "./answering.ts";
import { failWith } from "./steps.ts";

type Asking<Result> = Generator<Effect, Result, EffectResult>;

const SOA_MS = 5000;
/** `tcp-idle-timeout`, as it is where nobody says otherwise. */
const ANSWER_MS = 30_000;

/** Of a server at rest: what it has asked long since is asked now. Where no primary is of use the zone is not loaded. */
export function* learnServers(state: Answering, zone: LocalZone, start: Instant): Asking<Learning> {
  const { now, data } =
    zone.unasked === null ? { now: start, data: null } : yield* delegationOf(state.view, zone.unasked, start);
  if (data === null) {
    state.request.remark?.({ actor: `zone ${zone.name.text}`, text: "no primary tells its servers: SERVFAIL" });
    failWith(state, "SERVFAIL", FAILURES.notLoaded);
    return { now, isLoaded: false };
  }
  const loaded = { ...zone, data, unasked: null };
  state.view.zones.put(loaded);
  if (state.firstZone === zone) state.firstZone = loaded;
  return { now, isLoaded: true };
}

interface Learning {
  readonly now: Instant;
  /** false: the answer has failed. */
  readonly isLoaded: boolean;
}

interface Learnt {
  readonly now: Instant;
  readonly data: LocalZone["data"];
}

function* delegationOf(view: View, settings: StubZone, start: Instant): Asking<Learnt> {
  let now = start;
  for (const primary of settings.primaries) {
    const choice = keyFor(view.settings, primary);
    if (choice.kind === "missing") continue;
    const told = yield* askPrimary(view, settings, primary, choice.key, now);
    if (told.data !== null) return told;
    now = told.now;
  }
  return { now, data: null };
}

function* askPrimary(
  view: View,
  settings: StubZone,
  primary: RemoteServer,
  key: TsigKey | null,
  start: Instant,
): Asking<Learnt> {
  const { name } = settings;
  const wantsExpire = asksExpire(settings, peerAt(view.resolver.peers, primary.address));
  const source = sourceFor(settings, primary);
  const asked = yield* askSoa({ name, wantsExpire, primary, key, source }, "edns", "udp", start);
  const { verdict, form, now } = asked;
  if (verdict?.kind !== "serial") return { now, data: null };
  const { soa } = verdict;
  const answer = yield* fetchDelegation(
    { name, primary, key, source, connectMs: CONNECT_MS, answerMs: ANSWER_MS, form, soa, held: null },
    now,
  );
  return { now: answer.now, data: answer.kind === "delegation" ? answer.zone : null };
}

interface SoaAsked {
  readonly verdict: SoaVerdict | null;
  readonly form: SoaForm;
  readonly now: Instant;
}

function* askSoa(
  whom: Pick<StubZone, "name"> & {
    readonly wantsExpire: boolean;
    readonly primary: RemoteServer;
    readonly key: TsigKey | null;
    readonly source: StubZone["transferSourceV4"];
  },
  form: SoaForm,
  transport: "udp" | "tcp",
  start: Instant,
): Asking<SoaAsked> {
  const { name, wantsExpire, primary, key, source } = whom;
  const to = { address: primary.address, port: primary.port };
  const message = signed(soaQuery(name, form, wantsExpire), key, wholeSeconds(start));
  const result: EffectResult = yield { kind: "ask", to, transport, source, message, timeoutMs: SOA_MS };
  const { now } = result;
  const [answer] = result.kind === "answered" ? result.messages : [];
  if (answer === undefined || faultOfAnswer(answer, key) !== null) return { verdict: null, form, now };
  const verdict = judgeSoa(name, answer, form);
  if (verdict.kind === "again-plain") return yield* askSoa(whom, "plain", transport, now);
  const isCut = verdict.kind === "transfer" && verdict.because === "truncated" && transport === "udp";
  return isCut ? yield* askSoa(whom, form, "tcp", now) : { verdict, form, now };
}
