import type { DomainName, SignatureError } from "../../dns/index.ts";
import type { ViewSettings } from "../settings.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { checkQuestion } from "./check-signature.ts";
import { keyFor } from "./key-for.ts";
import { signedWith } from "./tsig-key.ts";

/** How a server takes the signature of another. */
export type SignatureStanding =
  | { readonly kind: "unsigned" }
  | { readonly kind: "good"; readonly key: DomainName }
  | { readonly kind: "bad"; readonly key: DomainName; readonly error: SignatureError }
  /** Whoever would sign does not have the key that its list of servers names. */
  | { readonly kind: "missing"; readonly key: DomainName };

/** What becomes of the questions that a view asks a server, when a view of that one hears them. */
export function signatureStanding(asker: ViewSettings, server: RemoteServer, asked: ViewSettings): SignatureStanding {
  const choice = keyFor(asker, server);
  if (choice.kind === "missing") return { kind: "missing", key: choice.name };
  const { key } = choice;
  if (key === null) return { kind: "unsigned" };
  const checked = checkQuestion(signedWith(key, 0), asked.keys);
  return checked.kind === "bad"
    ? { kind: "bad", key: key.name, error: checked.error }
    : { kind: "good", key: key.name };
}
