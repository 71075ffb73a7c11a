import type { Address } from "@splithorizon/core";
import { type Evidence, rcodeOf } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView } from "../site-view.ts";

/** T11. named binds its source address when it starts, and ends if the host has not got it; named-checkconf says OK. */
export const querySourceComesAndGoes: Rule = {
  traps: ["T11"],
  severity: "warning",
  check: (view) => view.namedHosts.flatMap((host) => observe(view, host)),
};

function observe(view: SiteView, host: NamedHost): readonly Observation[] {
  const own = new Set<Address>(host.made.host.addresses.map(({ address }) => address));
  const sources = host.settings.views.flatMap(({ options, span }) =>
    [options.querySourceV4, options.querySourceV6].flatMap((source) =>
      source.address === null ? [] : [{ address: source.address, span: source.span ?? span }],
    ),
  );
  const seen = new Set<Address>();
  return sources.flatMap(({ address, span }) => {
    if (own.has(address) || seen.has(address)) return [];
    seen.add(address);
    const holders = view.twin.standings.filter(
      ({ contender, state }) =>
        state === "active" && contender.instance.virtualAddresses.some((virtual) => virtual.address === address),
    );
    const holder = holders[0]?.contender.host ?? null;
    const who =
      holder === null ? "nobody holds it" : holder === host.name ? "it holds it now" : `${holder} holds it now`;
    return [
      {
        span,
        message: `${host.name} asks others from ${address}, which is not its own (${who}): started without that address named ends with "could not get query source dispatcher", and as a standby it answers SERVFAIL for what it does not know.`,
        hint: "Leave query-source away and admit every server's own address in acls and firewalls, or let keepalived set a route with this source (virtual_routes, src).",
        evidence: failedNow(view, host),
      },
    ];
  });
}

/** A standby that runs fails at what it does not know; what fails for another reason is not its evidence. */
function failedNow(view: SiteView, host: NamedHost): readonly Evidence[] {
  return view.services.slice(0, 1).flatMap(({ name }) => {
    const asked = view.ask({ from: view.clientOf(host), server: host.address, name, type: "A" });
    return rcodeOf(asked) === "SERVFAIL" ? [asked] : [];
  });
}
