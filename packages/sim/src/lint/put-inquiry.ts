import { instantFromMs, makeQuery, NO_FLAGS, type Query } from "@splithorizon/core";
import {
  type Asking,
  askSite,
  digPatience,
  type Found,
  findPlace,
  type StubPatience,
  serversOf,
} from "../asking/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { TraceStep } from "../trace/index.ts";
import { isOfTheWay } from "./every-way.ts";
import type { Evidence, Inquiry } from "./evidence.ts";

const DNS_PORT = 53;

/** A rule's question is put once. */
export const oneTry: StubPatience = { ...digPatience, attempts: 1 };

/** Asks a twin, whose caches remember. */
export function put(twin: SiteTwin, inquiry: Inquiry): Evidence {
  const steps: TraceStep[] = [];
  const asking = askingOf(twin, inquiry);
  if (asking.kind === "missing") return { inquiry, answer: { kind: "not-modelled", what: asking.why }, steps };
  const { way = [], moment } = inquiry;
  const ahead = [...way];
  const answer = askSite(twin, asking.value, queryOf(inquiry), instantFromMs(moment?.atMs ?? 0), oneTry, {
    recorder: (step) => steps.push(step),
    choose: (among, why) => (among > 1 && isOfTheWay(why) ? Math.min(ahead.shift() ?? 0, among - 1) : 0),
  });
  return { inquiry, answer, steps };
}

/** From which machine, and whom. */
export function askingOf(twin: SiteTwin, { from, server, type, transport }: Inquiry): Found<Asking> {
  const place = findPlace(twin, from);
  if (place.kind === "missing") return place;
  const servers = server === null ? serversOf(twin, place.value) : null;
  if (servers?.kind === "missing") return servers;
  const isTransfer = type === "AXFR" || type === "IXFR";
  const value: Asking = {
    from: place.value,
    servers: servers?.value ?? (server === null ? [] : [{ address: server, port: DNS_PORT }]),
    source: null,
    transport: isTransfer ? "tcp" : (transport ?? "udp"),
  };
  return { kind: "found", value };
}

export function queryOf({ name, type, validation }: Inquiry): Query {
  const flags = { ...NO_FLAGS, recursionDesired: true, checkingDisabled: validation === "off" };
  return makeQuery({ name, type, class: "IN" }, { flags });
}
