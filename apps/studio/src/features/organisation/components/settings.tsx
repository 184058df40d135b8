import { SecondStepSettings } from "@byteos/ui/patterns/auth/second-step-settings";
import { Callout } from "@byteos/ui/patterns/callout";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Section } from "@byteos/ui/patterns/section";
import { Button } from "@byteos/ui/primitives/button";
import KeyRound from "lucide-react/icons/key-round";
import Link from "next/link";
import {
  beginSecondStepAction,
  confirmSecondStepAction,
  removeSecondStepAction,
  renewRecoveryCodesAction,
} from "../../second-step/actions.ts";
import { TrainingSection } from "../../training/components/training-section.tsx";
import type { SettingsView } from "../loaders.ts";
import { BrandForm } from "./brand-form.tsx";
import { OrganisationForm } from "./organisation-form.tsx";

export function Settings({ view }: { view: SettingsView }) {
  const { organisation, canConfigure } = view;
  return (
    <div className="grid gap-10">
      <PageHeader className="mb-0!" title="Settings" description={organisation.name} />
      {!canConfigure && (
        <Callout title="Admins change these settings">
          You can see them. Ask an admin of {organisation.name} when something should be different.
        </Callout>
      )}
      <Section title="Organisation">
        <OrganisationForm
          name={organisation.name}
          defaultLanguage={organisation.settings.default_language}
          timezone={organisation.settings.timezone}
          timeZones={view.timeZones}
          canConfigure={canConfigure}
        />
      </Section>
      <Section title="Brand">
        <BrandForm primaryColor={organisation.branding.primary_color} canConfigure={canConfigure} />
      </Section>
      {view.training === null ? null : <TrainingSection training={view.training} />}
      <Section
        title="Access tokens"
        description="With which programs, such as the byteos command, act as you."
      >
        <Button asChild>
          <Link href="/settings/tokens">
            <KeyRound aria-hidden />
            Manage tokens
          </Link>
        </Button>
      </Section>
      <Section
        title="Two-step verification"
        description="For your own account, in Studio and in Learn."
        className="max-w-180"
      >
        <SecondStepSettings
          {...view.secondStep}
          actions={{
            begin: beginSecondStepAction,
            confirm: confirmSecondStepAction,
            renewCodes: renewRecoveryCodesAction,
            remove: removeSecondStepAction,
          }}
        />
      </Section>
    </div>
  );
}
