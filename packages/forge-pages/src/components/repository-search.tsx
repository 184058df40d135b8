"use client";

import { SearchField } from "@byteos/ui/patterns/search-field";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";

export function RepositorySearch({ search }: { search: string }) {
  const [value, setValue] = useState(search);
  const router = useRouter();
  const go = (words: string): void => {
    router.replace(words.trim() === "" ? "/forge" : `/forge?q=${encodeURIComponent(words.trim())}`);
  };
  return (
    <form
      role="search"
      className="w-full max-w-80"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        go(value);
      }}
    >
      <SearchField
        label="Search repositories"
        placeholder="Search repositories"
        value={value}
        onValueChange={(next) => {
          setValue(next);
          if (next === "") go("");
        }}
        hasShortcut
        name="q"
      />
    </form>
  );
}
