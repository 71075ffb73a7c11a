import { hasData, rcodeOf } from "../evidence.ts";
import type { LandmarkQuestion } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView } from "../site-view.ts";

/** T13: `dnssec-validation auto` is the default, and without a root nobody can prove that a name is not signed. */
export const privateNamesNeedTheRoot: Rule = {
  traps: ["T13"],
  severity: "warning",
  check: (view) => view.namedHosts.flatMap((host) => observe(view, host) ?? []),
};

/** So many names are tried: services first, then what is forwarded or delegated without any. */
const MOST_NAMES = 6;

function observe(view: SiteView, host: NamedHost): Observation | null {
  if (host.settings.views.every(({ options }) => options.dnssecValidation === "no" || !options.recursion)) return null;
  const services = view.services.slice(0, MOST_NAMES / 2).map(({ question }): LandmarkQuestion => question);
  const questions = [...services, ...foreignApexes(view, host)];
  for (const question of questions.slice(0, MOST_NAMES)) {
    const found = tryName(view, host, question);
    if (found !== null) return found;
  }
  return null;
}

/** Of zones that this host has others answer for. */
function foreignApexes(view: SiteView, host: NamedHost): readonly LandmarkQuestion[] {
  const own = view.zones.filter((other) => other.host === host);
  const names = own.flatMap((other) =>
    other.zone.kind === "forward" || other.zone.kind === "static-stub"
      ? [other.zone.name]
      : view.cutsOf(other).map(({ name }) => name),
  );
  return [...new Map(names.map((name) => [name.key, { name, type: "SOA" } as const])).values()];
}

function tryName(view: SiteView, host: NamedHost, { name, type }: LandmarkQuestion): Observation | null {
  const inquiry = { from: view.clientOf(host), server: host.address, name, type } as const;
  const unchecked = { ...inquiry, validation: "off" } as const;
  const now = view.ask(inquiry);
  if (rcodeOf(now) === "SERVFAIL") {
    const isValidation = hasData(view.ask(unchecked));
    return isValidation ? { ...said(host, name.text, "fails now"), evidence: [now] } : null;
  }
  if (!hasData(now)) return null;
  const cut = view.askWithRoot("unreachable", inquiry);
  if (rcodeOf(cut) !== "SERVFAIL" || !hasData(view.askWithRoot("unreachable", unchecked))) return null;
  return { ...said(host, name.text, "fails as soon as no root server is reached"), evidence: [cut] };
}

function said(host: NamedHost, name: string, what: string): Observation {
  return {
    span: host.made.host.bind?.config.span ?? host.made.host.span,
    message: `${host.name} validates ${name} (dnssec-validation auto is the default), which ${what}: SERVFAIL, though the name is the site's own.`,
    hint: 'Write `validate-except { "lan"; };` with your own top domain into options.',
  };
}
