import type { Address } from "@splithorizon/core";
import type { Standing } from "../../vrrp/index.ts";
import { Course } from "../course.ts";
import type { Evidence } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";
import { questionTo } from "../virtual-question.ts";

/** keepalived's manual: "vrrp_strict ... will prohibit ... no accept mode"; its own sample configuration sets it. */
export const virtualAddressDropsQuestions: Rule = {
  traps: [],
  severity: "error",
  check: (view) => view.twin.standings.flatMap((standing) => observe(view, standing) ?? []),
};

function observe(view: SiteView, { contender: { host, instance } }: Standing): Observation | null {
  if (instance.accepts) return null;
  const addresses = instance.virtualAddresses.map(({ address }) => address);
  // A gateway may refuse packets to itself: only what somebody asks is a name server's address.
  const asked = addresses.find((address) => isAsked(view, address));
  if (asked === undefined) return null;
  const evidence = show(view, host, asked);
  if (evidence.length === 0) return null;
  const why = instance.strict ? "with `vrrp_strict`" : "with `no_accept`";
  return {
    span: instance.span,
    message: `While ${host} holds ${asked}, nobody gets an answer from there: ${why} keepalived drops whatever is sent to it.`,
    hint: instance.strict
      ? "Take `vrrp_strict` away and restart keepalived (a reload leaves the rule in place), or use version 3 with `accept`."
      : "Take `no_accept` away, and restart keepalived: a reload leaves the rule in place.",
    evidence,
  };
}

/** Somebody has it as name server. */
function isAsked({ twin }: SiteView, virtual: Address): boolean {
  return [...twin.places.values()].some(({ resolver }) =>
    resolver?.nameservers.some(({ address }) => address === virtual),
  );
}

const SETTLED_MS = 3000;

/** Whoever else could hold the address has no power. */
function show(view: SiteView, host: string, virtual: Address): readonly Evidence[] {
  const question = questionTo(view, virtual, host);
  if (question === null) return [];
  const course = new Course(view);
  for (const { contender } of view.twin.standings) {
    const others = contender.instance.virtualAddresses.map(({ address }) => address);
    if (contender.host !== host && others.includes(virtual)) course.inject({ kind: "crash", machine: contender.host });
  }
  const longest = Math.max(...view.twin.standings.map(({ contender }) => contender.instance.advertIntervalMs));
  course.pass(SETTLED_MS + 4 * longest);
  const asked = course.ask(question, `while ${host} holds the address`);
  const isDropped = asked.steps.some(({ event }) => event.kind === "failed" && event.why.includes("keepalived on"));
  return asked.answer.kind === "failed" && isDropped ? [asked] : [];
}
