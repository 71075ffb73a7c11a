import {
  type Diagnostic,
  errorAt,
  informationAt,
  type Span,
  sourceFromText,
  warningAt,
  wholeSpan,
} from "@splithorizon/core";
import type { ApiFailure } from "./cluster-api.ts";
import { assertNever } from "./invariant.ts";

/** Something that was asked for, and whether a cluster may do without it. */
export interface Wanted {
  /** In the words of the request: `/api/v1/services`. */
  readonly path: string;
  /** In the words of a role: `services`, `configmap kube-system/coredns`. */
  readonly what: string;
  readonly presence: "always" | "optional";
}

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;

export function placeOfRequest({ path }: Wanted): Span {
  return wholeSpan(sourceFromText(`GET ${path}`, ""));
}

export function isNotFound(failure: ApiFailure): boolean {
  return failure.kind === "status" && failure.status === NOT_FOUND;
}

/** Whether any other request would fail the same way. */
export function endsEverything(failure: ApiFailure): boolean {
  return failure.kind === "unreachable" || (failure.kind === "status" && failure.status === UNAUTHORIZED);
}

/** A failure as a diagnostic: what it leaves out of the snapshot, and what would mend it. */
export function diagnosticOf(failure: ApiFailure, wanted: Wanted): Diagnostic {
  const place = placeOfRequest(wanted);
  switch (failure.kind) {
    case "unreachable":
      return errorAt(place, "KUBERNETES_API_UNREACHABLE", `The API server did not answer: ${failure.why}.`);
    case "garbled":
      return errorAt(place, "KUBERNETES_API_REPLY", `The answer for ${wanted.what} is not usable: ${failure.why}.`);
    case "status":
      return diagnosticOfStatus(failure.status, wanted, place);
    default:
      return assertNever(failure);
  }
}

function diagnosticOfStatus(status: number, { what, presence }: Wanted, place: Span): Diagnostic {
  switch (status) {
    case UNAUTHORIZED:
      return errorAt(place, "KUBERNETES_API_UNAUTHORIZED", "The API server does not take these credentials (401).");
    case FORBIDDEN:
      return warningAt(
        place,
        "KUBERNETES_API_FORBIDDEN",
        `These credentials may not read ${what} (403): the snapshot has none.`,
        `A role that lets them get and list ${what}.`,
      );
    case NOT_FOUND:
      return presence === "optional"
        ? informationAt(place, "KUBERNETES_API_ABSENT", `The cluster has no ${what}.`)
        : warningAt(place, "KUBERNETES_API_ABSENT", `The cluster has no ${what}: the snapshot goes without.`);
    default:
      return errorAt(place, "KUBERNETES_API_REPLY", `The API server answered ${status} for ${what}.`);
  }
}
