import {
  type Address,
  type EffectResult,
  InvariantError,
  type StubAnswer,
  type StubExchange,
} from "@splithorizon/core";
import type { Agenda, Client, Fate } from "../live/index.ts";
import { type KeptConnection, outgoingOf } from "../sending/index.ts";

/** A stub resolver at work. */
interface StubRun {
  readonly client: Client;
  readonly agenda: Agenda;
  readonly exchange: StubExchange;
  readonly source: Address | null;
  readonly connection: KeptConnection | null;
  /** What came of each question, in order. */
  readonly fates: { readonly fate: Fate; readonly result: EffectResult }[];
  readonly done: (answer: StubAnswer, fate: Fate | null) => void;
}

/**
 * Lets a stub resolver put its questions one after the other. `done` gets its answer, and the fate of the question that
 * the answer came from; of a failure the last one's; null: nothing was asked.
 */
export function runStub(
  client: Client,
  agenda: Agenda,
  exchange: StubExchange,
  { source, connection }: { readonly source: Address | null; readonly connection: KeptConnection | null },
  done: (answer: StubAnswer, fate: Fate | null) => void,
): void {
  advance({ client, agenda, exchange, source, connection, fates: [], done }, null);
}

function advance(run: StubRun, first: EffectResult | null): void {
  const { exchange, done } = run;
  let result = first;
  for (;;) {
    const turn = result === null ? exchange.next() : exchange.next(result);
    if (turn.done === true) {
      done(turn.value, fateOf(turn.value, run));
      return;
    }
    const effect = turn.value;
    if (effect.kind !== "ask") throw new InvariantError(`a stub resolver only asks: ${effect.kind}`);
    result = put(run, effect);
    if (result === null) return;
  }
}

/** What came of a question; null: the resolver goes on by itself later. */
function put(run: StubRun, effect: Parameters<typeof outgoingOf>[0]): EffectResult | null {
  const { client, agenda, source, connection, fates } = run;
  let atOnce: EffectResult | null = null;
  let isLater = false;
  const outgoing = outgoingOf(effect, source);
  client.ask(connection === null ? outgoing : { ...outgoing, connection }, (fate) => {
    const result = resultOf(fate, agenda);
    fates.push({ fate, result });
    if (isLater) advance(run, result);
    else atOnce = result;
  });
  isLater = true;
  return atOnce;
}

function resultOf(fate: Fate, agenda: Agenda): EffectResult {
  const now = agenda.now();
  if (fate.kind === "failed") return { kind: "failed", how: fate.how, now };
  return { kind: "answered", messages: fate.fitted.map(({ response }) => response), now };
}

/** glibc takes the answer of an earlier server where the later ones have none. */
function fateOf(answer: StubAnswer, { fates }: StubRun): Fate | null {
  const own = fates.find(
    ({ result }) => answer.kind === "answered" && result.kind === "answered" && result.messages === answer.messages,
  );
  return (own ?? fates.at(-1))?.fate ?? null;
}
