import { Field } from "@byteos/ui/patterns/field";
import { Button } from "@byteos/ui/primitives/button";
import { Input } from "@byteos/ui/primitives/input";

/** A place to type a code. Works without script. */
export function CodeForm({ typed = "", error }: { typed?: string; error?: string }) {
  return (
    <form action="/verify" className="flex max-w-lg flex-wrap items-start gap-2">
      <div className="min-w-0 flex-1 basis-72">
        <Field
          label="Certificate code"
          hint="20 letters and digits, as K7QM-4D2X-9HPA-1C5E-8TWB. Capitals and dashes do not matter."
          {...(error === undefined ? {} : { error })}
        >
          <Input
            name="code"
            defaultValue={typed}
            required
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={60}
            className="font-mono"
          />
        </Field>
      </div>
      <Button type="submit" variant="primary" className="mt-6.5 max-sm:mt-0 max-sm:w-full">
        Check
      </Button>
    </form>
  );
}
