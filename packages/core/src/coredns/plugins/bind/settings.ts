import { appendAll } from "../../../append.ts";
import { type Address, isIpv6, parseAddress } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import type { Dispenser, Token } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { settled } from "../settings-helpers.ts";

type Interfaces = SettingsContext["interfaces"];

/** plugin/bind/setup.go: all uses together. */
export function readBindSettings(dispenser: Dispenser, { interfaces }: SettingsContext): Parsed<readonly Address[]> {
  const bound: Address[] = [];
  while (dispenser.next()) {
    const words = dispenser.remainingTokens();
    if (words.length === 0) dispenser.problem("at least one address or interface name is expected");
    const addresses = readAddresses(dispenser, words, interfaces);
    const except = new Set(readExcept(dispenser, interfaces));
    appendAll(
      bound,
      addresses.filter((address) => !except.has(address)),
    );
  }
  return settled(bound, dispenser);
}

function readExcept(dispenser: Dispenser, interfaces: Interfaces): readonly Address[] {
  const except: Address[] = [];
  while (dispenser.nextInBlock()) {
    if (dispenser.value !== "except") {
      dispenser.unknownProperty(["except"], `invalid option "${dispenser.value}"`);
      continue;
    }
    const words = dispenser.remainingTokens();
    if (words.length === 0) {
      dispenser.problem("at least one address or interface must be given to except subdirective");
    }
    appendAll(except, readAddresses(dispenser, words, interfaces));
  }
  return except;
}

/** setup.go listIP: the name of an interface stands for its addresses. */
function readAddresses(dispenser: Dispenser, words: readonly Token[], interfaces: Interfaces): readonly Address[] {
  return words.flatMap(({ text, span }) => {
    if (text === "lo") return ["127.0.0.1", "::1"].flatMap((own) => parseAddress(own) ?? []);
    const found = interfaces?.get(text);
    if (found !== undefined) return inKernelOrder(found);
    const address = parseAddress(text);
    if (address === null) {
      const hint = hintAbout(interfaces);
      dispenser.problem(`not a valid IP address or interface name: "${text}"`, { at: span, hint });
    }
    return address ?? [];
  });
}

/** As net.Interface.Addrs lists them. */
function inKernelOrder(addresses: readonly Address[]): readonly Address[] {
  return addresses.toSorted((one, other) => Number(isIpv6(one)) - Number(isIpv6(other)));
}

function hintAbout(interfaces: Interfaces): string {
  if (interfaces === null)
    return "Where the machine has such an interface, write its addresses: nobody knows their names here.";
  return `Its interfaces are ${["lo", ...interfaces.keys()].join(", ")}.`;
}
