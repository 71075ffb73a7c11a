import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeAcl } from "./acl.ts";
import { aclLandmarks } from "./landmarks.ts";
import { type AclRule, readAclSettings } from "./settings.ts";

export const aclPlugin: RegisteredPlugin = definePlugin<readonly AclRule[]>({
  readSettings: readAclSettings,
  make: makeAcl,
  landmarks: aclLandmarks,
});
