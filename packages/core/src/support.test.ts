import { describe, expect, it } from "vitest";
import { makeCoreDns, type PluginName, parseCorefile, pluginOrder } from "./coredns/index.ts";
import { pluginSupport } from "./support.ts";
import { emptyFileTree, sourceFromText } from "./text/index.ts";

/** Whether a bare use of the plugin says that it is not modelled. */
function saysUnsupported(name: PluginName): boolean {
  const { value } = parseCorefile(sourceFromText("Corefile", `. {\n ${name}\n}`), { version: "1.15.0" });
  const { diagnostics } = makeCoreDns(value, {
    cluster: null,
    ownAddresses: [],
    hostNameServers: [],
    hostSearch: [],
    files: emptyFileTree,
    workingDirectory: "/",
    hostname: "host",
  });
  return diagnostics.some(({ code }) => code === "COREFILE_UNSUPPORTED");
}

describe("the support matrix says what the plugins say", () => {
  it.each(pluginOrder("1.15.0"))("%s", (name) => {
    expect(saysUnsupported(name)).toBe(pluginSupport[name].level === "unsupported");
  });
});
