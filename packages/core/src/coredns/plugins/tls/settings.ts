import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";
import { readAcme } from "./acme.ts";

const CLIENT_AUTH = ["nocert", "request", "require", "verify_if_given", "require_and_verify"];

/** plugin/tls/tls.go: certificate, key and optional CA; without arguments certificates are fetched by ACME. */
export function readTlsSettings(dispenser: Dispenser): Parsed<readonly string[]> {
  let files: readonly string[] = [];
  while (dispenser.next()) {
    files = dispenser.remainingArguments();
    if (files.length === 1 || files.length > 3) dispenser.wrongArguments();
    if (files.length === 0) readAcme(dispenser);
    else while (dispenser.nextInBlock()) readProperty(dispenser);
  }
  return settled(files, dispenser);
}

function readProperty(dispenser: Dispenser): void {
  const name = dispenser.value;
  if (name !== "client_auth" && name !== "keylog") {
    dispenser.unknownProperty(["client_auth", "keylog"], `unknown option '${name}'`);
    return;
  }
  const argument = dispenser.onlyArgument();
  if (name === "client_auth" && argument !== null && !CLIENT_AUTH.includes(argument.text)) {
    dispenser.problem(`unknown authentication type '${argument.text}'`, { at: argument.span });
  }
}
