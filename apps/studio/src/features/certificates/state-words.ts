import type { CertificateState } from "@byteos/contracts/certificate";

export const stateNames: Readonly<Record<CertificateState, string>> = {
  valid: "Valid",
  expired: "Expired",
  revoked: "Revoked",
};
