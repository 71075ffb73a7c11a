import { prefixCovers, printPrefix } from "@splithorizon/core";
import { dnsServicesOf } from "../corefile-view.ts";
import { placeOfObject } from "../outside-services.ts";
import type { Rule } from "../rule.ts";

/** T21: the tutorial writes "the 10th IP in the Pods CIDR"; it is that of services. */
export const clusterDnsOutOfRange: Rule = {
  traps: ["T21"],
  severity: "warning",
  check: ({ twin }) =>
    [...twin.clusters.values()].flatMap((cluster) => {
      const { name, serviceCidrs } = cluster.settings;
      if (serviceCidrs.length === 0) return [];
      return dnsServicesOf(cluster).flatMap(({ metadata, clusterIps }) => {
        const outside = clusterIps.find(
          (ip) => ip !== "None" && !serviceCidrs.some((range) => prefixCovers(range, ip)),
        );
        const key = `Service ${metadata.namespace}/${metadata.name}`;
        const span = placeOfObject(twin, name, key);
        if (outside === undefined || span === null) return [];
        const message = `${metadata.namespace}/${metadata.name} has ${outside}, which is not in the range of services (${serviceCidrs.map(printPrefix).join(", ")}): one of the two is written down wrong.`;
        return [
          { span, message, hint: "kube-dns has the tenth address of the service range (--service-cluster-ip-range)." },
        ];
      });
    }),
};
