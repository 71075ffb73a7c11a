import type { ServiceUpdate } from "./update-service.ts";

/**
 * What `kubectl patch` prints of it: `service/kube-dns patched`, with `(no change)` where nothing came of it, or the
 * server's complaint (kubectl 1.36 pkg/cmd/patch and pkg/cmd/util/helpers.go checkErr).
 */
export function printServiceUpdate(update: ServiceUpdate, name: string): string {
  switch (update.kind) {
    case "updated":
      return `service/${name} patched`;
    case "unchanged":
      return `service/${name} patched (no change)`;
    case "refused":
      return update.reason === "Invalid"
        ? printInvalid(update)
        : `Error from server (${update.reason}): ${update.message}`;
  }
}

function printInvalid({ object, causes, message }: ServiceUpdate & { readonly kind: "refused" }): string {
  const what = object === null ? "The request is invalid" : `The ${object} is invalid`;
  const [cause, ...more] = causes;
  if (cause === undefined) return `${what}: ${message}`;
  if (more.length === 0) return `${what}: ${cause}`;
  return `${what}: \n${causes.map((one) => `* ${one}`).join("\n")}`;
}
