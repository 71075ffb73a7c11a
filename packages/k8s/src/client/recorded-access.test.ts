import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** How the command ended against a real kube-apiserver 1.36.3, by each way to it (conformance/src/kube-api/record-access.ts). */
interface Ended {
  readonly code: number;
  /** Whether the snapshot was the one that every right way gives. */
  readonly isWhole: boolean;
  /** What stood on standard error, without what the cluster does not have. */
  readonly told: readonly string[];
}

const FILE = new URL("../../../../conformance/recordings-kubernetes/access.json", import.meta.url);
const ended: Readonly<Record<string, Ended>> = JSON.parse(readFileSync(FILE, "utf8"));
const SILENT = "GET /api/v1/namespaces: error KUBERNETES_API_UNREACHABLE: The API server did not answer:";

describe("A10: ways that lead to the server give the same octets", () => {
  test.each([
    "a token",
    "a token in a file",
    "a certificate as data",
    "a certificate in files",
    "a program that is allowed",
    "no verification, allowed",
  ])("%s", (way) => {
    expect(ended[way]).toEqual({ code: 0, isWhole: true, told: [] });
  });
});

describe("A10: ways that do not are told, once, and nothing is written", () => {
  test.each<readonly [way: string, told: readonly string[]]>([
    [
      "a program",
      [
        'FOLDER/way.kubeconfig: error KUBECONFIG_REFUSED: users[0].user.exec: runs a program of its own for credentials ("plugin.sh").',
        "      = If that is meant: --allow-exec with the program's absolute path.",
      ],
    ],
    [
      "no verification",
      [
        "FOLDER/way.kubeconfig: error KUBECONFIG_REFUSED: clusters[0].cluster: whoever stands between may answer for the cluster.",
        "      = If that is meant: --allow insecure-tls.",
      ],
    ],
    [
      "a certificate of another authority",
      [
        "GET /api/v1/namespaces: error KUBERNETES_API_UNAUTHORIZED: The API server does not take these credentials (401).",
      ],
    ],
    ["a key of another certificate", [`${SILENT} ERR_OSSL_X509_KEY_VALUES_MISMATCH.`]],
    ["a server without an authority", [`${SILENT} UNABLE_TO_VERIFY_LEAF_SIGNATURE.`]],
    ["a server of another authority", [`${SILENT} UNABLE_TO_VERIFY_LEAF_SIGNATURE.`]],
    ["a server of another name", [`${SILENT} ERR_TLS_CERT_ALTNAME_INVALID.`]],
  ])("%s", (way, told) => {
    expect(ended[way]).toEqual({ code: 2, isWhole: false, told });
  });
});

test("every way that was recorded is looked at, and none tells a token", () => {
  expect(Object.keys(ended)).toHaveLength(13);
  expect(JSON.stringify(ended)).not.toContain("reader-token");
});
