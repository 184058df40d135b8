import type { OrgRole } from "@byteos/contracts/role";
import { escapeHtml } from "./escape-html.ts";
import type { Mail } from "./mailer.ts";

export interface InvitationMail {
  readonly organisationName: string;
  /** Empty when the inviter has not given a name. */
  readonly inviterName: string;
  readonly role: OrgRole;
  readonly link: string;
  readonly validDays: number;
}

const purposes: Readonly<Record<OrgRole, string>> = {
  learner: "take courses with them in ByteOS Learn",
  creator: "make courses with them in ByteOS Studio",
  manager: "follow how people learn in ByteOS Studio",
  admin: "run their organisation in ByteOS Studio",
};

/** The invitation as text and as HTML that needs no pictures and no styles of a mail program. */
export function renderInvitationMail(mail: InvitationMail): Omit<Mail, "to"> {
  const organisation = oneLine(mail.organisationName);
  const inviter = oneLine(mail.inviterName);
  const opening =
    inviter === ""
      ? `${organisation} invites you to ${purposes[mail.role]}.`
      : `${inviter} of ${organisation} invites you to ${purposes[mail.role]}.`;
  const ending =
    `The link is for you alone and works for ${mail.validDays} days. ` +
    "If you did not expect this mail, you can ignore it.";
  return {
    subject: `${organisation} invites you to ByteOS`,
    text: `${opening}\n\nAccept the invitation:\n${mail.link}\n\n${ending}\n`,
    html: page(organisation, opening, mail.link, ending),
  };
}

/** A name cannot bring line breaks, and with them headers or paragraphs of its own, into a mail. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function page(organisation: string, opening: string, link: string, ending: string): string {
  const href = escapeHtml(link);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Invitation</title></head>
<body style="margin:0;background:#f6f5f2">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f5f2"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border:1px solid #dedbd4;border-radius:12px"><tr><td style="padding:36px 36px 28px;${font};color:#1d1e20">
<p style="margin:0 0 24px;font-size:14px;font-weight:600;color:#5e6066">ByteOS</p>
<h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">Join ${escapeHtml(organisation)}</h1>
<p style="margin:0 0 28px;font-size:16px;line-height:1.55">${escapeHtml(opening)}</p>
<table role="presentation" cellpadding="0" cellspacing="0"><tr><td style="border-radius:8px;background:#2f4fd0"><a href="${href}" style="display:inline-block;padding:13px 22px;${font};font-size:16px;font-weight:600;color:#ffffff;text-decoration:none">Accept the invitation</a></td></tr></table>
<p style="margin:28px 0 0;font-size:13px;line-height:1.55;color:#5e6066">Or open this address: <a href="${href}" style="color:#2f4fd0;word-break:break-all">${href}</a></p>
<p style="margin:16px 0 0;font-size:13px;line-height:1.55;color:#5e6066">${escapeHtml(ending)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}
