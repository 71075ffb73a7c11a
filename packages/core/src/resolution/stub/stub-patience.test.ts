import fc from "fast-check";
import { expect, it } from "vitest";
import { BEGINNING, instantFromMs, ipv4FromBytes, makeQuery, nameOf } from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { askStub, type StubKind } from "./ask-stub.ts";

const query = makeQuery({ name: nameOf("w.x."), type: "A", class: "IN" });

/** How long each question waits, in seconds, where nobody ever answers. */
function patience(kind: StubKind, servers: number, timeoutSeconds: number, attempts: number): readonly number[] {
  const exchange = askStub(
    query,
    {
      kind,
      servers: Array.from({ length: servers }, (_, at) => ({
        address: ipv4FromBytes(Uint8Array.of(192, 0, 2, at)),
        port: 53,
      })),
      timeoutMs: timeoutSeconds * 1000,
      attempts,
      firstServer: 0,
      transport: "udp",
      whenTruncated: "retry-over-tcp",
    },
    BEGINNING,
  );
  const waited: number[] = [];
  for (let step = exchange.next(); step.done !== true; ) {
    const effect = step.value;
    invariant(effect.kind === "ask", "a stub only asks");
    waited.push(effect.timeoutMs / 1000);
    const now = instantFromMs(waited.reduce((sum, seconds) => sum + seconds, 0) * 1000);
    step = exchange.next({ kind: "failed", how: "timeout", now });
  }
  return waited;
}

/** resolv.conf(5) and glibc's res_send.c: `timeout << server`, over all servers, one second at least, but for the first. */
it.each<[number, number, number, readonly number[]]>([
  [1, 5, 2, [5, 5]],
  [2, 5, 2, [5, 5, 5, 5]],
  [3, 5, 2, [5, 3, 6, 5, 3, 6]],
  [3, 1, 1, [1, 1, 1]],
  [3, 2, 1, [2, 1, 2]],
  [3, 4, 1, [4, 2, 5]],
  [3, 30, 1, [30, 20, 40]],
  [2, 30, 1, [30, 30]],
  [3, 5, 0, []],
])("glibc, %i silent servers, timeout:%i attempts:%i waits %j", (servers, timeout, attempts, waited) => {
  expect(patience("glibc", servers, timeout, attempts)).toEqual(waited);
});

it("dig waits as long for each server, round after round", () => {
  const some = fc.integer({ min: 1, max: 3 });
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 30 }), some, (servers, timeout, attempts) => {
      expect(patience("dig", servers, timeout, attempts)).toEqual(new Array(servers * attempts).fill(timeout));
    }),
  );
});
