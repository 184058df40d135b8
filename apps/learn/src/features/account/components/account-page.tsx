import { fullNameField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { SecondStepSettings } from "@byteos/ui/patterns/auth/second-step-settings";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Section } from "@byteos/ui/patterns/section";
import { buttonVariants } from "@byteos/ui/primitives/button";
import Link from "next/link";
import {
  beginSecondStepAction,
  confirmSecondStepAction,
  removeSecondStepAction,
  renewRecoveryCodesAction,
} from "../../second-step/actions.ts";
import { saveNameAction, setNudgesAction, setTrainingConsentAction } from "../actions.ts";
import type { AccountView } from "../loaders.ts";
import { EraseAccount } from "./erase-account.tsx";
import { SettingSwitch } from "./setting-switch.tsx";
import { ShortcutSwitch } from "./shortcut-switch.tsx";
import { SignOutSafely } from "./sign-out-safely.tsx";

export function AccountPage({ account }: { account: AccountView }) {
  return (
    <div className="grid max-w-140 gap-10">
      <PageHeader
        title="Your account"
        description={`${account.email}, ${account.roleName.toLowerCase()} in ${account.organisationName}`}
        className="mb-0!"
      />
      <Section title="Name">
        <AuthForm
          action={saveNameAction}
          fields={[{ ...fullNameField, defaultValue: account.fullName }]}
          submitLabel="Save name"
          busyLabel="Saving…"
          isPart
        />
      </Section>
      <Section title="Two-step verification">
        <SecondStepSettings
          {...account.secondStep}
          actions={{
            begin: beginSecondStepAction,
            confirm: confirmSecondStepAction,
            renewCodes: renewRecoveryCodesAction,
            remove: removeSecondStepAction,
          }}
        />
      </Section>
      <Section title="Keyboard">
        <ShortcutSwitch />
      </Section>
      {account.studioUrl === null ? null : (
        <Section title="Studio" description="Where courses are made and people are looked after.">
          <a className="link" href={account.studioUrl}>
            Open ByteOS Studio
          </a>
        </Section>
      )}
      <div id="byte" className="scroll-mt-20">
        <Section title="Byte">
          <div className="grid gap-4">
            <SettingSwitch
              label="Nudges"
              hint="A word from Byte when you are stuck, a review or a date is near, or a streak is about to end. At most three a day, each with its reason."
              isOn={account.hasNudges}
              save={setNudgesAction}
            />
            <SettingSwitch
              label={`Let ${account.organisationName} train Byte with my helpful turns`}
              hint="Questions and answers that you marked as helpful, without names, addresses and numbers. Off unless you turn it on; turned off again, they are left out of the next training."
              isOn={account.hasTrainingConsent}
              save={setTrainingConsentAction}
            />
            <Link className="link justify-self-start" href="/account/byte">
              What Byte remembers
            </Link>
          </div>
        </Section>
      </div>
      <Section
        title="Your data"
        description="Everything that is kept about you, in one file: profile, progress, answers, events and certificates."
      >
        <a className={buttonVariants()} href="/account/data" download="">
          Download my data
        </a>
      </Section>
      <Section title="Sign out">
        <SignOutSafely userId={account.userId} />
      </Section>
      <Section title="Delete account">
        <EraseAccount email={account.email} userId={account.userId} />
      </Section>
    </div>
  );
}
