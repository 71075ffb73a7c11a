import { type Address, type DomainName, nameOf, type Span } from "@splithorizon/core";
import type { ClusterTwin } from "../../site/index.ts";
import { insideAddressesOf, servesName } from "../corefile-view.ts";
import { type Evidence, evidenceText, type Inquiry } from "../evidence.ts";
import { landmarksOf } from "../landmarks.ts";
import { podsOf } from "../pods-of.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";
import { waitingCircle } from "../waiting-circle.ts";

/** Servers that hand the same question on in a circle. */
export const forwardingLoop: Rule = {
  traps: [],
  severity: "error",
  check: (view) => starts(view).flatMap((start) => observe(view, start) ?? []),
};

/** Who asks whom, and what stands at the place that hands a name on. */
interface Start extends Pick<Inquiry, "from" | "server"> {
  readonly spanFor: (name: DomainName) => Span;
}

/** No zone of a private site: a question for the rest of the world. */
const ELSEWHERE = nameOf("example.com.");

function starts(view: SiteView): readonly Start[] {
  const servers = view.namedHosts.map((host): Start => {
    const span = host.made.host.bind?.config.span ?? host.made.host.span;
    return { from: view.clientOf(host), server: host.address, spanFor: () => span };
  });
  const inside = [...view.twin.clusters.values()].flatMap((cluster): readonly Start[] => {
    const [coreDns] = cluster.coreDnsStations;
    const [from = coreDns] = podsOf(view.twin, cluster);
    const [server = addressOf(view, coreDns)] = insideAddressesOf(cluster);
    if (from === undefined || server === undefined) return [];
    return [{ from, server, spanFor: (name) => forwardFor(cluster, name) ?? cluster.settings.span }];
  });
  return [...inside, ...servers];
}

function observe(view: SiteView, { from, server, spanFor }: Start): Observation | null {
  const questions = [{ name: ELSEWHERE, type: "A" } as const, ...landmarksOf(view)];
  const found = view.askUntil(
    questions.map((question) => ({ from, server, ...question })),
    (asked) => circleOf(asked) !== null,
  );
  const circle = found === null ? null : circleOf(found);
  if (found === null || circle === null) return null;
  return {
    span: spanFor(found.inquiry.name),
    message: `${evidenceText(found)}: ${circle.join(" -> ")}.`,
    hint: "Each of them must hand the name on to somebody who does not hand it back.",
    evidence: [found],
  };
}

/**
 * Who hands it on to whom, until it is where it was: for ever, or until a named waits for itself. With `forward first` that
 * one looks elsewhere at last, and the answer comes some seconds late.
 */
function circleOf(asked: Evidence): readonly string[] | null {
  return asked.answer.kind === "endless" ? asked.answer.path : waitingCircle(asked);
}

/** A CoreDNS that no Service leads to is asked itself. */
function addressOf({ twin }: SiteView, station: string | undefined): Address | undefined {
  return station === undefined ? undefined : twin.network.stations.get(station)?.addresses[0]?.address;
}

/** `forward` of the block that is asked for a name. */
function forwardFor(cluster: ClusterTwin, name: DomainName): Span | undefined {
  const block = cluster.corefile?.blocks.find((own) => servesName({ cluster, block: own }, name));
  return block?.directives.get("forward")?.tokens[0]?.span;
}
