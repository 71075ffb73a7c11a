export {
  type Allowance,
  type ClusterAccess,
  type Credentials,
  type ExecPlugin,
  type FileOrData,
  nothingAllowed,
  type Risk,
  risks,
} from "./cluster-access.ts";
export { type Connection, connect } from "./connect.ts";
export { type AccessResult, type KubeconfigInput, readKubeconfig } from "./kubeconfig.ts";
