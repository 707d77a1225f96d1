import type { FixedCsms } from "./fixed_csms.ts";

/** The statuses that came, once the last has. */
export async function statuses(csms: FixedCsms, action: string, last: string): Promise<string[]> {
  await csms.next(action, ({ status }) => status === last);
  return csms.of(action).map(({ status }) => status);
}

/** Self-signed, for tests alone; nobody has its key any more. */
export const pem = `-----BEGIN CERTIFICATE-----
MIIBdjCCARugAwIBAgIUD9kYlL2JJoafXM2ee8+7G/tTQ3kwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEcm9vdDAgFw0yNjExMjEwMDU4MjBaGA8yMTI2MTAyODAwNTgy
MFowDzENMAsGA1UEAwwEcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLyY
L+DvCtrqh1K59NTbVrhMaiN7rxu+y2bVpW2qHAZ0FLW0LV1BzaMD5pQz7nJjIWQD
bVeOWBN2zlsmAPfT0AmjUzBRMB0GA1UdDgQWBBR14f7WH+eHOe5TL/2IM7NDClS8
xTAfBgNVHSMEGDAWgBR14f7WH+eHOe5TL/2IM7NDClS8xTAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0kAMEYCIQC71CCYbRfJdYHAjdV5FAdF+Zuy+hBKcW8C
YRvC5O9rHwIhAPuMNIcs8AeyvvFXbWYsqkgEBSu+e5YwCSlRtyDMo2fF
-----END CERTIFICATE-----
`;
