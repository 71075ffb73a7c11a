import { parseAddress } from "@splithorizon/core";
import type { OwnAddress } from "@splithorizon/core/bind";
import type { Station } from "../network/index.ts";

const LOOPBACK: readonly OwnAddress[] = [{ text: "127.0.0.1", prefixLength: 8 }].flatMap(({ text, prefixLength }) => {
  const address = parseAddress(text);
  return address === null ? [] : [{ address, prefixLength }];
});

/** What a machine holds as its named sees it: the acls `localhost` and `localnets` are made of it. */
export function ownAddressesOf(station: Station | undefined): readonly OwnAddress[] {
  const own = (station?.addresses ?? []).map(({ address, prefixLength }) => ({ address, prefixLength }));
  return [...own, ...LOOPBACK];
}
