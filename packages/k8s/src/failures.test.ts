import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { ApiFailure } from "./cluster-api.ts";
import { diagnosticOf, endsEverything, isNotFound, type Wanted } from "./failures.ts";

const always: Wanted = { path: "/api/v1/services", what: "services", presence: "always" };
const optional: Wanted = { path: "/apis/cilium.io/v2/ciliumnodes", what: "ciliumnodes", presence: "optional" };
const status = (code: number): ApiFailure => ({ kind: "status", status: code, retryAfterMs: null });

describe("a failure in the words of whoever reads it", () => {
  it.each<readonly [string, ApiFailure, Wanted, string]>([
    [
      "nobody answers",
      { kind: "unreachable", why: "ECONNREFUSED" },
      always,
      "error KUBERNETES_API_UNREACHABLE The API server did not answer: ECONNREFUSED.",
    ],
    [
      "an answer of another kind",
      { kind: "garbled", why: "it is no JSON" },
      always,
      "error KUBERNETES_API_REPLY The answer for services is not usable: it is no JSON.",
    ],
    [
      "401",
      status(401),
      always,
      "error KUBERNETES_API_UNAUTHORIZED The API server does not take these credentials (401).",
    ],
    [
      "403",
      status(403),
      optional,
      "warning KUBERNETES_API_FORBIDDEN These credentials may not read ciliumnodes (403): the snapshot has none.",
    ],
    ["404 of a CRD", status(404), optional, "information KUBERNETES_API_ABSENT The cluster has no ciliumnodes."],
    [
      "404 of what every cluster has",
      status(404),
      always,
      "warning KUBERNETES_API_ABSENT The cluster has no services: the snapshot goes without.",
    ],
    ["500", status(500), always, "error KUBERNETES_API_REPLY The API server answered 500 for services."],
    ["503", status(503), always, "error KUBERNETES_API_REPLY The API server answered 503 for services."],
    ["301", status(301), always, "error KUBERNETES_API_REPLY The API server answered 301 for services."],
  ])("%s", (_, failure, wanted, expected) => {
    const { severity, code, message, span } = diagnosticOf(failure, wanted);
    expect(`${severity} ${code} ${message}`).toBe(expected);
    expect(span.source.name).toBe(`GET ${wanted.path}`);
  });
});

describe("which failures any other request would share", () => {
  it.each<readonly [string, ApiFailure, boolean]>([
    ["nobody answers", { kind: "unreachable", why: "ENOTFOUND" }, true],
    ["401", status(401), true],
    ["403", status(403), false],
    ["404", status(404), false],
    ["500", status(500), false],
    ["no JSON", { kind: "garbled", why: "" }, false],
  ])("%s", (_, failure, expected) => {
    expect(endsEverything(failure)).toBe(expected);
  });
});

test("law: of all statuses 404 alone means that something is not there, and 401 alone ends everything", () => {
  fc.assert(
    fc.property(fc.integer({ min: 201, max: 599 }), (code) => {
      expect(isNotFound(status(code))).toBe(code === 404);
      expect(endsEverything(status(code))).toBe(code === 401);
      const isInformation = diagnosticOf(status(code), optional).severity === "information";
      expect(isInformation).toBe(code === 404);
    }),
  );
});
