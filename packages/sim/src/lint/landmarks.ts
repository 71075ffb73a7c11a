import { childOf, type DomainName, isAtOrBelow, parseName, type RrType } from "@splithorizon/core";
import type { SiteView } from "./site-view.ts";

/** A question at whose name the site's behaviour may change. */
export interface LandmarkQuestion {
  readonly name: DomainName;
  readonly type: RrType;
}

/** So many services stand for all: those of one shape are answered alike. */
const MOST_SERVICES = 3;

/** What is asked to see how the names at and below one are answered: services, and the SOA of the name itself. */
export function landmarksBelow(view: SiteView, name: DomainName): readonly LandmarkQuestion[] {
  const services = view.services
    .filter((service) => isAtOrBelow(service.name, name))
    .slice(0, MOST_SERVICES)
    .map((service): LandmarkQuestion => service.question);
  return [...services, { name, type: "SOA" }];
}

/** The landmarks of the whole site: services, zones, delegations, and zones that are forwarded. */
export function landmarksOf(view: SiteView): readonly LandmarkQuestion[] {
  const found = new Map<string, LandmarkQuestion>();
  const add = (question: LandmarkQuestion): void => {
    found.set(`${question.name.key} ${question.type}`, question);
  };
  for (const zone of view.zones) {
    if (zone.zone.kind === "hint") continue;
    for (const question of landmarksBelow(view, zone.zone.name)) add(question);
    for (const cut of view.cutsOf(zone)) for (const question of landmarksBelow(view, cut.name)) add(question);
  }
  for (const { question } of view.services.slice(0, MOST_SERVICES)) add(question);
  return [...found.values()];
}

/** Labels in front of a name, the nearest last; what is no label, or one too many, is left away. */
export function nameBelow(name: DomainName, ...labels: readonly string[]): DomainName {
  return labels.toReversed().reduce((below, label) => {
    const child = childOf(below, label);
    return typeof child === "string" ? below : child;
  }, name);
}

/** A zone as a Corefile has it; null: no name. */
export function zoneNamed(text: string): DomainName | null {
  const name = parseName(text);
  return typeof name === "string" ? null : name;
}
