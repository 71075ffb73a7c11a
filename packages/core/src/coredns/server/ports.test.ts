import { expect, it } from "vitest";
import { emptyFileTree, placeOf, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "../corefile/index.ts";
import { makeCoreDns } from "./make-core-dns.ts";

/** A key may have any number behind its last colon; nobody listens beyond 65535. */
it.each<readonly [keys: string, said: readonly string[]]>([
  [".:0", []],
  [".:65535", []],
  [".:65536", ["Corefile:1:1 Listen: listen tcp: address 65536: invalid port"]],
  ["a.test:-1", ["Corefile:1:1 Listen: listen tcp: address -1: invalid port"]],
  [".:53 b.test:99999", ["Corefile:1:6 Listen: listen tcp: address 99999: invalid port"]],
  ["tls://.:100000", ["Corefile:1:1 Listen: listen tcp: address 100000: invalid port"]],
  ["10.0.0.0/24:70000", ["Corefile:1:1 Listen: listen tcp: address 70000: invalid port"]],
])("%s", (keys, said) => {
  const { value, diagnostics } = parseCorefile(sourceFromText("Corefile", `${keys} {\n}\n`), { version: "1.15.0" });
  const made = makeCoreDns(value, {
    cluster: null,
    ownAddresses: [],
    hostNameServers: [],
    hostSearch: [],
    files: emptyFileTree,
    workingDirectory: "/etc/coredns",
    hostname: "host",
  });
  expect(diagnostics).toEqual([]);
  const errors = made.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ span, message }) => `${placeOf(span)} ${message}`)).toEqual(said);
});
