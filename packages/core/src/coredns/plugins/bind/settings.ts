import { appendAll } from "../../../append.ts";
import { type Address, parseAddress } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import type { Dispenser, Token } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

/** plugin/bind/setup.go: all uses together. Interfaces by name are not known here; `lo` is. */
export function readBindSettings(dispenser: Dispenser): Parsed<readonly Address[]> {
  const bound: Address[] = [];
  while (dispenser.next()) {
    const words = dispenser.remainingTokens();
    if (words.length === 0) dispenser.problem("at least one address or interface name is expected");
    const addresses = readAddresses(dispenser, words);
    const except = new Set(readExcept(dispenser));
    appendAll(
      bound,
      addresses.filter((address) => !except.has(address)),
    );
  }
  return settled(bound, dispenser);
}

function readExcept(dispenser: Dispenser): readonly Address[] {
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
    appendAll(except, readAddresses(dispenser, words));
  }
  return except;
}

function readAddresses(dispenser: Dispenser, words: readonly Token[]): readonly Address[] {
  return words.flatMap(({ text, span }) => {
    if (text === "lo") return ["127.0.0.1", "::1"].flatMap((own) => parseAddress(own) ?? []);
    const address = parseAddress(text);
    if (address === null) {
      const hint =
        "Where the machine has such an interface, write its addresses: names of interfaces are not modelled.";
      dispenser.problem(`not a valid IP address or interface name: "${text}"`, { at: span, hint });
    }
    return address ?? [];
  });
}
