export { type FolderLimits, readFolder } from "./read-folder.ts";
export {
  type ListenAddress,
  printServeEvent,
  realAgenda,
  type ServeEvent,
  type ServeOptions,
  type Serving,
  serveTwin,
} from "./serve/index.ts";
export { type SiteRoot, siteRootOf } from "./site-root.ts";
