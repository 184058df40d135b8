/** Where a request comes from, for limits, the session list and the audit log. */
export interface Device {
  address: string;
  userAgent: string;
}
