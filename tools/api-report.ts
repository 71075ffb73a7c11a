import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argv, env, exit, stdout } from "node:process";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

/** Compares the public declarations of a package with its committed report `etc/<entry>.api.md`; `--update` writes it anew. */
const folder = resolve(argv[2] ?? ".");
const update = argv.includes("--update");
const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
};

function reportFor(types: string, reportName: string): boolean {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      compiler: { tsconfigFilePath: join(folder, "tsconfig.json") },
      apiReport: {
        enabled: true,
        reportFileName: `${reportName}.api.md`,
        reportFolder: join(folder, "etc"),
        reportTempFolder: join(folder, "dist/.api"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: { default: { logLevel: "none" as never } },
        compilerMessageReporting: { default: { logLevel: "none" as never } },
        tsdocMessageReporting: { default: { logLevel: "none" as never } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
  });
  if (!existsSync(join(folder, "etc", `${reportName}.api.md`)) && !update) return false;
  const result = Extractor.invoke(config, {
    localBuild: update || env["CI"] === undefined,
    showVerboseMessages: false,
    messageCallback: (message) => {
      message.handled = true;
    },
  });
  return !result.apiReportChanged || update;
}

let ok = true;
for (const [entry, target] of Object.entries(manifest.exports)) {
  if (typeof target === "string") continue;
  const name = entry === "." ? "index" : entry.slice(2);
  if (reportFor(target.types, name)) continue;
  ok = false;
  stdout.write(
    `${manifest.name} ${entry}: the public API is not what etc/${name}.api.md says; review it and run: node tools/api-report.ts ${argv[2]} --update\n`,
  );
}
exit(ok ? 0 : 1);
