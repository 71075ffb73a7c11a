import { join } from "node:path";
import { expect, test } from "vitest";
import { unhurried } from "./io.ts";
import { runCli } from "./program.ts";

const EXAMPLES = join(import.meta.dirname, "../../../../examples");

/** Runs `show` with these words; the clock stands at the tutorial's moment. */
async function show(line: string, workingDirectory: string = EXAMPLES) {
  const printed = { out: "", err: "" };
  const code = await runCli(["show", ...line.split(" ")], {
    ...unhurried,
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    lines: async function* () {},
    workingDirectory,
    now: () => 1_704_213_552_000,
  });
  return { code, ...printed };
}

test("what kubectl, curl and ip would print", async () => {
  expect(await show("kloud-lan services -n linkerd-viz web --at 2024-01-02T09:12:20Z")).toEqual({
    code: 0,
    err: "",
    out: "NAME   TYPE           CLUSTER-IP     EXTERNAL-IP   PORT(S)             AGE\nweb    LoadBalancer   198.18.0.245   198.19.0.5    8084/TCP,9994/TCP   5d\n",
  });
  expect((await show("kloud-lan routes dnsutils/dnsutils")).out).toBe(
    "default via 100.64.2.138 dev eth0 \n100.64.2.138 dev eth0 scope link \n",
  );
  expect((await show("kloud-lan svc kube-dns -n kube-system")).out).toMatch(/ 43d\n$/);
  expect(await show("vrrp", join(EXAMPLES, "kloud-lan"))).toMatchObject({ code: 0, err: "" });
});

test("what there is not", async () => {
  expect(await show("kloud-lan pods -n nowhere")).toEqual({
    code: 1,
    err: "No resources found in nowhere namespace.\n",
    out: "",
  });
  expect(await show("kloud-lan tea")).toMatchObject({ code: 2, out: "" });
  expect(await show("kloud-lan vrrp --at yesterday")).toMatchObject({ code: 2, out: "" });
  expect(await show("kloud-lan healthz k8s1master1 31004")).toMatchObject({ code: 9, out: "" });
});
