import { describe, expect, it } from "vitest";
import { renderInvitationMail } from "./invitation-mail.ts";

const mail = {
  organisationName: "Tide & Timber",
  inviterName: "Ada <script>alert(1)</script>",
  role: "learner",
  link: "https://learn.example.org/invitation/abc",
  validDays: 14,
} as const;

describe("invitation mail", () => {
  it("says who invites, to what, and for how long, in both forms", () => {
    const { subject, text, html } = renderInvitationMail({ ...mail, inviterName: "Ada" });
    expect(subject).toBe("Tide & Timber invites you to ByteOS");
    expect(text).toContain("Ada of Tide & Timber invites you to take courses");
    expect(text).toContain(mail.link);
    expect(text).toContain("14 days");
    expect(html).toContain("Tide &amp; Timber");
    expect(html.split(`href="${mail.link}"`)).toHaveLength(3);
  });

  it("shows names as words, never as markup or headers", () => {
    const { subject, html, text } = renderInvitationMail({
      ...mail,
      organisationName: "Acme\r\nBcc: everyone@example.org",
    });
    expect(html).not.toContain("<script");
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text.split("\n")[0]).toContain("Bcc: everyone@example.org");
  });
});
