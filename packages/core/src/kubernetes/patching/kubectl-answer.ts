import type { ObjectUpdate } from "./object-outcome.ts";

/**
 * What `kubectl patch` prints of it, `what` as it names the kind: `service/kube-dns patched`, `ippool.cilium.io/…`, with `(no change)` where nothing came of it, or the
 * server's complaint (kubectl 1.36 pkg/cmd/patch and pkg/cmd/util/helpers.go checkErr).
 */
export function printObjectUpdate(update: ObjectUpdate, what: string, name: string): string {
  switch (update.kind) {
    case "updated":
      return `${what}/${name} patched`;
    case "unchanged":
      return `${what}/${name} patched (no change)`;
    case "refused":
      return printRefusal(update, "");
  }
}

/** `about`: what kubectl says in front of the server's message, which it does not show where fields are invalid. */
export function printRefusal(update: ObjectUpdate & { readonly kind: "refused" }, about: string): string {
  if (update.reason === "Invalid") return printInvalid(update);
  return `Error from server${update.reason === "" ? "" : ` (${update.reason})`}: ${about}${update.message}`;
}

function printInvalid({ object, causes, message }: ObjectUpdate & { readonly kind: "refused" }): string {
  const what = object === null ? "The request is invalid" : `The ${object} is invalid`;
  const [cause, ...more] = causes;
  if (cause === undefined) return `${what}: ${message}`;
  if (more.length === 0) return `${what}: ${cause}`;
  return `${what}: \n${causes.map((one) => `* ${one}`).join("\n")}`;
}
