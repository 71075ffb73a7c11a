import type { Address, DomainName } from "@splithorizon/core";
import {
  type AddressMatchList,
  type BindSettings,
  compileAcl,
  type OwnAddress,
  type RemoteServer,
  type SignatureStanding,
  signatureStanding,
  type ViewSettings,
} from "@splithorizon/core/bind";

/** What a secondary asks of a primary: SOA and AXFR, without RD. */
export interface SecondaryRequest {
  /** The view whose keys sign it. */
  readonly asker: ViewSettings;
  readonly primary: RemoteServer;
  readonly source: Address;
}

/** How a primary hears it. */
export interface Hearing {
  readonly view: ViewSettings;
  readonly standing: SignatureStanding;
  /** Whether a list of that view admits the secondary, with the key with which it signs. */
  permits(list: AddressMatchList): boolean;
  /** The same with another key. */
  permitsWith(list: AddressMatchList, key: DomainName): boolean;
}

/** As core's chooseView does: the first view that takes this client, this address and this key; null: none does. */
export function hearingOf(
  { views }: BindSettings,
  own: readonly OwnAddress[],
  { asker, primary, source }: SecondaryRequest,
): Hearing | null {
  for (const view of views) {
    const standing = signatureStanding(asker, primary, view);
    const signer = standing.kind === "good" ? standing.key : null;
    const admits = (list: AddressMatchList, address: Address, key: DomainName | null): boolean =>
      compileAcl(list, own, key).permits(address);
    const isIts =
      !view.matchRecursiveOnly &&
      admits(view.matchClients, source, signer) &&
      admits(view.matchDestinations, primary.address, signer);
    if (!isIts) continue;
    return {
      view,
      standing,
      permits: (list) => admits(list, source, signer),
      permitsWith: (list, key) => admits(list, source, key),
    };
  }
  return null;
}

/** Whether the lists are looked at: a signature that is wrong is refused before. */
export function isTaken({ kind }: SignatureStanding): boolean {
  return kind === "unsigned" || kind === "good";
}
