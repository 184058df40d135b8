import fc from "fast-check";
import { expect, it } from "vitest";
import { listIgnored } from "./ignored-settings.ts";

it("names every setting that is written and not read, once", () => {
  const written = {
    site_url: "http://a",
    hook: { send_email: { enabled: true, uri: "http://b" } },
    sms: { enable_signup: false },
    email: { otp_length: 6, smtp: { host: "c", port: 25 } },
    enabled: true,
  };
  const read = { site_url: "http://a", email: { otp_length: 6, otp_expiry: 3600 } };
  expect(listIgnored(written, read)).toEqual([
    "hook.send_email.uri",
    "sms.enable_signup",
    "email.smtp.host",
    "email.smtp.port",
  ]);
  expect(listIgnored({ enabled: false }, {})).toEqual(["enabled"]);
});

it("names nothing of what is read", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (settings) => {
      expect(listIgnored(settings, settings)).toEqual([]);
    }),
  );
});
