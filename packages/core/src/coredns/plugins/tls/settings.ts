import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

const CLIENT_AUTH = ["nocert", "request", "require", "verify_if_given", "require_and_verify"];

const ACME_OPTIONS = ["acme", "email", "ca", "storage", "ca_root", "resolver"];

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

/** Each option once; who is asked for certificates, and which names they are for, changes no answer. */
function readAcme(dispenser: Dispenser): void {
  const seen = new Set<string>();
  while (dispenser.nextInBlock()) {
    const name = dispenser.value;
    if (seen.has(name)) dispenser.problem(`ACME option "${name}" can only be specified once`);
    seen.add(name);
    if (!ACME_OPTIONS.includes(name)) dispenser.unknownProperty(ACME_OPTIONS, `unknown ACME option "${name}"`);
    else if (name !== "acme") dispenser.onlyArgument();
    else if (dispenser.remainingArguments().length === 0) dispenser.wrongArguments();
  }
  if (!seen.has("acme")) dispenser.problem("ACME requires at least one domain");
}
