export { type FolderLimits, readFolder } from "./read-folder.ts";
export { type SiteRoot, siteRootOf } from "./site-root.ts";
