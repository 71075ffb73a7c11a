import { type Address, type Diagnostic, informationAt, isIpv6 } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";
import { isLinkLocal, linkLocalOf, macOf } from "../network/index.ts";
import { type Contender, hearingOf } from "../vrrp/index.ts";
import type { HostSettings, SiteSettings } from "./model.ts";

/**
 * `address`: the host's own on the link. Over IPv6 keepalived knows nothing of an interface but its link-local addresses
 * (keepalived_netlink.c ignore_address_if_ours_or_link_local).
 */
export function advertSource(
  instance: VrrpInstance,
  host: HostSettings,
  address: Address,
  site: SiteSettings,
): Pick<Contender, "source" | "sourceIs"> {
  const linkLocal = linkLocalOfHost(instance.interface, host, site);
  const source = instance.source ?? (isOverIpv6(instance) ? linkLocal : address);
  if (source === linkLocal || host.addresses.some((own) => own.address === source)) return { source, sourceIs: "own" };
  const { nonlocalBindV4, nonlocalBindV6 } = host.sysctls;
  const mayBind = isIpv6(source) ? nonlocalBindV6 : nonlocalBindV4;
  return { source, sourceIs: mayBind ? "bound" : "foreign" };
}

/** A site's hosts are the first of its machines, so captures show the hardware address that this one is made of. */
function linkLocalOfHost(name: string, host: HostSettings, site: SiteSettings): Address {
  const place = site.hosts.findIndex((other) => other.name === host.name) + 1;
  return host.keepalived?.linkLocals.get(name) ?? linkLocalOf(macOf(place));
}

function isOverIpv6({ virtualAddresses, unicastPeers }: VrrpInstance): boolean {
  const first = virtualAddresses[0]?.address ?? unicastPeers[0];
  return first !== undefined && isIpv6(first);
}

/** Between equal priorities link-local addresses decide, and those of real machines are others than the twin's. */
export function guessedTies(contenders: readonly Contender[], site: SiteSettings): readonly Diagnostic[] {
  return contenders.flatMap((own, at) =>
    contenders.slice(at + 1).flatMap((other): readonly Diagnostic[] => {
      const guessed = [own, other].filter((one) => isGuessed(one, site));
      if (guessed.length === 0 || own.instance.priority !== other.instance.priority) return [];
      if (hearingOf(own, other).kind !== "heard") return [];
      const whose = guessed.map(({ host, instance }) => `${instance.interface} of ${host}`).join(" and of ");
      const message = `${own.host} and ${other.host} have the same priority, and of both active ones the higher link-local address stays; site.yaml does not tell that of ${whose} (keepalived.linkLocals), so the twin has one of its own.`;
      return [informationAt(other.instance.span, "SITE_UNSUPPORTED", message)];
    }),
  );
}

function isGuessed({ host, instance, source }: Contender, { hosts }: SiteSettings): boolean {
  const told = hosts.find(({ name }) => name === host)?.keepalived?.linkLocals.has(instance.interface) === true;
  return isLinkLocal(source) && instance.source === null && !told;
}
