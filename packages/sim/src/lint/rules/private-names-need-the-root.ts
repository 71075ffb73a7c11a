import { isAtOrBelow } from "@splithorizon/core";
import { hasData, rcodeOf } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView } from "../site-view.ts";

/** T13: `dnssec-validation auto` is the default, and without a root nobody can prove that a name is not signed. */
export const privateNamesNeedTheRoot: Rule = {
  traps: ["T13"],
  severity: "warning",
  check: (view) => {
    const [service] = view.services;
    return service === undefined ? [] : view.namedHosts.flatMap((host) => observe(view, host) ?? []);
  },
};

function observe(view: SiteView, host: NamedHost): Observation | null {
  const service = view.services.find(({ name }) =>
    host.settings.views.every(({ options }) => !options.validateExcept.some((excepted) => isAtOrBelow(name, excepted))),
  );
  const validating = host.settings.views.find(({ options }) => options.dnssecValidation !== "no" && options.recursion);
  if (service === undefined || validating === undefined) return null;
  const inquiry = { from: view.clientOf(host), server: host.address, name: service.name, type: "A" } as const;
  const unchecked = { ...inquiry, validation: "off" } as const;
  const now = view.ask(inquiry);
  if (rcodeOf(now) === "SERVFAIL") {
    const isValidation = hasData(view.ask(unchecked));
    return isValidation ? { ...said(host, service.name.text, "fails now"), evidence: [now] } : null;
  }
  if (!hasData(now)) return null;
  const cut = view.askWithRoot("unreachable", inquiry);
  if (rcodeOf(cut) !== "SERVFAIL" || !hasData(view.askWithRoot("unreachable", unchecked))) return null;
  return { ...said(host, service.name.text, "fails as soon as no root server is reached"), evidence: [cut] };
}

function said(host: NamedHost, name: string, what: string): Observation {
  return {
    span: host.made.host.bind?.config.span ?? host.made.host.span,
    message: `${host.name} validates ${name} (dnssec-validation auto is the default), which ${what}: SERVFAIL, though the name is the site's own.`,
    hint: 'Write `validate-except { "lan"; };` with your own top domain into options.',
  };
}
