import {
  checkZone,
  type Diagnostic,
  type DomainName,
  directoryOf,
  type FileTree,
  parseResolvConf,
  readZone,
  type Source,
} from "@splithorizon/core";
import { bindSettings, parseNamedConf } from "@splithorizon/core/bind";
import { type CoreDnsVersion, makeCoreDns, parseCorefile } from "@splithorizon/core/coredns";
import { parseKeepalived } from "@splithorizon/core/keepalived";
import { checkNamedConf } from "@splithorizon/core/named-checkconf";
import { assertNever } from "../invariant.ts";
import {
  detectFileKind,
  type FileKind,
  manifestsOf,
  parseSiteFile,
  UNTOLD_NAME_SERVER,
  zoneOriginOf,
} from "../site/index.ts";

/** What a lone file is read as. */
export interface LintOptions {
  /** Where includes and zone files are looked up. */
  readonly files: FileTree;
  /** Where the file stands in `files`. */
  readonly path: string;
  /** null: told by name and content. */
  readonly kind: FileKind | null;
  readonly bindVersion: "9.18" | "9.20";
  readonly coreDnsVersion: CoreDnsVersion;
  /** Of a zone file; null: its first $ORIGIN, or what stands behind `db.` in its name. */
  readonly origin: DomainName | null;
}

/** What is wrong with one file, as its own server would see it. */
export interface Linted {
  /** null: no kind of file that is known here. */
  readonly kind: FileKind | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one file as its own server would, and says what is wrong with it. */
export function lintFile(source: Source, options: LintOptions): Linted {
  const kind = options.kind ?? detectFileKind(options.path, source);
  return { kind, diagnostics: kind === null ? [] : lintAs(kind, source, options) };
}

function lintAs(kind: FileKind, source: Source, options: LintOptions): readonly Diagnostic[] {
  const { files, path } = options;
  switch (kind) {
    case "site":
      return parseSiteFile(source, directoryOf(path)).diagnostics;
    case "corefile":
      return lintCorefile(source, options);
    case "manifests":
      return lintManifests(source, options);
    case "named-conf":
      return lintNamedConf(source, options);
    case "keepalived":
      return parseKeepalived(source, { files, directory: directoryOf(path) }).diagnostics;
    case "zone":
      return lintZone(source, options);
    case "resolv-conf":
      return parseResolvConf(source).diagnostics;
    default:
      return assertNever(kind);
  }
}

/** The grammar, and every plugin's own validation. */
function lintCorefile(source: Source, { files, path, coreDnsVersion }: LintOptions): readonly Diagnostic[] {
  const { value, diagnostics } = parseCorefile(source, { version: coreDnsVersion, files, path });
  const started = makeCoreDns(value, {
    cluster: null,
    ownAddresses: [],
    // Of the machine that it will run on nothing is known: a resolv.conf there has somebody.
    hostNameServers: [{ address: UNTOLD_NAME_SERVER, port: 53 }],
    hostSearch: [],
    files,
    workingDirectory: directoryOf(path),
    hostname: "localhost",
  });
  return [...diagnostics, ...started.diagnostics];
}

function lintManifests(source: Source, options: LintOptions): readonly Diagnostic[] {
  const { value: manifests, diagnostics } = manifestsOf(source);
  return [...diagnostics, ...[...manifests.corefiles.values()].flatMap((corefile) => lintCorefile(corefile, options))];
}

function lintNamedConf(source: Source, { files, path, bindVersion }: LintOptions): readonly Diagnostic[] {
  const { value: conf, diagnostics } = parseNamedConf(source, {
    files,
    version: bindVersion,
    directory: directoryOf(path),
  });
  return [...diagnostics, ...checkNamedConf(conf, { files: "none" }), ...bindSettings(conf).diagnostics];
}

function lintZone(source: Source, { files, path, origin }: LintOptions): readonly Diagnostic[] {
  const { value, diagnostics } = readZone(source, {
    origin: origin ?? zoneOriginOf(source, path),
    files,
    directory: directoryOf(path),
  });
  return [...diagnostics, ...checkZone(value)];
}
