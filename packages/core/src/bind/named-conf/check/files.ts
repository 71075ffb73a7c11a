import { resolvePath } from "../../../text/index.ts";
import { findClause, textAt } from "../read/scope.ts";
import { argumentSpan, type CheckContext, refuse, warn } from "./context.ts";

/** The working directory must be there, if the tree is the host's whole file system. */
export function checkDirectory(context: CheckContext): void {
  const clause = findClause([context.options], "directory");
  const text = textAt(clause, 0);
  if (clause === undefined || text === undefined) return;
  if (context.conf.files.lookUp(context.conf.directory).kind === "directory") return;
  const message = `change directory to '${text}' failed: file not found`;
  refuse(context, argumentSpan(clause), "NAMED_CONF_DIRECTORY", message);
}

/** Files of zones that named reads at start. A zone without its file is answered with SERVFAIL; other zones are not affected. */
export function checkZoneFiles(context: CheckContext): void {
  for (const zone of context.views.flatMap((view) => view.zones)) {
    const type = textAt(findClause([zone.clauses], "type"), 0)?.toLowerCase();
    const clause = findClause([zone.clauses], "file");
    const text = textAt(clause, 0);
    const isRead = type === "primary" || type === "master" || type === "redirect";
    if (clause === undefined || text === undefined || !isRead) continue;
    const path = resolvePath(context.conf.directory, text);
    const found = context.conf.files.lookUp(path);
    if (found.kind === "file") continue;
    const why = found.kind === "refused" ? found.reason : "file not found";
    const message = `zone '${textAt(zone, 0)}': loading from '${text}' failed: ${why}`;
    const hint = `There is no ${path}; every name in this zone is answered with SERVFAIL.`;
    warn(context, argumentSpan(clause), "NAMED_CONF_ZONE_FILE", message, hint);
  }
}
