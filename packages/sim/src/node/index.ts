export { type FolderLimits, readFolder } from "./read-folder.ts";
