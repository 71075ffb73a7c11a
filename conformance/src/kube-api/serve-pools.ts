import { readFileSync } from "node:fs";
import { env } from "node:process";
import { parse } from "yaml";
import type { ControlPlane } from "./control-plane.ts";
import { create } from "./play-course.ts";

/** Has the server serve pools, by the CRD that `POOL_CRD` names: of Cilium's source pkg/k8s/apis/cilium.io/client/crds/v2/ciliumloadbalancerippools.yaml. */
export async function servePools(plane: ControlPlane): Promise<void> {
  const file = env["POOL_CRD"];
  if (file === undefined) throw new Error("POOL_CRD does not say where Cilium's CRD of pools is");
  await create(plane, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", parse(readFileSync(file, "utf8")));
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default" } };
  await create(plane, "/api/v1/namespaces/kube-system/serviceaccounts", account);
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await plane.request("admin", "GET", "/apis/cilium.io/v2/ciliumloadbalancerippools");
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the CRD of pools is not served");
}
